"""Packed files as other programs find them: every object in its place, whatever its body, number and order."""

from __future__ import annotations

import io
import random
import tracemalloc
import zlib
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pdf.packing import Packer
from tests.pdf.samples import opened, saved
from tests.tools import run_tool


def packed(bodies: list[bytes], *, pages: int = 1, order: random.Random | None = None) -> tuple[bytes, list[int]]:
    """A file of empty pages whose catalogue refers to objects with these bodies, and their numbers."""
    out = io.BytesIO()
    packer = Packer(out)
    root, tree = packer.new(), packer.new()
    sheets = [(packer.new(), packer.new()) for _ in range(pages)]
    numbers = [packer.new() for _ in bodies]
    calls = [(packer.put, (number, body)) for number, body in zip(numbers, bodies, strict=True)]
    held = b" ".join(b"%d 0 R" % number for number in numbers)
    calls.append((packer.put, (root, b"<</Type/Catalog/Pages %d 0 R/Held[%b]>>" % (tree, held))))
    kids = b" ".join(b"%d 0 R" % page for page, _ in sheets)
    calls.append((packer.put, (tree, b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, pages))))
    for page, content in sheets:
        entries = b"/Parent %d 0 R/MediaBox[0 0 90 60]/Contents %d 0 R" % (tree, content)
        calls.append((packer.put, (page, b"<</Type/Page/Resources<<>>%b>>" % entries)))
        calls.append((packer.stream, (content, b"", b"1 0 0 rg 0 0 90 60 re f")))
    if order:
        order.shuffle(calls)
    for write, arguments in calls:
        write(*arguments)
    packer.close(b"/Root %d 0 R" % root)
    return out.getvalue(), numbers


def begun() -> tuple[Packer, io.BytesIO, bytes]:
    """A file without pages: what writes it, what it is written into, and its trailer."""
    out = io.BytesIO()
    packer = Packer(out)
    root, tree = packer.new(), packer.new()
    packer.put(tree, b"<</Type/Pages/Kids[]/Count 0>>")
    packer.put(root, b"<</Type/Catalog/Pages %d 0 R>>" % tree)
    return packer, out, b"/Root %d 0 R" % root


def test_qpdf_finds_nothing_wrong_in_a_file_of_many_object_streams(tmp_path: Path) -> None:
    data, _ = packed([b"<</N %d>>" % number for number in range(1000)], pages=3)
    report = run_tool("qpdf", "--check", saved(data, tmp_path))
    assert "PDF Version: 1.6" in report
    assert "No syntax or stream encoding errors" in report


@pytest.mark.parametrize("seed", range(3))
def test_pages_written_in_any_order_are_painted_by_pdfium_and_counted_by_poppler(seed: int, tmp_path: Path) -> None:
    data, _ = packed([b"null"] * 450, pages=250, order=random.Random(seed))  # noqa: S311 - no secret
    with pypdfium2.PdfDocument(data) as document:
        assert len(document) == 250
        assert document[249].render().to_pil().convert("RGB").getpixel((45, 30)) == (255, 0, 0)
    assert "Pages:           250" in run_tool("pdfinfo", saved(data, tmp_path))


def test_pypdf_reads_every_object_back() -> None:
    data, numbers = packed([b"<</N %d>>" % number for number in range(450)])
    held = pypdf.PdfReader(io.BytesIO(data), strict=True).trailer["/Root"]["/Held"]  # type: ignore[index]
    assert [reference.idnum for reference in held] == numbers
    assert [reference.get_object()["/N"] for reference in held] == list(range(450))


SCALARS = st.one_of(st.integers(-(2**31), 2**31 - 1), st.booleans(), st.binary(max_size=40), st.text(max_size=20))
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4), max_leaves=12)


def syntax(value: object) -> bytes:
    """A value in PDF syntax; words as names."""
    if isinstance(value, list):
        return b"[%b]" % b" ".join(map(syntax, value))
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, bytes):
        return b"<%b>" % value.hex().encode()
    if isinstance(value, str):
        return b"/N" + b"".join(b"#%02X" % (byte or 1) for byte in value.encode())
    return b"%d" % value  # type: ignore[str-format]


@settings(deadline=None, max_examples=40)
@given(values=st.lists(VALUES, max_size=30), repeats=st.sampled_from([1, 30]), seed=st.integers(0, 99))
def test_any_body_comes_back_as_it_was(values: list[object], repeats: int, seed: int) -> None:
    bodies = [syntax(value) for value in values] * repeats
    data, numbers = packed(bodies, order=random.Random(seed))  # noqa: S311 - no secret
    with opened(data) as pdf:
        for number, body in zip(numbers, bodies, strict=True):
            assert pdf.get_object(number, 0) == pikepdf.Object.parse(body)


