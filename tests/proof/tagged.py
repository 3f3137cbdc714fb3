"""A tagged file made by hand with pikepdf, good in every rule, for tests to spoil in one place each."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

# What the page says, in reading order.
WORDS = (
    "Know the signs",
    "If you see them, call Hotline",
    "•",
    "Threats",
    "•",
    "No pay",
    "Numbers",
    "Who",
    "Number",
    "Police",
    "911",
    "سلام",
)
LINK = "https://www.ice.gov/tipline"
ALT = "QR code to www.ice.gov/tipline"
FIGURE = (400.0, 500.0, 460.0, 560.0)

_CONTENT = """
/Artifact <</Type /Layout>> BDC 1 0 0 1 k 0 0 595 842 re f EMC
0 g BT /F1 20 Tf 40 780 Td /H1 <</MCID 0>> BDC (Know the signs) Tj EMC ET
BT /F1 10 Tf 40 740 Td /P <</MCID 1>> BDC (If you see them, ) Tj EMC
/Link <</MCID 2>> BDC [(call ) -20 (Hotline)] TJ EMC ET
BT 40 720 Td /Lbl <</MCID 3>> BDC /Span <</ActualText <FEFF2022>>> BDC (o) Tj (o) Tj EMC EMC
12 0 Td /LBody <</MCID 4>> BDC (Threats) Tj EMC
-12 -14 Td /Lbl <</MCID 5>> BDC /Span /Bullet BDC (o) Tj EMC EMC
12 0 Td /LBody <</MCID 6>> BDC (No pay) Tj EMC ET
/Figure <</MCID 7>> BDC q 60 0 0 60 400 500 cm /QR Do Q EMC
BT 40 600 Td /H2 <</MCID 8>> BDC (Numbers) Tj EMC
0 -20 Td /TH <</MCID 9>> BDC (Who) Tj EMC 60 0 Td /TH <</MCID 10>> BDC (Number) Tj EMC
-60 -20 Td /TD <</MCID 11>> BDC (Police) Tj EMC 60 0 Td /TD <</MCID 12>> BDC (911) Tj EMC
-60 -20 Td /Span <</MCID 13 /Lang (ar)>> BDC (malas) Tj EMC
/Artifact <</Type /Pagination>> BDC 0 -400 Td (12) Tj EMC
/Artifact <</Type /Page>> BDC 0 -20 Td (Cut here) Tj EMC ET
"""
_XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:ua="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Know the signs</rdf:li></rdf:Alt></dc:title>
<ua:part>1</ua:part></rdf:Description></rdf:RDF></x:xmpmeta>"""
_TO_UNICODE = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <0020> endbfrange"


