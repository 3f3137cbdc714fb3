"""Promises about our PDF/X-4 checks: a good file passes them all, and each seeded fault is caught by its own rule."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from generator.proof.checks import Check
from generator.proof.known import known_directory
from generator.proof.preflight import preflight
from generator.proof.reading import read_finished
from generator.proof.x4 import rules as x4
from generator.proof.x4.icc import read_header
from generator.proof.x4.rules import passes_x4
from generator.proof.x4.xmp import UnsafeXmlError, read_xmp
from tests.proof import pressed, samples
from tests.proof.pressed import Change, add_content, both, hold, page_of, press_page

KNOWN = known_directory(samples.small_directory())


def checks(data: bytes) -> dict[str, Check]:
    """The checks of a file by their rules."""
    return {check.rule: check for check in preflight(data, read_finished(data), KNOWN, None, "card.pdf")}


def failed(data: bytes) -> set[str]:
    """The PDF/X-4 rules that a file breaks."""
    return {rule for rule, check in checks(data).items() if rule.startswith("x4.") and not check.passed}


def spoiled(change: Change) -> bytes:
    """The good file with a fault."""
    return press_page(change=change)


def intent(pdf: pikepdf.Pdf) -> Any:
    """The output intent of the good file."""
    return pdf.Root.OutputIntents[0]


def says(title: str = "A card", **changes: str) -> Change:
    """Other metadata."""
    return lambda pdf: pdf.Root.Metadata.write(pressed.xmp_packet(title, **changes))


def profiled(profile: bytes, count: int = 4) -> Change:
    """Another output profile."""

    def change(pdf: pikepdf.Pdf) -> None:
        intent(pdf).DestOutputProfile = pdf.make_stream(profile, N=count)

    return change


def annotated(subtype: str = "/Link", rect: tuple[float, ...] = (30, 30, 90, 60), **entries: Any) -> Change:
    """Something live over the page."""

    def change(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=list(rect), **entries)
        page_of(pdf).Annots = Array([pdf.make_indirect(note)])

    return change


def set_on(where: str, key: str, value: Any) -> Change:
    """Another entry of the page or of the catalogue."""

    def change(pdf: pikepdf.Pdf) -> None:
        (page_of(pdf) if where == "page" else pdf.Root)[key] = value

    return change


def without_font_file(pdf: pikepdf.Pdf) -> None:
    """The font's outlines taken out."""
    del page_of(pdf).Resources.Font.F.FontDescriptor["/FontFile2"]


def second_profile(pdf: pikepdf.Pdf) -> None:
    """CMYK tagged with a copy of the output profile."""
    copy = pdf.make_stream(pressed.press_profile(), N=4)
    page_of(pdf).Resources.ColorSpace.Tagged = Array([Name.ICCBased, copy])


def light_group(pdf: pikepdf.Pdf) -> None:
    """The page's colours blended in RGB."""
    page_of(pdf).Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceRGB)


def state(**entries: Any) -> Change:
    """A graphics state that the page has at hand."""
    return hold("ExtGState", "Odd", lambda _: Dictionary(Type=Name.ExtGState, **entries))


def curve(pdf: pikepdf.Pdf) -> Any:
    """A state with a transfer curve."""
    return Dictionary(TR=pdf.make_indirect(Dictionary(FunctionType=2, Domain=[0, 1], N=2)))


def light_picture(pdf: pikepdf.Pdf) -> None:
    """A picture in RGB in the place of the good one."""
    page_of(pdf).Resources.XObject.Picture = pressed.picture(pdf, ink=(200, 30, 30))


def spot(name: str, *full: float, base: pikepdf.Object = Name.DeviceCMYK) -> Array:
    """A spot ink with its stand-in at full tint."""
    white = [1.0] * 3 if base == Name.DeviceRGB else [0.0] * len(full)
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=white, C1=list(full), N=1)
    return Array([Name.Separation, Name(f"/{name}"), base, tint])


