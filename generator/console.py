"""What the command line prints: tables, findings and reports, as text for people or JSON for programs."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.errors import HandbillError, Refused
from generator.findings import Finding, Severity

if TYPE_CHECKING:  # only for annotations: printing a list must not load what building needs
    from generator.batch.run import Ran
    from generator.batch.tally import Tally
    from generator.build import Report
    from generator.catalog.leaves import Leaf
    from generator.drafting import Drafted
    from generator.translate.check import State
    from generator.translate.exchange import Exchanged
    from generator.translate.lay import Laid
    from generator.translate.review import Signed

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}

# As many languages as a table names.
_LANGUAGES_SHOWN = 3


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
    shown = [{name: name for name in names}, *({**row, **_brief(row)} for row in rows)]
    widths = {name: max(cells(row[name]) for row in shown) for name in names}
    for row in shown:
        click.echo("  ".join(row[name] + " " * (widths[name] - cells(row[name])) for name in names).rstrip())


def _brief(row: dict[str, str]) -> dict[str, str]:
    """A long list of languages cut short; `--json` has all of them."""
    languages = row.get("languages", "").split(", ")
    more = len(languages) - _LANGUAGES_SHOWN
    return {"languages": f"{', '.join(languages[:_LANGUAGES_SHOWN])} + {more}"} if more > 0 else {}


def cells(text: str) -> int:
    """The columns of a terminal that a text takes: ideographs take two, marks none."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)


def print_report(report: Report, as_json: bool, out: Path | None) -> None:
    """What a build made or a check found."""
    if as_json:
        files = {entry.name: entry.as_dict() for entry in report.entries}
        print_json({"files": files, "findings": [finding.as_dict() for finding in report.findings]})
        return
    print_findings(report.findings)
    if out is None:
        click.echo(f"Checked: {counted(report.findings)}.")
        return
    for entry in report.entries:
        click.echo(f"{out / entry.name}")
    click.echo(f"Built and proofed {len(report.entries)} files: {counted(report.findings)}.")


def print_drafted(drafted: Drafted, as_json: bool, out: Path) -> None:
    """The files that were drawn, and that nothing of them was read back."""
    if as_json:
        print_json({"drafts": list(drafted.names), "findings": [finding.as_dict() for finding in drafted.findings]})
        return
    print_findings(drafted.findings)
    for name in drafted.names:
        click.echo(f"{out / name}")
    count = f"Drew {len(drafted.names)} drafts: {counted(drafted.findings)}."
    click.echo(f"{count} Nothing was read back: build without --draft before anything is printed.")


def print_ran(ran: Ran, out: Path, as_json: bool) -> None:
    """What a run of many files made, and which of them failed."""
    if as_json:
        findings = [finding.as_dict() for finding in ran.findings]
        print_json({"folder": str(out), "files": dict(ran.files), "failed": list(ran.failed), "findings": findings})
        return
    print_findings(ran.findings)
    for key in ran.failed:
        click.echo(f"Not made: {key}")
    click.echo(f"Built and proofed {ran.proofed:,} files in {out}: {counted(ran.findings)}.")


def print_states(states: Sequence[State], as_json: bool, *, every: bool) -> None:
    """How far languages are: findings, texts that are too long beside their English, drafts, and a summary each."""
    if as_json:
        findings = [finding.as_dict() for state in states for finding in state.findings]
        print_json({"languages": [_state_dict(state, every=every) for state in states], "findings": findings})
        return
    for state in states:
        _print_state(state, every=every)


def _print_state(state: State, *, every: bool) -> None:
    name, long = state.language.english_name, {item.finding: item for item in state.too_long}
    for finding in state.findings:
        print_findings((finding,))
        if finding in long:
            _print_texts(long[finding].texts, name)
    for layout, lacks in state.incomplete.items():
        click.echo(f"{layout} cannot be had in {name} yet: it lacks {', '.join(lacks)}.")
    for file, count in state.drafts_by_file.items():
        click.echo(f"{file}: drafts that nobody has signed: {count}")
    if every:
        _print_texts(state.missing.items(), name)
        _print_texts(state.drafts.items(), name)
    click.echo(
        f"{name}: {len(state.complete)} of {len(state.complete) + len(state.faulty) + len(state.incomplete)} pieces "
        f"complete; {len(state.texts)} texts: {len(state.missing)} missing, {state.stale} stale, "
        f"{len(state.too_long)} too long, {len(state.drafts)} drafts."
    )


