"""Forms read back: what nobody can fill in, cannot hear of, or would give away is found, in our files and in others."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from generator.findings import Severity
from generator.pdf.colour import ColourSpace
from generator.press.asked import Asked
from generator.proof.checks import Check
from generator.proof.forms.fields import read_fields
from generator.proof.known import known_directory
from generator.proof.preflight import preflight
from generator.proof.reading import read_finished
from tests.pdf.formed import widgets, written
from tests.proof import pressed, samples

# Some files here are spoiled so that pikepdf itself warns of what it saves.
pytestmark = pytest.mark.filterwarnings("ignore:This document has:UserWarning")

KNOWN = known_directory(samples.small_directory())
FIELDS = ("Name", "I was here", "Remarks")
ASKED = Asked(1, ((),), ((),), None, tagged=True, fields=FIELDS)
FORM_RULES = {"form.name", "form.spoken", "form.place", "form.look", "form.filled", "form.acts"}

Spoil = Callable[[pikepdf.Pdf], object]


def form_file(*spoils: Spoil) -> bytes:
    """A file of ours with three fields, spoiled."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(written())) as pdf:
        for spoil in spoils:
            spoil(pdf)
        pdf.save(target)
    return target.getvalue()


def checks(data: bytes, asked: Asked | None = ASKED) -> dict[str, Check]:
    """The checks of a file by their rules."""
    return {check.rule: check for check in preflight(data, read_finished(data), KNOWN, asked, "form.pdf")}


def failed(found: dict[str, Check]) -> set[str]:
    return {rule for rule, check in found.items() if not check.passed}


