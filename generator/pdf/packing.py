"""Packing: objects written into a PDF file as they come, tight, with nothing kept of them but where they stand."""

from __future__ import annotations

import struct
import zlib
from hashlib import sha256
from itertools import accumulate
from typing import BinaryIO, Protocol

# The binary comment tells tools that move files to leave the bytes alone (ISO 32000-1, 7.5.2).
_HEADER = b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n"
# Where an object stands, as in a cross-reference stream (ISO 32000-1, 7.5.8.3): its kind, then its offset or the object
# stream that holds it, then its place in that stream.
_ROW = struct.Struct(">BQH")
_FREE, _PLAIN, _PACKED = 0, 1, 2
# How many objects share an object stream: more pack tighter, fewer are opened faster.
_CROWD = 200
# Small files for the mail; a long run is deflated in half of the time at level 3, a third larger.
_LEVEL = 6


class Packing(Protocol):
    """What takes objects in: a packer, or whoever keeps them for one."""

    def new(self) -> int:
        """A new object number."""

    def put(self, number: int, body: bytes) -> None:
        """Take an object that is no stream."""

    def stream(self, number: int, entries: bytes, data: bytes, *, deflated: bool = False) -> None:
        """Take a stream to be deflated."""

    def plain(self, number: int, entries: bytes, data: bytes) -> None:
        """Take a stream as it is."""


class Packer:
    """A PDF 1.6 file in the making; the same calls give the same bytes.

    Every number that `new` hands out must be written, once. Bodies and entries are PDF syntax, ready to write.
    """

    def __init__(self, out: BinaryIO, *, level: int = _LEVEL) -> None:
        self.out = out
        self._level = level
        self._offset = 0
        self._digest = sha256()
        # The first object is never there, and heads the list of free ones.
        self._table = bytearray(_ROW.size)
        self._crowd: list[tuple[int, bytes]] = []
        self._holder = 0
        self._write(_HEADER)

    def new(self) -> int:
        """A new object number."""
        self._table += bytes(_ROW.size)
        return len(self._table) // _ROW.size - 1

    def put(self, number: int, body: bytes) -> None:
        """Write an object that is no stream; raises ValueError for a number unknown or written before."""
        self._check(number)
        if not self._crowd:
            self._holder = self.new()
        self._enter(number, _PACKED, self._holder, len(self._crowd))
        self._crowd.append((number, body))
        if len(self._crowd) == _CROWD:
            self._write_crowd()

    def stream(self, number: int, entries: bytes, data: bytes, *, deflated: bool = False) -> None:
        """Write a stream, deflated here unless it is already; /Length and /Filter are added to its entries.

        Raises ValueError for a number unknown or written before.
        """
        self.plain(number, entries + b"/Filter/FlateDecode", data if deflated else zlib.compress(data, self._level))

    def plain(self, number: int, entries: bytes, data: bytes) -> None:
        """Write a stream as it is: metadata, which every scanner can find so, or data whose /Filter is in the entries.

        Raises ValueError for a number unknown or written before.
        """
        self._check(number)
        self._enter(number, _PLAIN, self._offset, 0)
        self._write(b"%d 0 obj\n<<%b/Length %d>>\nstream\n" % (number, entries, len(data)))
        self._write(data)
        self._write(b"\nendstream\nendobj\n")

    def fingerprint(self) -> bytes:
        """A digest of all that was handed in so far."""
        whole = self._digest.copy()
        for number, body in self._crowd:
            whole.update(b"%d %b" % (number, body))
        return whole.digest()

    def close(self, trailer: bytes) -> None:
        """Write where all objects stand, and the entries of the trailer such as /Root and /Info; leaves `out` open.

        Raises ValueError if a number was never written.
        """
        if self._crowd:
            self._write_crowd()
        start, number = self._offset, self.new()
        self._enter(number, _PLAIN, start, 0)
        lost = self._table[:: _ROW.size].find(_FREE, 1)
        if lost > 0:
            raise ValueError(f"object {lost} was never written")
        self._digest.update(trailer)
        name = self._digest.hexdigest()[:32].encode()
        widths, rows = _narrow(self._table)
        parms = b"/DecodeParms<</Predictor 12/Columns %d>>" % sum(widths)
        shape = b"/Type/XRef/Size %d/W[%d %d %d]" % (number + 1, *widths)
        data = zlib.compress(rows, 9)
        entries = b"%b%b/ID[<%b><%b>]%b/Filter/FlateDecode/Length %d" % (shape, parms, name, name, trailer, len(data))
        self._write(b"%d 0 obj\n<<%b>>\nstream\n%b\nendstream\nendobj\n" % (number, entries, data))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _write(self, data: bytes) -> None:
        self.out.write(data)
        self._digest.update(data)
        self._offset += len(data)

    def _enter(self, number: int, kind: int, at: int, place: int) -> None:
        _ROW.pack_into(self._table, number * _ROW.size, kind, at, place)

    def _check(self, number: int) -> None:
        row = number * _ROW.size
        if not 0 < row < len(self._table):
            raise ValueError(f"object {number} was never handed out")
        if self._table[row] != _FREE:
            raise ValueError(f"object {number} was written before")

    def _write_crowd(self) -> None:
        """Write the objects that wait, as one object stream (ISO 32000-1, 7.5.7)."""
        bodies = [body for _, body in self._crowd]
        starts = accumulate((len(body) + 1 for body in bodies), initial=0)
        index = b" ".join(b"%d %d" % (number, start) for (number, _), start in zip(self._crowd, starts, strict=False))
        entries = b"/Type/ObjStm/N %d/First %d" % (len(bodies), len(index) + 1)
        self._crowd.clear()
        self.stream(self._holder, entries, b"\n".join([index, *bodies]))


def _narrow(table: bytearray) -> tuple[list[int], bytes]:
    """The table's fields no wider than they need be, each row written as its difference from the one above.

    That is the predictor "Up" of PNG (ISO 32000-1, 7.4.4.4), whose number heads each row.
    """
    columns = [table[at :: _ROW.size] for at in range(_ROW.size)]
    kind, offset, place = columns[:1], columns[1:9], columns[9:]
    fields = [kind, _used(offset), _used(place)]
    kept = [column for field in fields for column in field]
    rows = bytearray(len(columns[0]) * (len(kept) + 1))
    rows[:: len(kept) + 1] = b"\x02" * len(columns[0])
    for at, column in enumerate(kept, 1):
        above = b"\0" + column
        rows[at :: len(kept) + 1] = bytes(low - high & 255 for low, high in zip(column, above, strict=False))
    return [len(field) for field in fields], bytes(rows)


def _used(columns: list[bytearray]) -> list[bytearray]:
    """The columns of a big-endian field without the leading ones that hold nothing, but for one."""
    first = next((at for at, column in enumerate(columns) if any(column)), len(columns) - 1)
    return columns[first:]
