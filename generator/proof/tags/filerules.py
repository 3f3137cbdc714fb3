"""Rules on what a file as a whole says of itself: tags, language, title, claim, and its words in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.proof.tags.faults import Fault, TagRule, counted, quoted
from generator.proof.tags.tags import Tags, plain_text

# Subtags of letters and digits, the first of letters (BCP 47, section 2.1, without its registry).
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_MAKER = "Build it again; if it stays so, report it as a fault of the program that made it."


def _tags(tags: Tags) -> Iterator[Fault]:
    """ISO 14289-1, 7.1: a structure tree, and a MarkInfo that says so."""
    if not tags.has_tree:
        yield Fault(
            0,
            "The file has no tags, so a screen reader cannot tell its headings, lists and pictures.",
            "Export it as a tagged PDF.",
            "no structure tree",
        )
    elif not tags.marked:
        yield Fault(
            0, "The file does not say that it is tagged (MarkInfo).", "Export it as a tagged PDF.", "Marked is not true"
        )


def _language(tags: Tags) -> Iterator[Fault]:
    """ISO 14289-1, 7.2: the natural language of the document, and well-formed names for all others."""
    if not tags.lang:
        yield Fault(
            0,
            "The file does not say in which language it is, so a screen reader guesses its voice.",
            "Set the document's language, such as en.",
            "none",
        )
    for page, lang in ((0, tags.lang), *_languages(tags)):
        if lang and not _LANGUAGE.fullmatch(lang):
            yield Fault(
                page, f"{quoted(lang)} is no name of a language.", "Name it as in en, es or zh-Hans.", seen=lang
            )


def _languages(tags: Tags) -> Iterator[tuple[int, str]]:
    yield from ((element.page, element.lang) for element in tags.every())
    yield from ((page.number, lang) for page in tags.pages for lang in sorted(page.langs))


def _title(tags: Tags) -> Iterator[Fault]:
    """ISO 14289-1, 7.1: dc:title, shown in the window's bar."""
    if not tags.title.strip():
        yield Fault(0, "The file has no title.", "Give the document a title that says what it is.", "none")
    if not tags.shows_title:
        yield Fault(
            0,
            "Readers show the file's name instead of its title.",
            "Set “show document title” (DisplayDocTitle).",
            "DisplayDocTitle is not true",
        )


def _claim(tags: Tags) -> Iterator[Fault]:
    """ISO 14289-1, 5: the part of the standard in the metadata."""
    if tags.claim != "1":
        yield Fault(
            0,
            "The metadata does not say that the file follows PDF/UA-1.",
            "Export it as PDF/UA-1.",
            tags.claim or "none",
        )


FILE_RULES = (
    TagRule("tags.none", "The file is tagged", "a structure tree and MarkInfo", _tags, lambda _: "tagged"),
    TagRule("tags.language", "The language is named", "a language as in BCP 47", _language, lambda tags: tags.lang),
    TagRule("tags.title", "A title, which readers show", "dc:title and DisplayDocTitle", _title, lambda t: t.title),
    TagRule("tags.claim", "The file says that it follows PDF/UA-1", "pdfuaid:part 1", _claim, lambda _: "part 1"),
)


def words_rule(asked: tuple[str, ...]) -> TagRule:
    """The rule that the tags say what was asked for, in its order."""
    wanted = tuple(text for text in map(plain_text, asked) if text)

    def faults(tags: Tags) -> Iterator[Fault]:
        """ISO 14289-1, 7.1: semantically appropriate tags in logical reading order."""
        seen = tags.words()
        for number, (is_said, is_asked) in enumerate(zip(seen, wanted, strict=False), 1):
            if is_said != is_asked:
                problem = f"Text {number} in reading order is {quoted(is_said)} where {quoted(is_asked)} was asked for."
                yield Fault(0, problem, _MAKER, is_said)
                return
        shared = min(len(seen), len(wanted))
        if len(seen) > shared:
            problem = f"After the last text that was asked for, the tags go on with {quoted(seen[shared])}."
            yield Fault(0, problem, _MAKER, seen[shared])
        elif len(wanted) > shared:
            problem = f"Text {shared + 1} in reading order, {quoted(wanted[shared])}, is missing."
            yield Fault(0, problem, _MAKER, "nothing")

    return TagRule(
        "tags.words",
        "The tags hold the words of the layout, in its order",
        counted(len(wanted), "text"),
        faults,
        lambda tags: counted(len(tags.words()), "text"),
    )


def in_order_rule(asked: Sequence[str]) -> TagRule:
    """The rule that the tags of some pages say what was asked of the whole file, and in its order."""

    def faults(tags: Tags) -> Iterator[Fault]:
        """ISO 14289-1, 7.1: semantically appropriate tags in logical reading order."""
        rest = filter(None, map(plain_text, asked))
        for said in tags.words():
            if said not in rest:  # goes on in what was asked for, up to these words
                problem = f"The text {quoted(said)} was not asked for, or not there in the reading order."
                yield Fault(0, problem, _MAKER, said)
                return

    return TagRule(
        "tags.words",
        "The tags hold the words of the layout, in its order",
        counted(len(asked), "text"),
        faults,
        lambda tags: counted(len(tags.words()), "text"),
    )