def two_definitions(pdf: pikepdf.Pdf) -> None:
    """One spot ink, defined in two ways."""
    spaces = page_of(pdf).Resources.ColorSpace
    spaces.First, spaces.Second = spot("Red", 0, 1, 1, 0), spot("Red", 0, 0.9, 1, 0.1)


def postscript(pdf: pikepdf.Pdf) -> Any:
    """A PostScript program among the pictures."""
    return pdf.make_stream(b"showpage", Type=Name.XObject, Subtype=Name.PS)


def packed_with_lzw(pdf: pikepdf.Pdf) -> Any:
    """A picture packed with LZW: a clear code, one byte of zero, and the end."""
    picture = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
    picture.ColorSpace = Name.DeviceGray
    picture.write(b"\x80\x00\x20\x20", filter=Name.LZWDecode)
    return picture


def script(pdf: pikepdf.Pdf) -> None:
    """A script that runs when the file is opened."""
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.beep(0)")


def locked(data: bytes) -> bytes:
    """The file encrypted, though it opens without a password."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kept = {"force_version": "1.6", "fix_metadata_version": False}
        pdf.save(target, encryption=pikepdf.Encryption(owner="secret", user="", R=4), **kept)
    return target.getvalue()


# Twenty files that a print shop would send back, each with the rule that says why.
FAULTS: dict[str, tuple[str, bytes]] = {
    "a version of tomorrow": ("x4.header", press_page(version="1.7")),
    "an encrypted file": (
        "x4.encrypted",
        locked(press_page()),
    ),
    "no claim": ("x4.claim", spoiled(says(pdfxid_GTS_PDFXVersion=""))),
    "no date of the metadata": ("x4.metadata", spoiled(says(xmp_MetadataDate=""))),
    "trapped unknown": ("x4.trapped", spoiled(says(pdf_Trapped="Unknown"))),
    "no output intent": ("x4.output-intent", spoiled(lambda pdf: pdf.Root.OutputIntents.__delitem__(0))),
    "a profile of a monitor": ("x4.profile", spoiled(profiled(pressed.press_profile(b"mntr", b"RGB "), 3))),
    "the profile twice": ("x4.profile-once", spoiled(second_profile)),
    "a font left behind": ("x4.fonts", spoiled(without_font_file)),
    "boxes crossed": ("x4.boxes", spoiled(set_on("page", "/TrimBox", Array([0, 0, 288, 180])))),
    "no trim box": ("x4.boxes", spoiled(lambda pdf: page_of(pdf).__delitem__("/TrimBox"))),
    "a note on the page": ("x4.annotations", spoiled(annotated("/Text"))),
    "a script": ("x4.actions", spoiled(script)),
    "a word in RGB": ("x4.rgb", spoiled(lambda pdf: add_content(pdf, b"BT 1 0 0 rg /F 9 Tf 30 40 Td (Help) Tj ET"))),
    "a picture in RGB": ("x4.rgb", spoiled(light_picture)),
    "colours blended in RGB": ("x4.group", spoiled(light_group)),
    "a transfer curve": ("x4.transfer", spoiled(hold("ExtGState", "Odd", curve))),
    "a blend mode of its own": ("x4.blend", spoiled(state(BM=Name.Sparkle))),
    "LZW": ("x4.forbidden", spoiled(hold("XObject", "Odd", packed_with_lzw))),
    "a spot ink in two ways": ("x4.spots", spoiled(two_definitions)),
}


# What one fault brings with it.
FOLLOWING = {"no output intent": {"x4.profile"}}


def test_twenty_faults_are_seeded() -> None:
    assert len({data for _, data in FAULTS.values()}) >= 20


def test_the_good_file_passes_every_check_and_there_are_at_least_eighteen() -> None:
    found = checks(press_page())
    assert [rule for rule, check in found.items() if check.verdict != "pass"] == ["tags.none"]
    assert sum(check.group == "PDF/X-4" for check in found.values()) >= 18
    assert passes_x4(found.values())


@pytest.mark.parametrize("fault", FAULTS)
def test_each_seeded_fault_is_caught_by_its_own_rule_and_by_no_other(fault: str) -> None:
    rule, data = FAULTS[fault]
    assert failed(data) == {rule} | FOLLOWING.get(fault, set())
    assert not passes_x4(checks(data).values())


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_told_with_its_problem_its_fix_and_its_rule(fault: str) -> None:
    rule, data = FAULTS[fault]
    for finding in checks(data)[rule].findings:
        assert finding.rule == rule
        assert finding.problem.endswith(".")
        assert finding.fix.endswith((".", "it."))
        assert finding.place.file == "card.pdf"


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("x4.header", set_on("root", "/Version", Name("/1.7"))),
        ("x4.claim", says(pdfxid_GTS_PDFXVersion="PDF/X-3:2002")),
        ("x4.metadata", says(title="")),
        ("x4.metadata", says(xmpMM_RenditionClass="")),
        ("x4.metadata", says(xmp_CreateDate="30 May 2024")),
        ("x4.metadata", lambda pdf: pdf.Root.Metadata.write(b"<x:xmpmeta")),
        ("x4.trapped", both(says(pdf_Trapped=""), lambda pdf: pdf.trailer.Info.__delitem__("/Trapped"))),
        ("x4.trapped", says(pdf_Trapped="True")),
        ("x4.output-intent", lambda pdf: pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])),
        ("x4.output-intent", lambda pdf: intent(pdf).__delitem__("/OutputConditionIdentifier")),
        ("x4.profile", lambda pdf: intent(pdf).__delitem__("/DestOutputProfile")),
        ("x4.profile", profiled(b"no profile at all")),
        ("x4.profile", profiled(pressed.press_profile(b"scnr"))),
        ("x4.profile", profiled(pressed.press_profile(space=b"GRAY"), 1)),
        ("x4.profile", profiled(pressed.press_profile(), 3)),
        ("x4.profile", profiled(pressed.press_profile()[:130])),
        ("x4.boxes", set_on("page", "/ArtBox", Array([18, 18, 270, 162]))),
        ("x4.boxes", set_on("page", "/BleedBox", Array([-9, 9, 279, 171]))),
        ("x4.boxes", set_on("page", "/CropBox", Array([30, 30, 200, 100]))),
        ("x4.annotations", annotated(rect=(0, 0, 10, 10))),
        ("x4.annotations", annotated(rect=(90, 60, 30, 30))),
        ("x4.annotations", annotated("/FreeText")),
        ("x4.actions", set_on("root", "/AA", Dictionary())),
        ("x4.actions", set_on("page", "/AA", Dictionary())),
        ("x4.actions", set_on("root", "/Names", Dictionary(JavaScript=Dictionary(Names=[])))),
        ("x4.actions", set_on("root", "/AcroForm", Dictionary(Fields=[], XFA="form"))),
        ("x4.rgb", lambda pdf: add_content(pdf, b"0 0 1 RG 0 0 m 9 9 l S")),
        ("x4.group", hold("XObject", "Form", lambda pdf: blended_form(pdf, Name.DeviceRGB))),
        ("x4.transfer", state(TR2=Name.Identity)),
        ("x4.transfer", state(HTP=[0, 0])),
        ("x4.transfer", state(HT=Dictionary(Type=Name.Halftone, HalftoneType=6))),
        ("x4.transfer", state(HT=Dictionary(Type=Name.Halftone, HalftoneType=1, HalftoneName="Star"))),
        ("x4.forbidden", hold("XObject", "Odd", postscript)),
        ("x4.forbidden", lambda pdf: page_of(pdf).Resources.XObject.Picture.update({"/Alternates": Array()})),
        ("x4.forbidden", lambda pdf: page_of(pdf).Resources.XObject.Picture.update({"/OPI": Dictionary()})),
        ("x4.spots", hold("ColorSpace", "Red", lambda _: spot("Red", 1, 0, 0, base=Name.DeviceRGB))),
    ],
)
def test_other_shapes_of_these_faults_are_caught_too(rule: str, change: Change) -> None:
    assert rule in failed(spoiled(change))


@pytest.mark.parametrize(
    "change",
    [
        annotated("/PrinterMark"),
        annotated("/TrapNet"),
        annotated("/Text", (0, 0, 8, 8)),
        set_on("root", "/OpenAction", Array([0, Name.Fit])),
        set_on("page", "/CropBox", Array([0, 0, 288, 180])),
        both(says(pdf_Trapped=""), lambda pdf: pdf.trailer.Info.update({"/Trapped": Name("/True")})),
        says(xmp_CreateDate="2024-05"),
        state(TR2=Name.Default),
        state(BM=Array([Name.Sparkle, Name.Multiply])),
        state(HT=Dictionary(Type=Name.Halftone, HalftoneType=5)),
        state(SMask=Dictionary(Type=Name.Mask, S=Name.Luminosity, G=Dictionary(), TR=Name.Identity)),
        hold("XObject", "Form", lambda pdf: blended_form(pdf, Name.DeviceCMYK)),
        hold("ColorSpace", "Red", lambda _: spot("Red", 0, 1, 1, 0)),
        hold("ColorSpace", "Red", lambda _: spot("Red", 50, 60, 40, base=Array([Name.Lab, Dictionary()]))),
        lambda pdf: pdf.Root.OutputIntents.append(Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1)),
        lambda pdf: add_content(pdf, b"0.5 g 30 30 5 5 re f"),
    ],
)
def test_what_the_standard_allows_is_let_through(change: Change) -> None:
    assert failed(spoiled(change)) == set()


def blended_form(pdf: pikepdf.Pdf, space: Name) -> Any:
    """A form that is blended in this space."""
    group = Dictionary(S=Name.Transparency, CS=space)
    return pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Group=group)


def tiling(content: bytes, *, ink: tuple[int, ...] = ()) -> Change:
    """A pattern of tiles, with a picture among its resources where `ink` gives one."""

    def made(pdf: pikepdf.Pdf) -> Any:
        resources = Dictionary(XObject=Dictionary(Tile=pressed.picture(pdf, ink))) if ink else Dictionary()
        entries = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "BBox": [0, 0, 9, 9], "XStep": 9, "YStep": 9}
        return pdf.make_stream(content, Type=Name.Pattern, Resources=resources, **entries)

    return both(lambda pdf: page_of(pdf).Resources.update({"/Pattern": Dictionary()}), hold("Pattern", "Tiles", made))


def ramp(space: Name) -> Change:
    """A pattern of one colour running into another."""
    shading = Dictionary(ShadingType=2, ColorSpace=space, Coords=[0, 0, 9, 9])
    pattern = Dictionary(Type=Name.Pattern, PatternType=2, Shading=shading)
    return lambda pdf: page_of(pdf).Resources.update({"/Pattern": Dictionary(Ramp=pattern)})


@pytest.mark.parametrize(
    ("change", "light"),
    [
        (tiling(b"1 0 0 rg 0 0 5 5 re f"), True),
        (tiling(b"/Tile Do", ink=(200, 30, 30)), True),
        (ramp(Name.DeviceRGB), True),
        (tiling(b"0 1 1 0 k 0 0 5 5 re f"), False),
        (tiling(b"/Tile Do", ink=(0, 200, 200, 0)), False),
        (ramp(Name.DeviceCMYK), False),
    ],
)
def test_patterns_are_held_to_the_inks_of_a_press_too(change: Change, light: bool) -> None:
    assert failed(spoiled(change)) == ({"x4.rgb"} if light else set())


def test_a_file_without_identifier_is_named() -> None:
    data = press_page()
    start = data.rindex(b"/ID [")
    assert failed(data[:start] + b"/Id [" + data[start + 5 :]) == {"x4.id"}


def test_a_rule_says_what_it_saw() -> None:
    values = {rule: check.value for rule, check in checks(press_page()).items()}
    assert {
        name: values[f"x4.{name}"] for name in ("header", "claim", "trapped", "output-intent", "profile", "id")
    } == {
        "header": "1.6",
        "claim": "PDF/X-4",
        "trapped": "False",
        "output-intent": "FOGRA39",
        "profile": "prtr, CMYK",
        "id": "2",
    }
    assert (values["x4.spots"], values["x4.annotations"], values["x4.actions"]) == ("no spot inks", "none", "none")
    assert checks(FAULTS["no claim"][1])["x4.claim"].value == "nothing"
    assert checks(FAULTS["a note on the page"][1])["x4.annotations"].value == "1"
    assert checks(FAULTS["a script"][1])["x4.actions"].value == "1"
    assert checks(FAULTS["a spot ink in two ways"][1])["x4.spots"].value == "Red"


def test_a_rule_that_cannot_read_a_damaged_file_has_failed_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def damaged(_: object) -> Check:
        raise pikepdf.PdfError("operation for dictionary attempted on object of type null")

    monkeypatch.setitem(x4._RULES, "trapped", damaged)
    found = checks(press_page())
    assert (found["x4.trapped"].verdict, found["x4.trapped"].value) == ("FAIL", "damaged")
    assert found["x4.boxes"].passed


def test_one_bad_font_and_one_bad_page_are_named_with_their_page() -> None:
    (font,) = checks(FAULTS["a font left behind"][1])["x4.fonts"].findings
    assert (font.place.key, font.seen) == ("page 1", "ABCDEF+PublicSans")
    assert checks(FAULTS["a font left behind"][1])["x4.fonts"].value == "0 of 1"
    (box,) = checks(FAULTS["no trim box"][1])["x4.boxes"].findings
    assert box.place.key == "page 1"


def test_metadata_are_read_from_attributes_and_elements_alike() -> None:
    packet = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Trapped="False"/>
    <rdf:Description xmlns:p="http://www.npes.org/pdfx/ns/id/"><p:GTS_PDFXVersion>PDF/X-4</p:GTS_PDFXVersion>
    </rdf:Description></rdf:RDF>"""
    assert read_xmp(packet) == {"pdf:Trapped": "False", "pdfxid:GTS_PDFXVersion": "PDF/X-4"}


