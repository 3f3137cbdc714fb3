"""Decoding: which characters the bytes of a text file stand for, told by its mark, by its bytes or by the user."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from generator.findings import Findings, Place
from generator.frozen import dataclass

_CHUNK = 1 << 20
_AROUND = 20_000  # bytes from the line of the fault on: enough names to tell encodings apart
# The longer mark first: UTF-32's begins like UTF-16's.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKELY = ("cp1252", "mac-roman", "cp850")
# Accented letters, and marks where they belong: an encoding that yields them is likelier than one that yields others.
_USUAL = re.compile("[áéíóúñüàèìòùâêîôûäöëïçãõåøßÁÉÍÓÚÑÜÀÈÇÄÖ“”¿¡]|’(?=[a-z]\\b)|[–—](?= )")


@dataclass(frozen=True)
class _Undecodable:
    """The first bytes that the codec has no character for: their offset in the file, and the text from that line."""

    offset: int
    line: int
    around: bytes


def find_codec(path: Path, shown: str, encoding: str, findings: Findings) -> str | None:
    """The codec that reads the whole file; None, with a finding that asks for `--encoding`, where none is sure."""
    with path.open("rb") as file:
        head = file.read(4096)
    marked = next((codec for mark, codec in _BYTE_ORDER_MARKS if head.startswith(mark)), "")
    if encoding and not marked and not _known(encoding, shown, findings):
        return None
    codec = marked or encoding or "utf-8"
    if codec == "utf-8" and b"\0" in head:
        order = "be" if head[:1] == b"\0" else "le"
        problem = "The file holds zero bytes, as UTF-16 without a byte-order mark does, or it is no text."
        fix = f"Save it as “CSV UTF-8”, or say --encoding utf-16-{order}."
        findings.error("records.encoding", Place(shown, 1), problem, fix, seen="zero bytes", limit="UTF-8")
        return None
    wrong = _undecodable(path, codec)
    if wrong is not None:
        _report(wrong, codec, shown, findings)
        return None
    if encoding and not marked and _is_utf8_after_all(path, codec):
        problem = f"You said --encoding {encoding}, but the file is UTF-8: its letters would be misread."
        findings.error("records.encoding", Place(shown), problem, "Leave --encoding out.", seen=encoding, limit="UTF-8")
        return None
    return codec


def has_long_line(path: Path) -> bool:
    """Whether a million bytes and more follow each other without a line end: that is no table."""
    return any(len(chunk) == _CHUNK and b"\n" not in chunk and b"\r" not in chunk for chunk in _chunks(path))


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _known(encoding: str, shown: str, findings: Findings) -> bool:
    try:
        known = codecs.lookup(encoding).name
        "text".encode(known)
    except (LookupError, ValueError, TypeError):
        problem = f"There is no text encoding “{encoding}”."
        fix = "Known are utf-8, utf-16, cp1252 (Windows), mac-roman, cp1251, shift_jis and many more."
        findings.error("records.encoding", Place(shown), problem, fix, seen=encoding)
        return False
    return True


def _undecodable(path: Path, codec: str) -> _Undecodable | None:
    decoder = codecs.getincrementaldecoder(codec)()
    before, lines, last = 0, 1, b""
    for chunk in chain(_chunks(path), (b"",)):
        pending = decoder.getstate()[0]
        try:
            decoder.decode(chunk, not chunk)
        except UnicodeDecodeError as error:
            start = error.start - len(pending)
            text = last + chunk
            offset = len(last) + max(start, -len(last))
            opening = max(text.rfind(b"\n", 0, offset), text.rfind(b"\r", 0, offset)) + 1
            around = text[opening : opening + _AROUND]
            return _Undecodable(before + start, lines + chunk.count(b"\n", 0, max(start, 0)), around)
        before += len(chunk)
        lines += chunk.count(b"\n")
        last = chunk[-400:]
    return None


def _report(wrong: _Undecodable, codec: str, shown: str, findings: Findings) -> None:
    place = Place(shown, wrong.line)
    name = "UTF-8" if codec.startswith("utf-8") else codec
    byte = f"byte {wrong.offset + 1} of the file"
    if name != "UTF-8":
        problem = f"Line {wrong.line} cannot be read as {name} ({byte})."
        findings.error("records.encoding", place, problem, "Save the file as “CSV UTF-8”.", seen=byte, limit=name)
        return
    likely, reading = _likely(wrong.around)
    seen = f" As {likely} it reads “{reading}”." if reading else ""
    problem = f"The file is not UTF-8: line {wrong.line} holds a byte that UTF-8 has not ({byte}).{seen}"
    fix = f"Save it as “CSV UTF-8”, or say --encoding {likely} if that reads right."
    findings.error("records.encoding", place, problem, fix, seen=byte, limit="UTF-8")


def _likely(data: bytes) -> tuple[str, str]:
    """The encoding that reads most letters of names and least else, and the first cell that shows it."""
    best, most, reading = "", 0, ""
    for codec in _LIKELY:
        text = data.decode(codec, "replace")
        usual = len(_USUAL.findall(text))
        other = sum(not character.isascii() and character != "\xa0" for character in text) - usual
        score = usual - other - 5 * text.count("\ufffd")
        if not best or score > most:
            best, most, reading = codec, score, text
    cells = [cell for cell in re.split(r"[;,\t|\r\n]", reading) if not cell.replace("\xa0", "").isascii()]
    return best, next(iter(cells), "").strip(' "')[:40]


def _is_utf8_after_all(path: Path, codec: str) -> bool:
    """Whether a file said to be in an encoding of single bytes has letters that are whole in UTF-8."""
    if codecs.lookup(codec).name.startswith("utf"):
        return False
    return _undecodable(path, "utf-8") is None and not all(chunk.isascii() for chunk in _chunks(path))
