"""Findings of a kit's pieces told once: shared fields, shared columns and shared rows are one thing to a trainer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.catalog.layouts import Layout
from generator.catalog.records.characters import cleaned_heading, matched
from generator.compose.columns import names_of
from generator.findings import Finding, Severity

_SAMPLE, _COLUMN, _MISSING = "field.sample", "column.unknown", "column.missing"
_UNPRINTED = "field.unprinted"
# So many pieces are named; of more, it is told how many there are.
_NAMED = 3

Told = tuple[str, Finding]


def told_once(found: Iterable[Told], layouts: Mapping[str, Layout]) -> tuple[Finding, ...]:
    """What was found in each piece, by its name: what is the same for several pieces is told once, and names them.

    `layouts` are those that are filled from the roster, by piece: a column that any of them knows is no finding.
    """
    known = frozenset(heading for layout in layouts.values() for heading in names_of(layout))
    groups: dict[tuple[str, ...], list[Told]] = {}
    for piece, told in found:
        # A field that all pieces share need not be printed in each: one may print it beside another field only.
        finding = replace(told, severity=Severity.WARNING) if told.rule == _UNPRINTED else told
        if finding.rule != _COLUMN or matched(cleaned_heading(finding.seen)) not in known:
            groups.setdefault(_same(finding), []).append((piece, finding))
    return tuple(_summed(group) for group in groups.values())


def _same(finding: Finding) -> tuple[str, ...]:
    """What makes two findings one: of a sample the field, of a column its place, else all that is said."""
    if finding.rule == _SAMPLE:
        return finding.rule, finding.fix, finding.seen
    if finding.rule == _COLUMN:
        return finding.rule, str(finding.place)
    if finding.rule == _MISSING:
        return finding.rule, finding.limit
    return finding.rule, str(finding.place), finding.problem, finding.fix, finding.severity


def _summed(group: list[Told]) -> Finding:
    pieces, first = list(dict.fromkeys(piece for piece, _ in group)), group[0][1]
    if first.rule == _COLUMN:
        problem = f"The column “{first.seen}” fills no field of any piece of the kit and is left out."
        worst = min((finding for _, finding in group), key=lambda finding: finding.severity)
        return replace(worst, problem=problem)
    if first.rule == _MISSING:
        fix = f"{first.fix.rstrip('.')}, or set it for all with --set {first.limit}=…"
        first = replace(first, fix=fix)
    if len(pieces) < 2 or first.rule not in (_SAMPLE, _MISSING):
        return first
    return replace(first, problem=f"{first.problem.rstrip('.')} (in {_listed(pieces)}).")


def _listed(pieces: list[str]) -> str:
    if len(pieces) <= _NAMED:
        return ", ".join(pieces)
    return f"{', '.join(pieces[:_NAMED])} and {len(pieces) - _NAMED} more pieces"
