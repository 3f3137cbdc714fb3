"""Objects of a packed file: numbered once, written once, let go of, in syntax that readers take as it was meant."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pdf.objects import FONTS, Objects, Reference, Stream, Thing
from generator.pdf.packing import Packer
from tests.pdf.samples import opened


def begun() -> tuple[Objects, io.BytesIO]:
    out = io.BytesIO()
    return Objects(Packer(out)), out


def closed(objects: Objects, out: io.BytesIO, held: Thing) -> pikepdf.Pdf:
    """The file, whose catalogue holds a thing under /Held."""
    packer = objects.packer
    root, tree = packer.new(), packer.new()
    packer.put(tree, b"<</Type/Pages/Kids[]/Count 0>>")
    packer.put(root, b"<</Type/Catalog/Pages %d 0 R/Held %b>>" % (tree, objects.syntax(held)))
    objects.write()
    packer.close(b"/Root %d 0 R" % root)
    return opened(out.getvalue())


def test_objects_refer_to_each_other_by_the_packers_numbers() -> None:
    objects, out = begun()
    for _ in range(5):
        objects.packer.put(objects.packer.new(), b"null")
    inner = objects.refer({"N": 7})
    outer = objects.refer({"Inner": inner, "Again": inner}, "Outer")
    with closed(objects, out, outer) as pdf:
        assert int(pdf.Root.Held.Inner.N) == 7
        assert pdf.Root.Held.Inner.objgen == pdf.Root.Held.Again.objgen
        assert pdf.Root.Held.Inner.objgen[0] > 6


def test_an_object_may_be_referred_to_by_name_before_anybody_has_made_it() -> None:
    objects, out = begun()
    first = objects.refer([Reference("Late")])
    objects.refer({"N": 3}, "Late")
    with closed(objects, out, first) as pdf:
        assert int(pdf.Root.Held[0].N) == 3


def test_what_is_filled_in_after_it_was_referred_to_is_written_with_it() -> None:
    objects, out = begun()
    shared: dict[str, Thing] = {}
    reference = objects.refer(shared)
    shared["Late"] = objects.refer(Stream({"Kind": 1}, b"late"))
    with closed(objects, out, reference) as pdf:
        assert pdf.Root.Held.Late.read_bytes() == b"late"
        assert int(pdf.Root.Held.Late.Kind) == 1


def test_objects_may_be_written_in_several_goes_each_once() -> None:
    objects, out = begun()
    first = objects.refer({"N": 1})
    objects.write()
    second = objects.refer({"N": 2, "First": first})
    objects.write()
    objects.write()
    with closed(objects, out, [first, second]) as pdf:
        one, two = pdf.Root.Held
        assert [int(one.N), int(two.N)] == [1, 2]
        assert two.First.objgen == one.objgen


def test_a_filtered_stream_is_written_as_it_is_and_a_bare_one_deflated() -> None:
    objects, out = begun()
    data = b"words " * 50
    filtered = Stream({"Filter": "/FlateDecode"}, zlib.compress(data, 1))
    streams = [objects.refer(filtered), objects.refer(Stream({}, data))]
    with closed(objects, out, streams) as pdf:
        assert [stream.read_bytes() for stream in pdf.Root.Held] == [data, data]
        assert pdf.Root.Held[0].read_raw_bytes() == zlib.compress(data, 1)
        assert [str(stream.Filter) for stream in pdf.Root.Held] == ["/FlateDecode"] * 2
        assert len(pdf.Root.Held[1].read_raw_bytes()) < len(data)


def test_one_name_is_never_given_to_two_objects() -> None:
    objects, _ = begun()
    objects.refer({"N": 1}, "Twin")
    with pytest.raises(ValueError, match="two objects named 'Twin'"):
        objects.refer({"N": 2}, "Twin")
    with pytest.raises(ValueError, match="two objects named"):
        objects.reserve(FONTS)


def test_what_nobody_makes_cannot_be_referred_to() -> None:
    objects, _ = begun()
    with pytest.raises(KeyError, match="Nobody"):
        objects.syntax([Reference("Nobody")])


def test_a_stream_never_stands_within_another_thing() -> None:
    objects, _ = begun()
    with pytest.raises(TypeError, match="stands by itself"):
        objects.syntax({"Inside": Stream({}, b"")})


_KEYS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=8)
_THINGS = st.recursive(
    st.integers(-(2**31), 2**31 - 1) | _KEYS.map(lambda name: f"/{name}"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


def plain(thing: object) -> object:
    """What pikepdf read, as what was written."""
    if isinstance(thing, pikepdf.Dictionary):
        return {key.removeprefix("/"): plain(value) for key, value in thing.items()}
    if isinstance(thing, pikepdf.Array):
        return [plain(value) for value in thing]
    return str(thing) if isinstance(thing, pikepdf.Name) else thing


@given(_THINGS)
def test_names_numbers_arrays_and_dictionaries_are_read_as_they_were_meant(thing: Thing) -> None:
    objects, out = begun()
    with closed(objects, out, objects.refer(thing)) as pdf:
        assert plain(pdf.Root.Held) == thing
