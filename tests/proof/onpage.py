"""Pages made of raw operators, for the interpreter to read."""

from __future__ import annotations

import math

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.proof.painted.contents import Painted, painted

PDF = pikepdf.new()  # owns everything that is made here


def page_of(content: bytes, **resources: object) -> pikepdf.Page:
    box = Array([0, 0, 200, 200])
    page = Dictionary(
        Type=Name.Page, MediaBox=box, Resources=Dictionary(**resources), Contents=PDF.make_stream(content)
    )
    return pikepdf.Page(PDF.make_indirect(page))


def read(content: str | bytes, **resources: object) -> list[Painted]:
    data = content if isinstance(content, bytes) else content.encode("latin-1")
    return list(painted(page_of(data, **resources)))


def form(content: str, **entries: object) -> pikepdf.Object:
    return PDF.make_stream(content.encode(), Type=Name.XObject, Subtype=Name.Form, **entries)


def holding(inner: pikepdf.Object) -> pikepdf.Object:
    return Dictionary(XObject=Dictionary(A=inner))


def latin_font(**entries: object) -> pikepdf.Object:
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        Encoding=Name.WinAnsiEncoding,
        FirstChar=0,
        Widths=Array([500] * 256),
        **entries,
    )


def close(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return all(math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-3) for a, b in zip(one, other, strict=True))