@settings(deadline=None, max_examples=40)
@given(contents=st.lists(st.binary(max_size=300), min_size=1, max_size=5))
def test_streams_keep_their_bytes_however_they_are_handed_in(contents: list[bytes]) -> None:
    packer, out, trailer = begun()
    numbers = [(packer.new(), packer.new(), packer.new()) for _ in contents]
    for (bare, deflated, plain), content in zip(numbers, contents, strict=True):
        packer.stream(bare, b"/Kind/Bare", content)
        packer.stream(deflated, b"", zlib.compress(content), deflated=True)
        packer.plain(plain, b"/Type/Metadata", content)
    packer.close(trailer)
    with opened(out.getvalue()) as pdf:
        for group, content in zip(numbers, contents, strict=True):
            found = [pdf.get_object(number, 0) for number in group]
            assert [stream.read_bytes() for stream in found] == [content] * 3
            assert [str(stream.get("/Filter", "")) for stream in found] == ["/FlateDecode", "/FlateDecode", ""]
            assert found[2].read_raw_bytes() == content
            assert str(found[0].Kind) == "/Bare"


def test_the_trailer_holds_what_it_was_given_and_an_identifier_of_the_content() -> None:
    first, again, other = (packed([body])[0] for body in (b"(one)", b"(one)", b"(two)"))
    assert first == again
    with opened(first) as one, opened(other) as two:
        names = [bytes(part) for pdf in (one, two) for part in pdf.trailer.ID]
        assert names[0] == names[1] != names[2] == names[3]
        assert {len(name) for name in names} == {16}
        assert one.trailer.Root.objgen == (1, 0)


def test_the_identifier_hangs_on_the_trailer_too() -> None:
    names = []
    for extra in (b"", b"/Info<</Title(A)>>"):
        packer, out, trailer = begun()
        packer.close(trailer + extra)
        with opened(out.getvalue()) as pdf:
            names.append(bytes(pdf.trailer.ID[0]))
    assert names[0] != names[1]


@pytest.mark.parametrize("kind", ["put", "stream", "plain"])
@pytest.mark.parametrize("number", [0, -1, 3])
def test_a_number_that_nobody_was_given_cannot_be_written(kind: str, number: int) -> None:
    packer = Packer(io.BytesIO())
    packer.new(), packer.new()
    with pytest.raises(ValueError, match=f"object {number} was never handed out"):
        _write(packer, kind, number)


@pytest.mark.parametrize("again", ["put", "stream", "plain"])
@pytest.mark.parametrize("first", ["put", "stream", "plain"])
def test_an_object_cannot_be_written_twice(first: str, again: str) -> None:
    packer = Packer(io.BytesIO())
    number = packer.new()
    _write(packer, first, number)
    with pytest.raises(ValueError, match=f"object {number} was written before"):
        _write(packer, again, number)


def test_a_file_that_lacks_an_object_is_not_closed() -> None:
    packer = Packer(io.BytesIO())
    numbers = [packer.new() for _ in range(3)]
    packer.put(numbers[0], b"<<>>")
    packer.put(numbers[2], b"<<>>")
    with pytest.raises(ValueError, match=f"object {numbers[1]} was never written"):
        packer.close(b"/Root 1 0 R")


def _write(packer: Packer, kind: str, number: int) -> None:
    if kind == "put":
        packer.put(number, b"null")
    elif kind == "stream":
        packer.stream(number, b"", b"")
    else:
        packer.plain(number, b"", b"")


def test_offsets_past_two_bytes_are_kept() -> None:
    noise = random.Random(7)  # noqa: S311 - no secret
    packer, out, trailer = begun()
    numbers = [packer.new() for _ in range(4)]
    for number in numbers:
        packer.plain(number, b"", noise.randbytes(30_000))
    packer.close(trailer)
    assert len(out.getvalue()) > 65_536
    with opened(out.getvalue()) as pdf:
        assert [len(pdf.get_object(number, 0).read_bytes()) for number in numbers] == [30_000] * 4


class _Sink(io.RawIOBase):
    """Takes everything and keeps nothing."""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return len(data)  # type: ignore[arg-type]


def test_an_object_costs_no_more_memory_than_its_place() -> None:
    packer = Packer(_Sink())  # type: ignore[arg-type]
    used = []
    tracemalloc.start()
    for _ in range(3):
        for _ in range(10_000):
            packer.put(packer.new(), b"<</Type/StructElem/S/P/K 0/Pg 3 0 R>>")
        used.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert all(later - earlier < 20 * 10_000 for earlier, later in pairwise(used))
