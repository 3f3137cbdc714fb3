"""What the command line prints: tables, findings and reports, as text for people or JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.errors import HandbillError, Refused
from generator.findings import Finding, Severity

if TYPE_CHECKING:  # only for annotations: printing a list must not load what building needs
    from generator.build import Report
    from generator.catalog.contacts import Contact
    from generator.proof.report import ProofResult

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


def print_json(value: dict[str, Any]) -> None:
    """One JSON object on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True))


def print_list(kind: str, rows: Sequence[dict[str, str]], as_json: bool) -> None:
    """A list as an aligned table."""
    if as_json:
        print_json({kind: list(rows)})
        return
    if not rows:
        click.echo(f"There are no {kind}.")
        return
    names = list(rows[0])
    widths = {name: max(len(name), *(len(row[name]) for row in rows)) for name in names}
    for row in ({name: name for name in names}, *rows):
        click.echo("  ".join(row[name].ljust(widths[name]) for name in names).rstrip())


def print_contacts(contacts: Sequence[Contact], as_json: bool, *, full: bool) -> None:
    """The directory as a table, or one contact in full."""
    if as_json:
        print_json({"contacts": [_contact_dict(contact) for contact in contacts]})
    elif full:
        for name, value in _contact_dict(contacts[0]).items():
            _print_value(name, value)
    else:
        rows = [
            {
                "contact": contact.id,
                "role": str(contact.role),
                "reach": contact.channels[0].shown,
                "answers": contact.who,
                "checked on": contact.checked_on.isoformat(),
            }
            for contact in contacts
        ]
        print_list("contacts", rows, as_json=False)


def _print_value(name: str, value: object) -> None:
    if isinstance(value, list):
        click.echo(f"{name}:")
        for item in value:
            shown = ", ".join(f"{key} {text}" for key, text in item.items() if text) if isinstance(item, dict) else item
            click.echo(f"  - {shown}")
    elif value:
        click.echo(f"{name}: {value}")


def _contact_dict(contact: Contact) -> dict[str, Any]:
    return {
        "id": contact.id,
        "name": contact.name,
        "role": str(contact.role),
        "answers": str(contact.answers),
        "who": contact.who,
        "region": contact.region,
        "channels": [
            {"kind": str(channel.kind), "value": channel.value, "shown": channel.shown, "vanity": channel.vanity}
            for channel in contact.channels
        ],
        "hours": contact.hours,
        "zone": contact.zone,
        "languages": contact.languages,
        "source": contact.source,
        "checked_on": contact.checked_on.isoformat(),
        "checked_by": contact.checked_by,
        "notes": list(contact.notes),
    }


def print_report(report: Report, as_json: bool, out: Path | None) -> None:
    """What a build made or a check found."""
    if as_json:
        files = {entry.name: entry.as_dict() for entry in report.entries}
        print_json({"files": files, "findings": [finding.as_dict() for finding in report.findings]})
        return
    print_findings(report.findings)
    if out is None:
        click.echo(f"Checked: {_count(report.findings)}.")
        return
    for entry in report.entries:
        click.echo(f"{out / entry.name}")
    click.echo(f"Built and proofed {len(report.entries)} files: {_count(report.findings)}.")


def print_proofs(results: Sequence[ProofResult], as_json: bool) -> None:
    """What was read back from each file."""
    if as_json:
        print_json({"files": [result.as_dict() for result in results]})
        return
    for result in results:
        print_findings(result.findings)
        click.echo(f"{result.file}: {len(result.qrs)} QR codes, {len(result.numbers)} numbers, {_verdict(result)}.")


def _verdict(result: ProofResult) -> str:
    """Only what was read can be true: a file without text is never called so."""
    if not result.passed:
        return "FAULTS FOUND"
    unread = any(finding.rule == "proof.no-text" for finding in result.findings)
    return "no fault in what could be read" if unread else "read back and found true"


def print_findings(findings: Iterable[Finding], *, to_error: bool = False) -> None:
    """Each finding on a line of its own."""
    for finding in findings:
        click.echo(click.style(str(finding), fg=_COLOURS[finding.severity]), err=to_error)


def fail(error: Exception, *, as_json: bool) -> int:
    """Print a failure and give back its exit code; an unforeseen one asks to be reported."""
    findings = error.findings if isinstance(error, Refused) else ()
    message, code = _told(error)
    if as_json:
        shown: dict[str, Any] = {"findings": [finding.as_dict() for finding in findings], "exit_code": code}
        print_json(shown if findings else {**shown, "error": message})
    elif findings:
        print_findings(findings, to_error=True)
        click.echo(f"Refused: {_count(findings)}.", err=True)
    else:
        click.echo(f"handbill: {message}", err=True)
    return code


def _told(error: Exception) -> tuple[str, int]:
    """An error as a sentence and an exit code."""
    if isinstance(error, HandbillError):
        return str(error), error.exit_code
    if isinstance(error, click.ClickException):
        return error.format_message(), error.exit_code
    if isinstance(error, OSError):
        return f"The system says: {error.strerror}.", 3
    return f"This is a fault in Handbill ({error!r}). Please report it.", 3


def _count(findings: Iterable[Finding]) -> str:
    kinds = [finding.severity for finding in findings]
    counts = [
        f"{kinds.count(kind)} {kind}{'s' if kinds.count(kind) != 1 else ''}"
        for kind in (Severity.ERROR, Severity.WARNING)
    ]
    return ", ".join(counts)


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """A line that says what is being built, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("Reading the catalogue") as status:
        yield lambda step: status.update(f"Building {step}")