def _print_texts(texts: Iterable[tuple[str, Leaf]], language: str) -> None:
    """Texts, each below its English."""
    for name, leaf in texts:
        click.echo(f"    {name}\n      English: {leaf.english}\n      {language}: {leaf.text}")


def _state_dict(state: State, *, every: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "language": state.language.id,
        "name": state.language.english_name,
        "complete": list(state.complete),
        "faulty": list(state.faulty),
        "incomplete": {layout: list(lacks) for layout, lacks in state.incomplete.items()},
        "texts": len(state.texts),
        "missing": len(state.missing),
        "stale": state.stale,
        "too_long": [
            {
                "layout": item.layout,
                "finding": item.finding.as_dict(),
                "texts": {name: {"english": leaf.english, "text": leaf.text} for name, leaf in item.texts},
            }
            for item in state.too_long
        ],
        "drafts": dict(state.drafts_by_file),
    }
    return {**shown, "empty": list(state.missing), "unsigned": list(state.drafts)} if every else shown


def print_laid(laid: Laid, lang: str, as_json: bool) -> None:
    """The files laid down for a translator, and what to do with them."""
    done = f"Laid down {len(laid.files)} files with {laid.texts} texts to translate."
    done = done if laid.files else "Nothing to lay down: every text has its place already."
    _print_written(laid.files, laid.texts, laid.findings, done, as_json)
    if laid.files and not as_json:
        click.echo(f"Fill them in, or export them for a PO editor; then ask “handbill check --lang {lang}”.")


def print_stamped(files: Sequence[Path], as_json: bool) -> None:
    """The files that were stamped."""
    _print_written(files, None, (), f"Stamped {len(files)} files.", as_json)


def print_signed(signed: Signed, by: str, as_json: bool) -> None:
    """The file that somebody signed."""
    _print_written((signed.file,), signed.texts, (), f"{by} has signed {signed.texts} texts.", as_json)


def print_exchanged(exchanged: Exchanged, done: str, as_json: bool) -> None:
    """The files that an export or import wrote."""
    _print_written(exchanged.files, exchanged.texts, exchanged.findings, f"{done} {exchanged.texts} texts.", as_json)


def _print_written(
    files: Sequence[Path], texts: int | None, findings: Sequence[Finding], done: str, as_json: bool
) -> None:
    if as_json:
        counted = {} if texts is None else {"texts": texts}
        shown = [finding.as_dict() for finding in findings]
        print_json({"files": [str(file) for file in files], **counted, "findings": shown})
        return
    print_findings(findings)
    for file in files:
        click.echo(str(file))
    click.echo(done)


def print_findings(findings: Iterable[Finding], *, to_error: bool = False) -> None:
    """Each finding on a line of its own."""
    for finding in findings:
        click.echo(click.style(str(finding), fg=COLOURS[finding.severity]), err=to_error)


def fail(error: Exception, *, as_json: bool) -> int:
    """Print a failure and give back its exit code; an unforeseen one asks to be reported."""
    findings = error.findings if isinstance(error, Refused) else ()
    message, code = _told(error)
    if as_json:
        shown: dict[str, Any] = {"findings": [finding.as_dict() for finding in findings], "exit_code": code}
        print_json(shown if findings else {**shown, "error": message})
    elif findings:
        print_findings(findings, to_error=True)
        click.echo(f"Refused: {counted(findings)}.", err=True)
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


def counted(findings: Iterable[Finding]) -> str:
    """Such as “0 errors, 1 warning”."""
    kinds = [finding.severity for finding in findings]
    counts = [
        f"{kinds.count(kind)} {kind}{'s' if kinds.count(kind) != 1 else ''}"
        for kind in (Severity.ERROR, Severity.WARNING)
    ]
    return ", ".join(counts)


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[Tally], None]]:
    """A line that says how far a run is, on a terminal only.

    It is drawn when there is news, not by a thread of its own: processes are forked from this one.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    with Live(Text("Reading the catalogue"), console=Console(stderr=True), auto_refresh=False, transient=True) as live:
        yield lambda tally: live.update(Text(str(tally)), refresh=True)
