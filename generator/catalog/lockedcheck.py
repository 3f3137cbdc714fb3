"""Locked texts against the rest of the catalogue: numbers and addresses are the directory's, and none is missed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.catalog.blocks import Bilingual, Block, LockedBlock, walk
from generator.catalog.contacts import Channel, Contact, Directory
from generator.catalog.languages import Language
from generator.catalog.layouts import Layout
from generator.catalog.locked import LockedText
from generator.catalog.model import Catalog
from generator.catalog.textcheck import owner_of
from generator.catalog.typed import raw_addresses, raw_numbers
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass


@dataclass(frozen=True)
class Stretch:
    """A stretch of a locked text: plain words, or a number or address of a contact."""

    text: str
    contact: Contact | None = None
    channel: Channel | None = None


def stretches(text: str, directory: Directory) -> Iterator[Stretch]:
    """A paragraph parted where the numbers and addresses of the directory stand, which are not broken over lines."""
    owners = {typed: owner_of(typed, directory) for typed in (*raw_numbers(text), *raw_addresses(text))}
    longest = sorted((typed for typed in owners if owners[typed]), key=len, reverse=True)
    end = 0
    for match in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", text) if longest else ():
        if match.start() > end:
            yield Stretch(text[end : match.start()])
        end = match.end()
        yield Stretch(match[0], *(owners[match[0]] or ()))
    if end < len(text):
        yield Stretch(text[end:])


def check_locked(
    locked: LockedText, directory: Directory, languages: Mapping[str, Language], findings: Findings
) -> None:
    """Its languages are known, and whatever can be dialled or opened in it is in the directory."""
    for lang, text in locked.texts.items():
        if lang not in languages:
            problem = f"There is no language “{lang}”."
            findings.error("locked.language", text.place, problem, nearest(lang, languages), seen=lang)
        for typed in (*raw_numbers(text.text), *raw_addresses(text.text)):
            if owner_of(typed, directory) is None:
                findings.error(
                    "locked.number",
                    text.place,
                    f"“{typed}” in the locked text “{locked.id}” is not in the directory.",
                    "Add it to data/contacts.yaml with the source that vouches for it, or take the current wording in.",
                    seen=typed,
                )


def unlocked(layout: Layout, catalog: Catalog, lang: str) -> tuple[str, ...]:
    """The locked texts that the layout prints and that are not to be had in the language of their place."""
    return tuple(name for name, place in _places(layout, lang) if not _has(name, place, catalog))


def _has(name: str, lang: str, catalog: Catalog) -> bool:
    return name in catalog.locked and lang in catalog.locked[name].texts


def _places(layout: Layout, lang: str) -> Iterator[tuple[str, str]]:
    """Each locked text with the languages it is printed in, for a piece in `lang`."""
    for block in (block for panel in layout.panels.values() for block in walk(panel)):
        for inner in _within(block):
            yield inner.id, lang
            if isinstance(block, Bilingual):
                yield from ((inner.id, other) for other in block.others(lang))


def _within(block: Block) -> tuple[LockedBlock, ...]:
    """The block itself, or those of a bilingual one."""
    inner = walk(block.blocks) if isinstance(block, Bilingual) else (block,)
    return tuple(found for found in inner if isinstance(found, LockedBlock))


def report_missing(name: str, lang: str, place: Place, catalog: Catalog, findings: Findings) -> None:
    """Say which text is missing in which language, and how to supply it."""
    known = catalog.locked.get(name)
    language = catalog.languages[lang].english_name
    there = f"It is there in {', '.join(known.texts)}." if known and known.texts else "It is not there in any language."
    findings.error(
        "locked.missing",
        place,
        f"The official wording “{name}” is missing in {language}. {there}",
        f"Ask the office that issues it for its wording in {language}, save that as plain text, and take it in: "
        f"handbill lock {name} FILE --lang {lang} --source “who published it, read when” --by NAME --workspace FOLDER",
        seen=lang,
        limit=", ".join(known.texts) if known else "",
    )
