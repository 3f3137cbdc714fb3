"""Faults of tags, and the rules that find them: a rule tells how it is held, and says so whether it is or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.findings import Finding, Place, Severity
from generator.frozen import dataclass
from generator.proof.checks import Check
from generator.proof.tags.tags import Tags

GROUP = "PDF/UA-1"
NOT_TAGGED = "not looked at, for the file has no tags"
_MOST_TOLD = 5
_LONGEST = 60  # characters quoted from a page


@dataclass(frozen=True)
class Fault:
    """One thing wrong: on which page (0: the file as a whole), what, what to do about it, and the value seen."""

    page: int
    problem: str
    fix: str
    seen: str = ""


@dataclass(frozen=True)
class TagRule:
    """A rule: what it asks, the faults it finds in a file, and what it tells of a file without any."""

    name: str
    title: str
    limit: str
    faults: Callable[[Tags], Iterator[Fault]]
    value: Callable[[Tags], str]

    def check(self, tags: Tags, shown_name: str) -> Check:
        """Hold the rule against a file."""
        faults = tuple(dict.fromkeys(self.faults(tags)))
        value = f"{len(faults)} fault{'s' if len(faults) > 1 else ''}" if faults else self.value(tags)
        return self._check(value, tuple(self._findings(faults, shown_name)))

    def without_tags(self) -> Check:
        """The answer for a file in which there is nothing to hold it against."""
        return self._check(NOT_TAGGED)

    def _check(self, value: str, findings: tuple[Finding, ...] = ()) -> Check:
        return Check(GROUP, self.name, self.title, self.limit, value, findings)

    def _findings(self, faults: tuple[Fault, ...], shown_name: str) -> Iterator[Finding]:
        for fault in faults[:_MOST_TOLD]:
            place = Place(shown_name, key=f"page {fault.page}" if fault.page else "")
            yield Finding(self.name, Severity.ERROR, place, fault.problem, fault.fix, fault.seen, self.limit)
        more = len(faults) - _MOST_TOLD
        if more > 0:
            problem = f"The same fault stands in {more} more place{'s' if more > 1 else ''}."
            yield Finding(self.name, Severity.ERROR, Place(shown_name), problem, faults[0].fix, str(more), self.limit)


# Roles as people call them.
_PLAIN = {
    "L": "list",
    "LI": "list item",
    "Lbl": "label",
    "LBody": "list text",
    "P": "paragraph",
    "Table": "table",
    "TR": "table row",
    "TH": "header cell",
    "TD": "table cell",
    "Figure": "picture",
    "Sect": "section",
    "Link": "link",
    **{f"H{level}": f"heading of level {level}" for level in range(1, 7)},
}


def called(role: str) -> str:
    """A role within a sentence: as people call it, and as programs do."""
    return f"a {_PLAIN[role]} ({role})" if role in _PLAIN else f"an element {role}"


def one_of(names: tuple[str, ...]) -> str:
    """Names to choose from."""
    return " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def opened(sentence: str) -> str:
    """A sentence with a capital at its start."""
    return sentence[:1].upper() + sentence[1:]


def quoted(text: str) -> str:
    """Text of a page within a sentence: in quotation marks, cut where it grows long, without anything invisible."""
    line = " ".join("".join(one if one.isprintable() else "�" for one in text.strip()).split())
    return f"“{line if len(line) <= _LONGEST else line[: _LONGEST - 1] + '…'}”"


def counted(number: int, one: str, many: str = "") -> str:
    """A number of things."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
