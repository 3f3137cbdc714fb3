"""The preflight sheet: what `handbill proof` prints of each file, one line a rule, and what to do where one fails."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from operator import attrgetter
from typing import TYPE_CHECKING

import click

from generator.console import COLOURS, cells, print_findings, print_json
from generator.findings import Finding

if TYPE_CHECKING:  # only for annotations: the proof is loaded by the command that runs it
    from generator.proof.checks import Check
    from generator.proof.report import ProofResult

_NARROWEST, _WIDEST = 80, 100
_MARK = 6  # columns of the verdict and the gap after it
_GAP = 2
_SHARES = (0.46, 0.27, 0.27)  # of what is left: the rule, what was seen, what was asked
_MARKS = {"pass": "green", "look": "yellow", "FAIL": "red", "ask": "cyan"}
_X4, _TAGS, _PEOPLE = "PDF/X-4", "PDF/UA-1", "Left to people"
# One rule alone is not the group: files that never set out to be PDF/X-4 or tagged are held to a few.
_WHOLE = 10


def print_proofs(results: Sequence[ProofResult], as_json: bool) -> None:
    """What was read back from each file: its sheet, what the sheet adds up to, and a summary."""
    if as_json:
        print_json({"files": [result.as_dict() for result in results]})
        return
    width = min(max(shutil.get_terminal_size((_WIDEST, 24)).columns, _NARROWEST), _WIDEST)
    for result in results:
        _print_sheet(result, width)


def _print_sheet(result: ProofResult, width: int) -> None:
    click.echo(click.style(result.file, bold=True))
    told = {finding for check in result.checks for finding in check.findings}
    print_findings(finding for finding in result.findings if finding not in told)
    widths = [int((width - _MARK - _GAP * (len(_SHARES) - 1)) * share) for share in _SHARES]
    for group, checks in groupby(result.checks, attrgetter("group")):
        click.echo()
        _print_row("", "", (group, "seen", "asked for"), widths, bold=True)
        for check in checks:
            _print_row(check.verdict, _MARKS[check.verdict], (check.title, check.value, check.limit), widths)
            for finding in check.findings:
                _print_finding(finding, width)
    if result.checks:
        click.echo()
    for line in _sums(result.checks):
        click.echo(textwrap.fill(line, width))
    click.echo(f"{result.file}: {len(result.qrs)} QR codes, {len(result.numbers)} numbers, {_verdict(result)}.")


def _print_row(mark: str, colour: str, texts: tuple[str, ...], widths: list[int], *, bold: bool = False) -> None:
    """A verdict and its columns, over as many lines as the longest column needs."""
    columns = [_cell(text, room) for text, room in zip(texts, widths, strict=True)]
    for row in zip_longest(*columns, fillvalue=""):
        padded = (text + " " * (room - cells(text)) for text, room in zip(row, widths, strict=True))
        line = (" " * _GAP).join(padded).rstrip()
        lead = click.style(mark, fg=colour) if mark else ""
        click.echo(lead + " " * (_MARK - len(mark)) + (click.style(line, bold=True) if bold else line))
        mark = ""


def _cell(text: str, width: int) -> list[str]:
    """A text as lines of a column, two at the most; what is invisible is left out, for files may say anything."""
    clean = "".join(character for character in text if character.isprintable())
    return textwrap.wrap(clean, width, max_lines=2, placeholder="…")


def _print_finding(finding: Finding, width: int) -> None:
    where = f"{finding.place.key}: " if finding.place.key else ""
    problem = f"{where}{finding.problem} [{finding.rule}]"
    for text, lead in ((problem, ""), (finding.fix, "→ ")):
        indent = " " * _MARK
        if text:
            filled = textwrap.fill(
                text, width, initial_indent=indent + lead, subsequent_indent=indent + " " * len(lead)
            )
            click.echo(click.style(filled, fg=COLOURS[finding.severity]))


def _sums(checks: Iterable[Check]) -> Iterator[str]:
    """What the groups add up to, in words that promise no more than was looked at."""
    groups: dict[str, list[Check]] = {}
    for check in checks:
        groups.setdefault(check.group, []).append(check)
    for_press, tags, people = (groups.get(name, []) for name in (_X4, _TAGS, _PEOPLE))
    if len(for_press) > _WHOLE:
        failed = sum(not check.passed for check in for_press)
        yield f"Fails {failed} of our {len(for_press)} PDF/X-4 checks." if failed else "Passes our PDF/X-4 checks."
    if len(tags) > _WHOLE:
        failed = sum(not check.passed for check in tags)
        machine = f"{failed} of {len(tags)} machine checks failed" if failed else "machine checks passed"
        asks = ", ".join(_uncapped(check.title) for check in people)
        left = f"{len(people)} check{' is' if len(people) == 1 else 's are'} left to people: {asks}"
        yield f"PDF/UA-1: {machine}, {left}." if people else f"PDF/UA-1: {machine}."


def _uncapped(text: str) -> str:
    return text[:1].lower() + text[1:]


def _verdict(result: ProofResult) -> str:
    """Only what was read can be true: a file without text is never called so."""
    if not result.passed:
        return "FAULTS FOUND"
    unread = any(finding.rule in ("proof.no-text", "proof.picture-text") for finding in result.findings)
    return "no fault in what could be read" if unread else "read back and found true"
