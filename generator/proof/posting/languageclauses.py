"""Clauses about languages: which are there, whether they share a sheet, and how much of it each has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.proof.painted.matrices import Box
from generator.proof.posting.results import ClauseVerdict, asks, failed, passed, worst
from generator.proof.posting.sheetread import Line, SheetPage
from generator.proof.posting.subject import Subject

# Shares of the first language's part of the sheet, for “equal” and for “about two thirds”.
_SHARES = {"equal": (0.4, 0.6), "two-thirds": (0.6, 0.73)}
# The room is looked at in so many spots across and so many down.
_SPOTS = 40
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
    if not _can_be_told(subject, lang):
        problem = f"Handbill has no words to tell {name} by."
        return asks(clause, problem, "Look at the sheet, or add words to data/language-words.yaml.", limit=name)
    if subject.hides:
        problem = f"No {name} was found in what could be read; it may stand in a picture."
        return asks(clause, problem, "Look at the sheet.", seen=seen, limit=name)
    return failed(clause, seen, name, f"No {name} was found.", f"Add the notice in {name}.")


def _can_be_told(subject: Subject, lang: str) -> bool:
    """Whether anything tells the language: words, or a script of its own."""
    tongue = subject.tongues.get(lang)
    alone = tongue and sum(other.script == tongue.script for other in subject.tongues.values()) == 1
    return bool(tongue and (tongue.words or alone))


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
    """How much the first language has, of the type and of the room: both must agree to be sure.

    A number or address that stands alone may belong to the language beside it or to all, so both are tried.
    """
    least, most = _SHARES[subject.rule.share]
    first = subject.rule.languages[0]
    limit = f"{_WORDED[subject.rule.share]} ({least:.0%} to {most:.0%})"
    langs = _here(subject, page)
    if first not in langs or len(langs) < 2:
        return asks("share", "Fewer than two of its languages were found.", "See the clauses of the languages.")
    rooms = [_share_of_room([line for line in page.lines if line.own or whole], langs) for whole in (True, False)]
    middle = (least + most) / 2
    shares = (_share_of_type(page, langs, first), min(rooms, key=lambda room: abs(room - middle)))
    seen = f"{subject.language(first)} has {shares[0]:.0%} of the type and {shares[1]:.0%} of the room"
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
    """By the boxes of the lines; numbers and addresses alone are nobody's."""
    areas: dict[str, float] = defaultdict(float)
    for line in page.lines:
        areas[line.lang] += _size(line.box) * line.own
    return areas[first] / (sum(areas[lang] for lang in langs) or 1.0)


def _share_of_room(lines: list[Line], langs: list[str]) -> float:
    """By the room that all lines take up together: each spot goes to the nearest field, or half to each of two."""
    mine, *others = (_field(lines, lang) for lang in langs)
    left, lower, right, upper = _around([mine, *others])
    across, up = (right - left) / _SPOTS, (upper - lower) / _SPOTS
    won = 0.0
    for step in range(_SPOTS**2):
        x, y = left + (step % _SPOTS + 0.5) * across, lower + (step // _SPOTS + 0.5) * up
        own, other = _distance(mine, x, y), min(_distance(field, x, y) for field in others)
        won += 1.0 if own < other else 0.5 if own == other else 0.0
    return won / _SPOTS**2


def _field(lines: list[Line], lang: str) -> Box:
    """The box around all lines of a language."""
    return _around([line.box for line in lines if line.lang == lang])


def _around(boxes: list[Box]) -> Box:
    """The box around boxes."""
    left, lower, right, upper = zip(*boxes, strict=True)
    return (min(left), min(lower), max(right), max(upper))


def _distance(box: Box, x: float, y: float) -> float:
    """How far a spot is from a box, squared."""
    across, up = max(box[0] - x, x - box[2], 0.0), max(box[1] - y, y - box[3], 0.0)
    return across * across + up * up
