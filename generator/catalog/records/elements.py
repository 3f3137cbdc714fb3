"""Elements of a workbook's XML, counted as they stream by, so that nothing outgrows the memory of who reads it next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate

# As many rows as a sheet can have; five million elements are a quarter of a million rows of ten cells.
MAX_ROWS = 1_048_576
MAX_ELEMENTS = 5_000_000
# What is held at once while it is read: one row, of 16,384 cells at most, or what stands outside of rows.
MAX_IN_ROW = 50_000
MAX_HELD = 200_000
# A million different texts are held, too.
MAX_TEXTS = 2_000_000
# No cell holds more than 32,767 characters.
MAX_BYTES = 2_000_000
_CHUNK = 1 << 16


class _Fault(Exception):  # noqa: N818 - it is no error of ours
    """What is wrong, in words."""


class _Counter:
    """The elements of one part; `texts` are the shared ones, which have no rows."""

    def __init__(self, *, texts: bool) -> None:
        self.parser = ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.held_limit = MAX_TEXTS if texts else MAX_HELD
        self.elements = self.rows = self.held = self.at = self.row_at = 0

    def feed(self, data: bytes, done: int) -> None:
        """Go on; `done` is how many bytes there were so far, these too."""
        self.parser.Parse(data, not data)
        self._check_bytes(done)

    def _start(self, name: str, _: Mapping[str, str]) -> None:
        at = self.parser.CurrentByteIndex
        self._check_bytes(at)
        self.at = at
        self.elements += 1
        self.held += 1
        if name == "row" or name.endswith(":row"):
            if self.rows and (at - self.row_at > MAX_BYTES or self.held > MAX_IN_ROW):
                raise _Fault(f"A row has more than {MAX_BYTES:,} bytes or {MAX_IN_ROW:,} elements")
            self.rows, self.held, self.row_at = self.rows + 1, 0, at
        if self.held > self.held_limit:
            raise _Fault(f"A row or a list in it has more than {self.held_limit:,} elements")
        if self.rows > MAX_ROWS or self.elements > MAX_ELEMENTS:
            raise _Fault(f"A sheet of it has more than {MAX_ROWS:,} rows or {MAX_ELEMENTS:,} elements")

    def _check_bytes(self, at: int) -> None:
        if at - self.at > MAX_BYTES:
            raise _Fault(f"A cell has more than {MAX_BYTES:,} bytes")

    def _doctype(self, *_: object) -> None:
        raise _Fault("Its XML declares a document type, which no spreadsheet program writes")


def fault_of(part: IO[bytes], *, texts: bool) -> str:
    """What is beyond all measure in a part of a workbook; “” where nothing is, or where it is no XML.

    What breaks off is told by whoever reads it.
    """
    counter, done = _Counter(texts=texts), 0
    try:
        while data := part.read(_CHUNK):
            done += len(data)
            counter.feed(data, done)
    except ExpatError:
        return ""
    except _Fault as fault:
        return str(fault)
    return ""
