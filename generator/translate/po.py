"""PO files: how gettext and its editors write texts to translate; the only user of polib."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

from generator import VERSION
from generator.findings import Findings, Place
from generator.frozen import dataclass

_NO_WRAP = 0
_FUZZY = "fuzzy"


@dataclass(frozen=True)
class Entry:
    """One text: its name, English and translation, notes for the translator, and whether it must be compared again."""

    name: str
    english: str
    text: str
    fuzzy: bool
    notes: tuple[str, ...] = ()
    line: int = 0


def write_po(lang: str, entries: Iterable[Entry]) -> str:
    """The text of a PO file; without a date, so that the same texts give the same file."""
    file = polib.POFile(wrapwidth=_NO_WRAP)
    file.metadata = {
        "Project-Id-Version": f"Handbill {VERSION}",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": tag_of(lang),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Handbill": VERSION,
    }
    for entry in entries:
        file.append(
            polib.POEntry(
                msgctxt=entry.name,
                msgid=entry.english,
                msgstr=entry.text,
                comment="\n".join(entry.notes),
                flags=[_FUZZY] if entry.fuzzy else [],
            )
        )
    return f"{file}\n"


def read_po(path: Path, lang: str, findings: Findings) -> Iterator[Entry]:
    """The texts of a PO file that is for that language; obsolete ones are left out."""
    try:
        file = polib.pofile(str(path), encoding="utf-8")
    except (OSError, UnicodeError) as error:
        problem = f"This is no PO file in UTF-8: {' '.join(str(error).split())}."
        findings.error("exchange.unreadable", Place(str(path)), problem, "Save it as PO, in UTF-8.")
        return
    said = file.metadata.get("Language", "")
    if said.replace("-", "_") != tag_of(lang):
        problem = f"The file is for the language “{said}”, not for “{tag_of(lang)}”."
        fix = "Name the other language, or correct “Language:” in the head of the file."
        findings.error("exchange.language", Place(str(path)), problem, fix, seen=said, limit=tag_of(lang))
        return
    for entry in file:
        if not entry.obsolete:
            yield Entry(entry.msgctxt or "", entry.msgid, entry.msgstr, entry.fuzzy, line=entry.linenum)


def tag_of(lang: str) -> str:
    """A language as PO files write it: zh_Hans for zh-Hans."""
    return lang.replace("-", "_")
