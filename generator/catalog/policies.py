"""Policies: how old the check of a number may be for a proof and for a release."""

from __future__ import annotations

from generator.catalog.files import open_named
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.findings import Findings
from generator.frozen import dataclass

POLICIES_FILE = "data/policies.yaml"

# A hundred years: what is longer is a slip of the finger, and overflows the calendar.
MAX_DAYS = 36_500


@dataclass(frozen=True)
class Policies:
    """Ages in days: a proof warns of a check older than `proof_days`, a release is refused past `release_days`."""

    proof_days: int
    release_days: int


def read_policies(roots: Roots, findings: Findings) -> Policies:
    """The policies of data/policies.yaml, the workspace's before those that ship."""
    node = open_named(POLICIES_FILE, roots, findings)
    if node is None:
        return Policies(0, 0)
    with Reader(node, findings) as reader:
        return Policies(_days(reader, "proof_days"), _days(reader, "release_days"))


def _days(reader: Reader, key: str) -> int:
    days = reader.integer(key)
    if days < 0:
        reader.wrong(reader.need(key), f"{days} days are less than none.", "Drop the minus.", "policy.days")
    elif days > MAX_DAYS:
        problem = f"{days} days are longer than any number can be trusted."
        reader.wrong(reader.need(key), problem, f"Write {MAX_DAYS} at most.", "policy.days")
    return min(max(days, 0), MAX_DAYS)
