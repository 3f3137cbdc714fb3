"""Releases looked over again: every file hashed and proofed anew, against the directory of today."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.catalog.catalog import Catalog, load_catalog
from generator.catalog.contacts import Contact
from generator.catalog.freshness import stale, verify_advice
from generator.catalog.places import Roots
from generator.catalog.policies import Policies, read_policies
from generator.errors import SetupError, UsageError, refuse_errors
from generator.findings import Finding, Findings, Place, Severity
from generator.frozen import dataclass
from generator.manifest import NAME, Content, digest, local_numbers, read_content
from generator.proof.known import known_directory
from generator.proofing import proof_file
from generator.releasing.impact import Change, channel_changes
from generator.releasing.release import SEAL, TICKET_JSON
from generator.releasing.ticketsheet import TICKET_PDF, reached

_ANEW = "Do not print from this folder; make the release anew under another name."


@dataclass(frozen=True)
class Verified:
    """A release as it was found: on what terms it was made, how many files were proofed, and every fault."""

    folder: Path
    release: Content
    files: int
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether the release may still be printed."""
        return not Findings(list(self.findings)).errors


def verify(roots: Roots, folder: Path, today: datetime.date) -> Verified:
    """Look a release over; raises UsageError where the folder is none, and Refused where the catalogue is wrong."""
    content = read_content(folder / NAME)
    if not content.get("release") or "documents" not in content:
        raise UsageError(f"{folder} is no release: it has no {NAME} of one.")
    findings = Findings()
    catalog = load_catalog(roots, findings, ())  # words do not matter here: impact tells of them
    policies = read_policies(roots, findings)
    refuse_errors(findings)
    faults = Findings()
    hashes = {name: str(entry.get("sha256")) for name, entry in content["files"].items()} | content["documents"]
    _check_seal(folder, faults)
    found = dict(_unchanged(folder, hashes, faults))
    _check_extra(folder, hashes, faults)
    _check_ticket(found.get(TICKET_JSON, b""), hashes, faults)
    for name, data in found.items():
        if name != TICKET_JSON:
            faults.extend(_proofed(folder / name, data, content["release"], catalog))
    _check_channels(content, catalog, faults)
    carried = (contact for name, contact in catalog.contacts.contacts.items() if name in content["contacts"])
    _check_ages(carried, policies, today, faults)
    return Verified(folder, content["release"], len(found), faults.sorted())


def _check_seal(folder: Path, faults: Findings) -> None:
    """The manifest against its own hash, which lies beside it."""
    sealed = _bytes(folder / SEAL)
    if sealed is None or sealed.split()[:1] != [digest(_bytes(folder / NAME) or b"").encode()]:
        problem = f"{NAME} is not the one of the release: its hash is not that in {SEAL}."
        faults.error("verify.manifest", Place(NAME), problem, _ANEW)


def _unchanged(folder: Path, hashes: Mapping[str, str], faults: Findings) -> Iterator[tuple[str, bytes]]:
    """The files that are there as they were released."""
    for name, wanted in hashes.items():
        data = _bytes(folder / name)
        if data is None:
            faults.error("verify.missing", Place(name), f"{name} is missing.", _ANEW, limit=name)
        elif digest(data) != wanted:
            problem = f"{name} is not the file that was released."
            faults.error("verify.changed", Place(name), problem, _ANEW, seen=digest(data), limit=wanted)
        else:
            yield name, data


def _check_extra(folder: Path, hashes: Mapping[str, str], faults: Findings) -> None:
    for path in sorted(folder.iterdir()):
        if path.name not in {*hashes, NAME, SEAL}:
            problem = f"{path.name} was not released: nobody has proofed it."
            faults.error("verify.extra", Place(path.name), problem, "Take it out of the folder.", seen=path.name)


def _check_ticket(data: bytes, hashes: Mapping[str, str], faults: Findings) -> None:
    """Each fingerprint on the ticket against the manifest's; a ticket that changed was told of before."""
    if not data:
        return
    try:
        listed = {file["name"]: file["sha256"] for piece in json.loads(data)["pieces"] for file in piece["files"]}
    except (ValueError, KeyError, TypeError):
        faults.error("verify.ticket", Place(TICKET_JSON), f"{TICKET_JSON} cannot be read.", _ANEW)
        return
    for name in sorted({*listed, *hashes} - {TICKET_JSON, TICKET_PDF}):
        if listed.get(name) != hashes.get(name):
            problem = f"The ticket and the manifest do not say the same of {name}."
            fix = _ANEW
            faults.error("verify.ticket", Place(name), problem, fix, seen=str(listed.get(name)))


def _proofed(path: Path, data: bytes, release: Content, catalog: Catalog) -> tuple[Finding, ...]:
    """What the proof finds today; warnings were there when the release was made."""
    own = reached(str(release.get("contact"))) if path.name == TICKET_PDF else ()
    known = known_directory(catalog.contacts, (*local_numbers(path, data), *own))
    return tuple(f for f in proof_file(path, data, known).findings if f.severity is Severity.ERROR)


def _check_channels(content: Content, catalog: Catalog, faults: Findings) -> None:
    """The numbers and addresses that their contacts have no longer, each once, with the files that carry it."""
    carrying: dict[Change, list[str]] = {}
    for name, entry in content["files"].items():
        for change in channel_changes(entry, catalog):
            carrying.setdefault(change, []).append(name)
    for change, names in carrying.items():
        now = f"it is {change.new} now" if change.new else "the directory has it no longer"
        problem = f"{change.old} ({change.key}) is not right any more: {now}. On {', '.join(names)}."
        fix = "Do not print more; see handbill impact --since for what to reprint."
        faults.error("verify.number-changed", Place(NAME), problem, fix, seen=change.old, limit=change.new)


def _check_ages(contacts: Iterable[Contact], policies: Policies, today: datetime.date, faults: Findings) -> None:
    for contact, age in stale(contacts, policies.release_days, today):
        faults.error(
            "verify.contact-stale",
            contact.place,
            f"“{contact.id}” was last checked on {contact.checked_on.isoformat()}, {age} days ago.",
            f"Print no more before it was checked. {verify_advice(contact, today)}",
            seen=f"{age} days",
            limit=f"{policies.release_days} days",
        )


def _bytes(path: Path) -> bytes | None:
    """A file's bytes; None where there is no such file."""
    if not path.is_file():
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise SetupError(f"{path} cannot be read: {error.strerror}.") from error
