"""Choices: fields whose value picks a role, a case or a version, and stands for `<field>` in the texts of a layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from generator.catalog.choiceorder import VERSIONS
from generator.catalog.each import expanded
from generator.catalog.eachwords import filled
from generator.catalog.training import CASES, ROLES, Training
from generator.catalog.yamlnode import Node
from generator.findings import Findings

# The type of a field that picks one of a collection.
CHOICE_FIELD = "choice"
VERSION = "versions"
COLLECTIONS = (ROLES, CASES, VERSION)


def choices_of(collection: str, training: Training) -> tuple[str, ...]:
    """What a field of that collection can be set to."""
    known = {ROLES: tuple(training.roles), CASES: tuple(training.cases), VERSION: VERSIONS}
    return known.get(collection, ())


def worded(written: Node, values: Mapping[str, str], training: Training, findings: Findings) -> Node:
    """Panels as they were written, with the values of their choices in place and every `each` replaced."""
    return expanded(filled(written, values), training, findings)


def combinations(choices: Mapping[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    """Every way in which the fields can be set together."""
    for values in product(*choices.values()):
        yield dict(zip(choices, values, strict=True))
