"""Clauses about languages: which are there, whether they share a sheet, and how much of it each has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.proof.painted.matrices import Box
from generator.proof.posting.results import ClauseVerdict, asks, failed, passed, worst
from generator.proof.posting.sheetread import SheetPage
from generator.proof.posting.subject import Subject

# Shares of the first language's part of the sheet, for “equal” and for “about two thirds”.
_SHARES = {"equal": (0.4, 0.6), "two-thirds": (0.6, 0.73)}
_WORDED = {"equal": "equal parts", "two-thirds": "about two thirds for the first language"}


def language_clauses(subject: Subject) -> Iterator[ClauseVerdict]:
    """Each language, how they stand to each other, and what the rule says of others."""
    for lang in subject.rule.languages:
        yield _present(subject, lang)
    share = subject.rule.share
    if share == "one-sheet":
        yield _on_one(subject)
    elif share == "separate":
        yield _on_their_own(subject)
    elif share in _SHARES:
        yield worst("share", (_part(subject, page) for page in subject.pages))
    if subject.rule.more_languages:
        problem = f"{subject.rule.more_languages}: nothing on a sheet tells which."
        yield asks("more languages", problem, "Ask the county or the agency, and count the staff where it says so.")


def _found(subject: Subject) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lang for page in subject.pages for lang in page.languages))


def _present(subject: Subject, lang: str) -> ClauseVerdict:
    clause, name = f"language {lang}", subject.language(lang)
    found = _found(subject)
    seen = ", ".join(subject.language(one) for one in found) or "no language that could be told"
    if lang in found:
        return passed(clause, seen, name)
    if subject.hides:
        problem = f"No {name} was found in what could be read; it may stand in a picture."
        return asks(clause, problem, "Look at the sheet.", seen=seen, limit=name)
    return failed(clause, seen, name, f"No {name} was found.", f"Add the notice in {name}.")


def _here(subject: Subject, page: SheetPage) -> list[str]:
    return [lang for lang in subject.rule.languages if lang in page.languages]


def _on_one(subject: Subject) -> ClauseVerdict:
    """All languages that were found at all stand on one page; one that is nowhere has a clause of its own."""
    found = {lang for page in subject.pages for lang in _here(subject, page)}
    limit = "all languages on one sheet"
    if len(found) < 2:
        return asks("share", "Fewer than two of its languages were found.", "See the clauses of the languages.")
    if any(found <= set(page.languages) for page in subject.pages):
        return passed("share", limit, limit)
    problem = "The languages stand on different pages."
    return failed("share", "on different pages", limit, problem, "Put the languages on one sheet.")


def _on_their_own(subject: Subject) -> ClauseVerdict:
    limit = "a sign of its own for each language"
    for page in subject.pages:
        here = _here(subject, page)
        if len(here) > 1:
            names = " and ".join(subject.language(lang) for lang in here)
            problem = f"{page.name} has {names} on one sign."
            return failed("share", "on one sign", limit, problem, "Make a sign for each language.")
    if not subject.readable:
        return asks("share", "Not every page could be read.", "Look at the signs.", limit=limit)
    return passed("share", limit, limit)


def _part(subject: Subject, page: SheetPage) -> ClauseVerdict:
    """How much of the sheet the first language has, by its type and by its field: both must agree to be sure."""
    least, most = _SHARES[subject.rule.share]
    first = subject.rule.languages[0]
    limit = f"{_WORDED[subject.rule.share]} ({least:.0%} to {most:.0%})"
    langs = _here(subject, page)
    if first not in langs or len(langs) < 2:
        return asks("share", "Fewer than two of its languages were found.", "See the clauses of the languages.")
    shares = (_share_of_type(page, langs, first), _share_of_field(page, langs, first))
    seen = f"{subject.language(first)} has {shares[0]:.0%} of the type and {shares[1]:.0%} of the fields"
    good = [least <= share <= most for share in shares]
    if all(good):
        return passed("share", seen, limit)
    fix = "Set the parts of the languages in that relation."
    if any(good):
        return asks("share", f"{seen}: the two ways of measuring differ.", "Look at the sheet.", seen=seen, limit=limit)
    return failed("share", seen, limit, f"On {page.name}, {seen}.", fix)


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _share_of_type(page: SheetPage, langs: list[str], first: str) -> float:
    """By the boxes of the lines."""
    areas: dict[str, float] = defaultdict(float)
    for line in page.lines:
        areas[line.lang] += _size(line.box)
    return areas[first] / (sum(areas[lang] for lang in langs) or 1.0)


def _share_of_field(page: SheetPage, langs: list[str], first: str) -> float:
    """By the field of each language: the box around all of its lines."""
    fields = {lang: _field(page, lang) for lang in langs}
    return fields[first] / (sum(fields.values()) or 1.0)


def _field(page: SheetPage, lang: str) -> float:
    boxes = [line.box for line in page.lines if line.lang == lang]
    return _size(
        (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    )