def test_a_title_keeps_its_signs() -> None:
    assert read_xmp(pressed.xmp_packet("Signs &amp; steps"))["dc:title"] == "Signs & steps"


def test_metadata_that_would_grow_without_end_are_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    with pytest.raises(UnsafeXmlError):
        read_xmp(laughs)
    assert "x4.metadata" in failed(spoiled(lambda pdf: pdf.Root.Metadata.write(laughs)))


def test_a_profile_is_known_by_its_header() -> None:
    header = read_header(pressed.press_profile())
    assert header is not None
    assert (header.device, header.space, header.components, header.length) == ("prtr", "CMYK", 4, 132)
    assert read_header(b"acsp" * 20) is None
    assert read_header(bytes(200)) is None


def test_a_file_that_claims_less_than_the_whole_is_held_to_all_of_it() -> None:
    data = spoiled(both(says(pdfxid_GTS_PDFXVersion=""), lambda pdf: pdf.Root.__delitem__("/OutputIntents")))
    assert "x4.claim" not in failed(data)
    noted = spoiled(
        both(
            says(pdfxid_GTS_PDFXVersion=""),
            lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
            lambda pdf: pdf.trailer.Info.update({"/GTS_PDFXVersion": pikepdf.String("PDF/X-1a:2001")}),
        )
    )
    assert {"x4.claim", "x4.output-intent", "x4.profile"} <= failed(noted)


@pytest.mark.parametrize(
    ("key", "value"), [("/OutputIntents", 7), ("/Metadata", Name.Gone), ("/Outlines", Array([1])), ("/Names", "x")]
)
def test_objects_of_the_wrong_kind_are_findings_and_never_tracebacks(key: str, value: Any) -> None:
    found = checks(spoiled(set_on("root", key, value)))
    assert found["x4.header"].passed