class Sample:
    """The good file, with its parts at hand; `elements` are by name, such as "H1" or "Lbl2"."""

    def __init__(self) -> None:
        self.pdf = pikepdf.new()
        self.page = self.pdf.add_blank_page(page_size=(595, 842))
        self.elements: dict[str, pikepdf.Object] = {}
        self.marks: list[pikepdf.Object] = []
        self.page.Resources = self._resources()
        self.write(_CONTENT)
        self.page.StructParents, self.page.Tabs = 0, Name.S
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._catalogue()
        self._grow()
        listed = self.pdf.make_indirect(Array(self.marks))
        self.root.ParentTree = Dictionary(Nums=Array([0, listed, 1, self.elements["Link"]]))

    def write(self, content: str) -> None:
        """Make `content` what the page paints."""
        self.page.Contents = self.pdf.make_stream(content.encode("latin-1"))

    def change(self, old: str, new: str) -> None:
        """Put other operators into the content; the old ones must stand there."""
        content = self.page.Contents.read_bytes().decode("latin-1")
        assert old in content
        self.write(content.replace(old, new, 1))

    def xmp(self, old: str, new: str) -> None:
        """Put something else into the metadata."""
        assert old in _XMP
        self.pdf.Root.Metadata = self.pdf.make_stream(_XMP.replace(old, new).encode())

    def font(self) -> pikepdf.Object:
        return self.page.Resources.Font.F1

    def data(self) -> bytes:
        """The file."""
        target = io.BytesIO()
        self.pdf.save(target)
        return target.getvalue()

    def add(self, role: str, parent: str, name: str = "", mcid: int | None = None, **entries: object) -> None:
        """An element under another, with one mark where `mcid` says so."""
        above = self.elements[parent] if parent else self.root
        made = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=above, K=Array([]), **entries)
        )
        self.elements[name or role] = made
        if parent:
            above.K.append(made)
        else:
            above.K = made
        if mcid is not None:
            self.own(name or role, mcid)

    def own(self, name: str, mcid: int) -> None:
        """One more mark of an element, as a number and, every second time, as a dictionary of its own."""
        element = self.elements[name]
        element.Pg = self.page.obj
        element.K.append(Dictionary(Type=Name.MCR, MCID=mcid, Pg=self.page.obj) if mcid % 2 else mcid)
        assert len(self.marks) == mcid
        self.marks.append(element)

    def _resources(self) -> pikepdf.Object:
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name("/ABCDEF+Sample"),
            FirstChar=32,
            Widths=Array([500] * 95),
            ToUnicode=self.pdf.make_stream(_TO_UNICODE),
        )
        code = self.pdf.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
        code.ColorSpace, code.BitsPerComponent = Name.DeviceGray, 8
        bullet = Dictionary(ActualText=String("•"))
        return Dictionary(
            Font=Dictionary(F1=self.pdf.make_indirect(font)),
            XObject=Dictionary(QR=code),
            Properties=Dictionary(Bullet=bullet),
        )

    def _catalogue(self) -> None:
        root = self.pdf.Root
        root.StructTreeRoot, root.MarkInfo, root.Lang = self.root, Dictionary(Marked=True), String("en")
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        self.xmp("", "")

    def _grow(self) -> None:
        """The tree, marks in the order of the page."""
        self.root.RoleMap = Dictionary(Card=Name.Sect, Panel=Name.Card)
        self.add("Document", "")
        self.add("Panel", "Document", "Sect")
        self.add("H1", "Sect", mcid=0)
        self.add("P", "Sect", mcid=1)
        self.add("Link", "P", mcid=2)
        self.link = self.pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([40, 738, 90, 750]), StructParent=1)
        )
        self.link.Contents, self.link.A = String("Tip form"), Dictionary(S=Name.URI, URI=String(LINK))
        self.page.Annots = Array([self.link])
        self.elements["Link"].K.append(Dictionary(Type=Name.OBJR, Obj=self.link, Pg=self.page.obj))
        self.add("L", "Sect", A=Dictionary(O=Name.List, ListNumbering=Name.Disc))
        for number in (1, 2):
            self.add("LI", "L", f"LI{number}")
            self.add("Lbl", f"LI{number}", f"Lbl{number}", mcid=1 + 2 * number)
            self.add("LBody", f"LI{number}", f"LBody{number}", mcid=2 + 2 * number)
        self.add("Figure", "Sect", mcid=7, Alt=String(ALT))
        self.elements["Figure"].A = Dictionary(O=Name.Layout, BBox=Array(FIGURE))
        self.add("H2", "Sect", mcid=8)
        self._grow_table()
        self.add("P", "Sect", "P2")
        self.add("Span", "P2", mcid=13, ActualText=String("سلام"))

    def _grow_table(self) -> None:
        self.add("Table", "Sect")
        scope = Array([Dictionary(O=Name.Layout), Dictionary(O=Name.Table, Scope=Name.Column)])
        for row, role, start in ((1, "TH", 9), (2, "TD", 11)):
            self.add("TR", "Table", f"TR{row}")
            for column in (1, 2):
                self.add(role, f"TR{row}", f"{role}{column}", mcid=start + column - 1)
                if role == "TH":
                    self.elements[f"TH{column}"].A = scope


def sample(*changes: Callable[[Sample], None]) -> Sample:
    """The good file with changes made to it."""
    made = Sample()
    for change in changes:
        change(made)
    return made


def reopened(made: Sample) -> pikepdf.Pdf:
    """The sample as written and opened again."""
    return pikepdf.open(io.BytesIO(made.data()))