def put(number: int, **entries: object) -> Spoil:
    """Other entries in a field; None takes one out."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        widget = widgets(pdf)[number]
        for key, value in entries.items():
            if value is None:
                del widget[f"/{key}"]
            else:
                widget[f"/{key}"] = value

    return spoil


def unlisted(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AcroForm.Fields[0]


def fields_swapped(pdf: pikepdf.Pdf) -> None:
    one, _, other = widgets(pdf)
    one.TU, other.TU = String(str(other.TU)), String(str(one.TU))


def without_field(pdf: pikepdf.Pdf) -> None:
    """The last field taken out of page, form and tree."""
    lost = widgets(pdf)[2]
    for element in pdf.objects:
        if isinstance(element, Dictionary) and element.get("/S") == Name.Form and element.K.Obj.objgen == lost.objgen:
            element.S, element.K = Name.NonStruct, Array([])
    del pdf.pages[0].Annots[2], pdf.Root.AcroForm.Fields[2]


def owner_as(role: str) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        for element in pdf.objects:
            if isinstance(element, Dictionary) and element.get("/S") == Name.Form:
                element.S = Name(f"/{role}")

    return spoil


def font_out(pdf: pikepdf.Pdf) -> None:
    font = pdf.Root.AcroForm.DR.Font.Typed1
    pdf.Root.AcroForm.DR.Font.Typed1 = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(font.BaseFont))


def acting(kind: str, key: str = "A") -> Spoil:
    action = Dictionary(S=Name(f"/{kind}"))
    return put(0, **{key: action if key == "A" else Dictionary(K=action)})


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.beep(0)"))


def hidden_script(pdf: pikepdf.Pdf) -> None:
    """A field that nobody sees, over all that is there."""
    field = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, F=2, Rect=Array([0, 0, 9, 9]), A=script())
    )
    pdf.pages[0].Annots.append(field)


FAULTS: dict[str, tuple[str, Spoil]] = {
    "no name": ("form.name", put(0, T=None)),
    "empty name": ("form.name", put(0, T=String(""))),
    "one name twice": ("form.name", put(2, T=String("Name"))),
    "in no form": ("form.name", unlisted),
    "no words": ("form.spoken", put(1, TU=None)),
    "blank words": ("form.spoken", put(1, TU=String("  "))),
    "half off the page": ("form.place", put(0, Rect=Array([-60, 62, 100, 80]))),
    "off the page": ("form.place", put(0, Rect=Array([500, 62, 660, 80]))),
    "no size": ("form.place", put(0, Rect=Array([20, 62, 20, 80]))),
    "no place": ("form.place", put(0, Rect=Array([]))),
    "no look": ("form.look", put(0, AP=None)),
    "font left out": ("form.look", font_out),
    "sends": ("form.acts", acting("SubmitForm")),
    "script": ("form.acts", acting("JavaScript", "AA")),
    "program": ("form.acts", acting("Launch")),
    "XFA": ("form.acts", lambda pdf: pdf.Root.AcroForm.__setitem__("/XFA", String("x"))),
    "hidden script": ("form.acts", hidden_script),
    "script of the file": ("form.acts", lambda pdf: pdf.Root.__setitem__("/OpenAction", script())),
    "script of a page": ("form.acts", lambda pdf: pdf.pages[0].obj.__setitem__("/AA", Dictionary(O=script()))),
    "named script": ("form.acts", lambda pdf: pdf.Root.__setitem__("/Names", Dictionary(JavaScript=Dictionary()))),
    "script after another action": ("form.acts", put(0, A=Dictionary(S=Name.GoTo, Next=Array([script()])))),
    "one over the other": ("form.place", put(0, Rect=Array([20, 40, 180, 58]))),
    "filled in": ("form.filled", put(0, V=String("Call 202-555-0142"))),
    "other words": ("form.asked", put(0, TU=String("Date"))),
    "other order": ("form.asked", fields_swapped),
    "one is missing": ("form.asked", without_field),
    "beside its line": ("form.drawn", put(0, Rect=Array([20, 66, 180, 84]))),
    "beside its box": ("form.drawn", put(1, Rect=Array([24, 45, 34, 55]))),
    "longer than its line": ("form.drawn", put(0, Rect=Array([20, 62, 190, 80]))),
    "no element": ("tags.link", owner_as("Span")),
}


def test_a_form_of_ours_passes_every_rule() -> None:
    found = checks(form_file())
    assert not [finding for check in found.values() for finding in check.findings]
    assert {rule for rule in found if rule.startswith("form.")} == FORM_RULES | {"form.asked", "form.drawn"}
    assert found["form.asked"].value == "3 fields"
    assert found["form.drawn"].value == "3 of 3 fields"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_by_its_rule(fault: str) -> None:
    rule, spoil = FAULTS[fault]
    found = checks(form_file(spoil))
    assert rule in failed(found)
    # What nobody hears, or what stands elsewhere, is not what was asked for either.
    assert failed(found) <= {rule, "form.asked", "form.drawn", "tags.parent-tree"}
    for finding in found[rule].findings:
        assert finding.severity is Severity.ERROR
        assert finding.problem.endswith(".")
        assert finding.fix.endswith(".")
        assert finding.place.file == "form.pdf"


def test_every_rule_has_a_fault_that_it_catches() -> None:
    assert {rule for rule, _ in FAULTS.values()} >= {rule for rule in checks(form_file()) if rule.startswith("form.")}


@pytest.mark.parametrize(
    ("spoil", "rule", "sentence"),
    [
        pytest.param(
            put(1, TU=None),
            "form.spoken",
            "The field “I was here” does not say to a screen reader what to fill in.",
            id="spoken",
        ),
        pytest.param(
            put(2, T=String("Name")),
            "form.name",
            "Two fields are called “Name”: what is typed in one appears in the other.",
            id="name",
        ),
        pytest.param(
            acting("SubmitForm"), "form.acts", "The field “Name” sends what was filled in by itself.", id="acts"
        ),
        pytest.param(
            font_out,
            "form.look",
            "The font “PublicSans-Regular”, in which words are typed, is not in the file.",
            id="font",
        ),
        pytest.param(
            put(0, TU=String("Date")),
            "form.asked",
            "Field 1 in reading order is “Date” where “Name” was asked for.",
            id="asked",
        ),
        pytest.param(
            without_field, "form.asked", "2 fields can be read in order where 3 were asked for.", id="missing"
        ),
    ],
)
def test_a_fault_is_told_plainly(spoil: Spoil, rule: str, sentence: str) -> None:
    assert [finding.problem for finding in checks(form_file(spoil))[rule].findings] == [sentence]


def test_fields_nobody_asked_for_are_found() -> None:
    found = checks(form_file(), replace(ASKED, fields=()))
    assert failed(found) == {"form.asked"}


def test_a_file_that_should_have_fields_and_has_none_is_found() -> None:
    paper = written(forms=False)
    assert failed(checks(paper)) == {"form.asked"}
    assert not failed(checks(paper, replace(ASKED, fields=())))
    assert not [rule for rule in checks(paper, replace(ASKED, fields=())) if rule.startswith("form.")]


def test_two_looks_of_one_field_share_its_name_without_a_fault() -> None:
    def shared(pdf: pikepdf.Pdf) -> None:
        one, _, other = widgets(pdf)
        above = pdf.make_indirect(Dictionary(T=String("Name"), TU=String("Name"), FT=Name.Tx, Kids=Array([one, other])))
        for kid in (one, other):
            kid.Parent = above
            del kid["/T"], kid["/TU"]
        pdf.Root.AcroForm.Fields = Array([above, widgets(pdf)[1]])

    found = checks(form_file(shared), None)
    assert found["form.name"].passed
    assert found["form.spoken"].passed


def test_a_name_is_read_with_all_that_stand_above_it() -> None:
    def nested(pdf: pikepdf.Pdf) -> None:
        one = widgets(pdf)[0]
        one.Parent = pdf.make_indirect(Dictionary(T=String("Person"), Kids=Array([one])))
        pdf.Root.AcroForm.Fields[0] = one.Parent

    with pikepdf.open(io.BytesIO(form_file(nested))) as pdf:
        assert [field.name for field in read_fields(pdf)] == ["Person.Name", "I was here", "Remarks"]
        assert all(field.listed for field in read_fields(pdf))


def test_fields_that_lead_in_a_circle_are_read_to_an_end() -> None:
    def circle(pdf: pikepdf.Pdf) -> None:
        one, other, _ = widgets(pdf)
        one.Parent, other.Parent = other, one

    with pikepdf.open(io.BytesIO(form_file(circle))) as pdf:
        assert len(read_fields(pdf)) == 3


def test_hidden_fields_are_nothing_to_fill_in() -> None:
    with pikepdf.open(io.BytesIO(form_file(put(0, F=2)))) as pdf:
        assert [field.name for field in read_fields(pdf)] == ["I was here", "Remarks"]


def test_an_alternative_text_of_the_element_is_words_enough() -> None:
    def said(pdf: pikepdf.Pdf) -> None:
        for element in pdf.objects:
            if isinstance(element, Dictionary) and element.get("/S") == Name.Form:
                element.Alt = String("What to fill in")

    found = checks(form_file(put(0, TU=None), said), None)
    assert found["form.spoken"].passed


def unclaimed(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Metadata"]


def untagged(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Metadata"], pdf.Root["/StructTreeRoot"], pdf.Root["/MarkInfo"]


@pytest.mark.parametrize(
    ("spoil", "severity"),
    [
        pytest.param(lambda _: None, Severity.ERROR, id="claims PDF/UA"),
        pytest.param(unclaimed, Severity.WARNING, id="tagged"),
        pytest.param(untagged, Severity.WARNING, id="untagged"),
    ],
)
def test_faults_of_foreign_forms_refuse_files_that_claim_pdf_ua_and_warn_of_others(
    spoil: Spoil, severity: Severity
) -> None:
    found = checks(form_file(put(0, TU=None, T=None), spoil), None)
    for rule in ("form.name", "form.spoken"):
        assert {finding.severity for finding in found[rule].findings} == {severity}
    assert "form.asked" not in found
    assert "form.drawn" not in found


def test_an_untagged_form_of_another_program_is_told_what_it_lacks() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(300, 200))
    canvas.drawString(20, 150, "Name")
    canvas.acroForm.textfield(name="name", x=20, y=120, width=200, height=20, borderStyle="solid")
    canvas.acroForm.checkbox(name="here", tooltip="I was here", x=20, y=90, size=12)
    canvas.save()
    found = checks(target.getvalue(), None)
    assert {"tags.none", *FORM_RULES} <= set(found)
    assert [finding.problem for finding in found["form.spoken"].findings] == [
        "The field “name” does not say to a screen reader what to fill in."
    ]
    assert found["form.look"].verdict == "look"  # Helvetica, which is not in the file
    assert found["form.name"].verdict == found["form.place"].verdict == "pass"


def test_a_field_in_a_press_file_is_found_by_pdf_x_and_read_all_the_same() -> None:
    def fielded(pdf: pikepdf.Pdf) -> None:
        page = pressed.page_of(pdf)
        field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, Rect=Array([30, 30, 90, 60]))
        page.Annots = Array([pdf.make_indirect(field)])

    found = checks(pressed.press_page(change=fielded), None)
    assert not found["x4.annotations"].passed
    assert {finding.problem for finding in found["x4.annotations"].findings} == {
        "A live widget lies over the printed part of the page."
    }
    assert {"form.name", "form.spoken", "form.look"} <= {rule for rule, check in found.items() if check.findings}


def test_a_press_file_of_ours_is_flat() -> None:
    with pikepdf.open(io.BytesIO(written(forms=False, colour=ColourSpace.CMYK))) as pdf:
        assert read_fields(pdf) == ()


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(put(0, Rect=String("x"), MK=String("y"), AP=Array([]), FT=String("z")), id="wrong kinds"),
        pytest.param(lambda pdf: pdf.Root.__setitem__("/AcroForm", String("form")), id="no form"),
        pytest.param(lambda pdf: pdf.pages[0].Annots.append(String("x")), id="no dictionary"),
        pytest.param(lambda pdf: pdf.Root.AcroForm.__setitem__("/DR", Array([1])), id="no resources"),
        pytest.param(put(0, AA=Dictionary(K=Array([1]))), id="no action"),
    ],
)
def test_a_damaged_form_is_read_without_an_end_of_the_proof(spoil: Spoil) -> None:
    assert "form.name" in checks(form_file(spoil), None)


def test_files_without_fields_are_asked_nothing_of_forms() -> None:
    assert not [rule for rule in checks(samples.card(), None) if rule.startswith("form.")]
