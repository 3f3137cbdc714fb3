"""What `handbill rules` prints: a table of rules, one rule in full, and verdicts clause by clause."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator

import click

from generator.catalog.rules import PostingRule, Sheet, find_channel
from generator.console import print_json, print_list
from generator.posting import RuleBook
from generator.proof.posting.results import ClauseVerdict, RuleResult, Verdict

_NARROWEST, _WIDEST = 80, 100
_MARKS = {Verdict.PASS: ("pass", "green"), Verdict.FAIL: ("FAIL", "red"), Verdict.UNKNOWN: ("ask", "cyan")}
_INDENT = 6
_PROMISE = "This tells what was seen. Whether a law is met, the law, its agency and a lawyer tell."


def print_rules(book: RuleBook, as_json: bool) -> None:
    """Every rule on a line."""
    rows = [
        {
            "rule": rule.id,
            "region": rule.region,
            "duty": "voluntary" if rule.voluntary else "by law",
            "wording": rule.fixed_wording,
            "as of": rule.as_of.isoformat(),
            "title": rule.title,
        }
        for rule in book.rules.values()
    ]
    print_list("rules", rows, as_json)


def print_rule(rule: PostingRule, book: RuleBook, as_json: bool) -> None:
    """One rule in full."""
    if as_json:
        print_json(_as_dict(rule))
        return
    width = _width()
    for name, value in _told(rule, book):
        lines = textwrap.wrap(value, width - 18) or [""]
        click.echo(f"{name:16}  {lines[0]}")
        for line in lines[1:]:
            click.echo(" " * 18 + line)


def _width() -> int:
    return min(max(shutil.get_terminal_size((_WIDEST, 24)).columns, _NARROWEST), _WIDEST)


def _told(rule: PostingRule, book: RuleBook) -> Iterator[tuple[str, str]]:
    """Everything a rule says, by name; what it does not say is left out."""
    yield "rule", rule.id
    yield "title", rule.title
    yield "law", rule.cite
    yield "region", rule.region
    yield "duty", "voluntary" if rule.voluntary else "by law"
    for sheet in rule.sheets:
        yield "sheet", _sheet(sheet)
    if rule.bold != "none":
        yield "bold", {"phone": "the number", "all": "everything"}[rule.bold]
    if rule.languages:
        yield "languages", ", ".join(book.tongues[lang].name for lang in rule.languages)
    if rule.more_languages:
        yield "more languages", rule.more_languages
    if rule.share != "free":
        yield "languages share", rule.share
    yield from (("number", _number(name, book)) for name in rule.numbers)
    if rule.any_number:
        yield "one number of", "; ".join(_number(name, book) for name in rule.any_number)
    yield from (("must say", item.text) for item in rule.must_say)
    if rule.forbid:
        yield "keeps out", ", ".join(rule.forbid)
    if rule.qr != "free":
        yield "QR code", rule.qr
    yield "fixed wording", rule.fixed_wording
    yield from (("place", place) for place in rule.places)
    yield from (("note", note) for note in rule.notes)
    yield "source", rule.source
    yield "as of", rule.as_of.isoformat()


def _sheet(sheet: Sheet) -> str:
    size = f"at least {sheet.width} wide × {sheet.height} high" if sheet.width and sheet.height else "any size"
    type_ = f", type of at least {sheet.type}" if sheet.type else ""
    return size + type_ + (f", {sheet.orientation}" if sheet.orientation != "any" else "")


def _number(name: str, book: RuleBook) -> str:
    found = find_channel(name, book.directory)
    return f"{found[1].shown} ({found[0].name})" if found else name


def _as_dict(rule: PostingRule) -> dict[str, object]:
    """The rule as plain values, named as in its file."""
    return {
        "id": rule.id,
        "title": rule.title,
        "cite": rule.cite,
        "region": rule.region,
        "as_of": rule.as_of.isoformat(),
        "source": rule.source,
        "voluntary": rule.voluntary,
        "sheets": [
            {
                "width": str(sheet.width or ""),
                "height": str(sheet.height or ""),
                "orientation": sheet.orientation,
                "type": str(sheet.type or ""),
            }
            for sheet in rule.sheets
        ],
        "bold": rule.bold,
        "languages": list(rule.languages),
        "more_languages": rule.more_languages,
        "share": rule.share,
        "numbers": list(rule.numbers),
        "any_number": list(rule.any_number),
        "must_say": [
            {"text": item.text, "words": {lang: list(words) for lang, words in item.words.items()}}
            for item in rule.must_say
        ],
        "forbid": [str(kind) for kind in rule.forbid],
        "qr": rule.qr,
        "places": list(rule.places),
        "fixed_wording": rule.fixed_wording,
        "notice": rule.notice,
        "notes": list(rule.notes),
    }


def print_result(result: RuleResult, rule: PostingRule, as_json: bool) -> None:
    """Every clause with its verdict, what to do where it fails or is open, and what it adds up to."""
    if as_json:
        print_json({**result.as_dict(), "title": rule.title, "as_of": rule.as_of.isoformat()})
        return
    click.echo(click.style(f"{rule.title} ({rule.cite})", bold=True))
    for clause in result.clauses:
        _print_clause(clause, _width())
    click.echo()
    held = len(result.clauses) - len(result.failed) - len(result.open)
    counts = f"{held} clauses pass, {len(result.failed)} fail, {len(result.open)} are left to people."
    click.echo(textwrap.fill(f"{rule.id}, as read on {rule.as_of.isoformat()}: {counts} {_PROMISE}", _width()))


def _print_clause(clause: ClauseVerdict, width: int) -> None:
    """One clause: its verdict, and what was seen beside what is asked for; then problem and fix."""
    mark, colour = _MARKS[clause.verdict]
    sides = "; asked for: ".join(text for text in (clause.seen, clause.limit) if text)
    head = f"{clause.clause} ({sides})" if sides else clause.clause
    lines = textwrap.wrap(_clean(head), width - _INDENT)
    click.echo(click.style(f"{mark:<{_INDENT}}", fg=colour) + lines[0])
    for line in lines[1:]:
        click.echo(" " * _INDENT + line)
    for text, lead in ((clause.problem, ""), (clause.fix, "→ ")):
        if text:
            indent = " " * (_INDENT + len(lead))
            click.echo(
                textwrap.fill(_clean(text), width, initial_indent=" " * _INDENT + lead, subsequent_indent=indent)
            )


def _clean(text: str) -> str:
    """Files may say anything: what is invisible is left out."""
    return "".join(character for character in text if character.isprintable())
