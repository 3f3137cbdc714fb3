"""ReportLab's objects in a packed file: numbered once, written once, let go of."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from reportlab.pdfbase.pdfdoc import PDFArrayCompact, PDFDictionary, PDFName, PDFStream

from generator.pdf.objects import Objects
from generator.pdf.packing import Packer
from tests.pdf.samples import opened


def begun() -> tuple[Objects, io.BytesIO]:
    out = io.BytesIO()
    return Objects(Packer(out)), out


def closed(objects: Objects, out: io.BytesIO, held: object) -> pikepdf.Pdf:
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
    inner = objects.Reference(PDFDictionary({"N": 7}))
    outer = objects.Reference(PDFDictionary({"Inner": inner, "Again": inner}), "Outer")
    with closed(objects, out, outer) as pdf:
        assert int(pdf.Root.Held.Inner.N) == 7
        assert pdf.Root.Held.Inner.objgen == pdf.Root.Held.Again.objgen
        assert pdf.Root.Held.Inner.objgen[0] > 6


def test_what_an_object_brings_up_only_when_it_is_written_follows_it() -> None:
    objects, out = begun()
    # ReportLab makes a stream within a dictionary an object of its own when it writes the dictionary.
    outer = objects.Reference(PDFDictionary({"Late": PDFStream(PDFDictionary({"Kind": 1}), b"late")}))
    with closed(objects, out, outer) as pdf:
        assert pdf.Root.Held.Late.read_bytes() == b"late"
        assert int(pdf.Root.Held.Late.Kind) == 1


def test_objects_may_be_written_in_several_goes_each_once() -> None:
    objects, out = begun()
    thing = PDFDictionary({"N": 1})
    first = objects.Reference(thing)
    objects.write()
    assert objects.Reference(thing).name == first.name
    second = objects.Reference(PDFDictionary({"N": 2, "First": first}))
    objects.write()
    with closed(objects, out, PDFArrayCompact([first, second])) as pdf:
        one, two = pdf.Root.Held
        assert [int(one.N), int(two.N)] == [1, 2]
        assert two.First.objgen == one.objgen


def test_a_filtered_stream_is_written_as_it_is_and_a_bare_one_deflated() -> None:
    objects, out = begun()
    data = b"words " * 50
    filtered = PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), zlib.compress(data, 1))
    streams = PDFArrayCompact([objects.Reference(filtered), objects.Reference(PDFStream(PDFDictionary(), data))])
    with closed(objects, out, streams) as pdf:
        assert [stream.read_bytes() for stream in pdf.Root.Held] == [data, data]
        assert pdf.Root.Held[0].read_raw_bytes() == zlib.compress(data, 1)
        assert [str(stream.Filter) for stream in pdf.Root.Held] == ["/FlateDecode"] * 2
        assert len(pdf.Root.Held[1].read_raw_bytes()) < len(data)


def test_one_name_is_never_given_to_two_objects() -> None:
    objects, _ = begun()
    objects.Reference(PDFDictionary({"N": 1}), "Twin")
    with pytest.raises(ValueError, match="redefining named object: 'Twin'"):
        objects.Reference(PDFDictionary({"N": 2}), "Twin")
