"""Promises of what is read from a sheet: true sizes, bold faces, and the language of every line."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from generator.catalog.languagewords import shipped_tongues
from generator.proof.posting.check import check_pages
from generator.proof.posting.results import Verdict
from generator.proof.posting.sheetread import SheetPage, read_sheets
from generator.proof.posting.tongues import languages_of_lines, script_of
from generator.proof.posting.weights import FORCE_BOLD, font_weights, is_bold
from tests.proof.posting.walls import BOLD, BOOK, PLAIN, Wall, broken, drawn, rule

TONGUES = shipped_tongues()
SQUARE = b"0 0 700 700 re f"


def pages(data: bytes) -> tuple[SheetPage, ...]:
    """The sheets of a file."""
    return read_sheets(data, "sheet.pdf", TONGUES)


def changed(data: bytes, **entries: object) -> bytes:
    """A file with other entries in its first page."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for key, value in entries.items():
            pdf.pages[0].obj[f"/{key}"] = value
        pdf.save(target)
    return target.getvalue()


# Sizes


def type_three(unit: float, size: float) -> bytes:
    """A page whose capitals are drawn in a Type 3 font: `unit` is its glyph space, `size` what Tf is given."""
    side = 0.7 / unit
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(612, 792))
    glyph = pdf.make_stream(f"{side} 0 0 0 {side} {side} d1 0 0 {side} {side} re f".encode())
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, side, side]),
        FontMatrix=Array([unit, 0, 0, unit, 0, 0]),
        CharProcs=Dictionary(square=glyph),
        Encoding=Dictionary(Differences=Array([72, Name.square])),
        FirstChar=72,
        LastChar=72,
        Widths=Array([side]),
        Resources=Dictionary(),
        ToUnicode=pdf.make_stream(
            b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <48> <0048> endbfchar"
        ),
    )
    page.obj["/Resources"] = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    page.obj["/Contents"] = pdf.make_stream(f"BT /F {size} Tf 72 700 Td (HHH) Tj ET".encode())
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


@pytest.mark.parametrize("unit", [0.001, 1 / 2048, 0.01])
def test_type_of_a_font_with_units_of_its_own_is_as_large_as_it_prints(unit: float) -> None:
    (page,) = pages(type_three(unit, 20))
    assert {round(glyph.size, 1) for glyph in page.glyphs if glyph.is_type} == {20.0}


def test_type_whose_font_hides_its_size_is_measured_by_its_capitals() -> None:
    data = type_three(0.001, 20).replace(b"0.001 0 0 0.001", b"0.004 0 0 0.004")
    (page,) = pages(data)
    assert {round(glyph.size) for glyph in page.glyphs if glyph.is_type} == {80}


@pytest.mark.parametrize(
    ("turn", "size"), [(0, (612, 792)), (90, (792, 612)), (180, (612, 792)), (270, (792, 612)), (-90, (792, 612))]
)
def test_a_page_hangs_as_it_is_turned(turn: int, size: tuple[float, float]) -> None:
    (page,) = pages(changed(drawn(Wall(rule("sc-16-3-2100"))), Rotate=turn))
    assert (page.width, page.height) == size


def test_a_page_with_a_larger_unit_is_larger_and_so_is_its_type() -> None:
    data = drawn(Wall(rule("ca-civ-52.6"), size=(306, 396), type=8))
    assert "size" in broken(check_pages(rule("ca-civ-52.6"), [("a.pdf", data)], BOOK.directory))
    large = check_pages(rule("ca-civ-52.6"), [("a.pdf", changed(data, UserUnit=2))], BOOK.directory)
    assert broken(large) == []


def test_the_trim_counts_and_not_the_sheet_of_the_press() -> None:
    data = changed(drawn(Wall(rule("sc-16-3-2100"))), TrimBox=Array([36, 36, 576, 756]))
    result = check_pages(rule("sc-16-3-2100"), [("a.pdf", data)], BOOK.directory)
    assert broken(result)[0] == "size"


# Bold


@pytest.mark.parametrize(
    ("name", "flags", "weight", "bold"),
    [
        ("ABCDEF+PublicSans-Bold", 32, None, True),
        ("Arial-BoldMT", 32, None, True),
        ("Roboto-Black", 32, None, True),
        ("Calibri", 32, 700.0, True),
        ("Calibri", 32 | FORCE_BOLD, None, True),
        ("Calibri", 32, 400.0, False),
        ("AAAAAA+LiberationSans", 4, None, False),
        ("Helvetica", 32, None, False),
        ("Roboto-Light", 32, None, False),
        ("OpenSans-SemiBold", 32, None, None),
        ("OpenSans-Medium", 32, 600.0, None),
        ("CIDFont+F2", 4, None, None),
        ("T3Font_0", 4, None, None),
        ("F1", 4, None, None),
        ("", 0, None, None),
    ],
)
def test_a_face_is_bold_plain_or_not_told(name: str, flags: int, weight: float | None, bold: bool | None) -> None:
    assert is_bold(name, flags, weight) is bold


def test_a_weight_in_a_font_s_description_is_read() -> None:
    with pikepdf.open(io.BytesIO(drawn(Wall(rule("md-br-15-207"), face=PLAIN, number_face=PLAIN)))) as pdf:
        assert font_weights(pdf) == {}
        for font in pdf.pages[0].resources.Font.values():
            if "/FontDescriptor" in font:
                font.FontDescriptor["/FontWeight"] = 700
        assert set(font_weights(pdf).values()) == {700.0}


def test_letters_with_a_stroke_around_them_are_left_to_a_person() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, (612, 792))
    for lang, top in (("en", 700), ("es", 400)):
        canvas.setFont(BOLD, 16)
        canvas.drawString(40, top, {"en": "Call for help if you can", "es": "Llame para pedir ayuda"}[lang])
        line = canvas.beginText(40, top - 60)
        line.setFont(PLAIN, 16)
        line.setTextRenderMode(2)
        line.textLine("1-888-373-7888")
        canvas.drawText(line)
    canvas.save()
    result = check_pages(rule("md-br-15-207"), [("a.pdf", target.getvalue())], BOOK.directory)
    assert next(one for one in result.clauses if one.clause == "bold").verdict is Verdict.UNKNOWN


# Languages

SENTENCES = {
    "en": "You can call for help at any time.",
    "es": "Usted puede llamar para pedir ayuda en este momento.",
    "fr": "Vous pouvez appeler pour être aidé par une personne.",
    "pt": "Você pode ligar para pedir ajuda e não está sozinho.",
    "ht": "Ou kapab rele pou jwenn èd nan nenpòt lè.",
    "vi": "Bạn có thể gọi để được giúp đỡ.",
    "tl": "Maaari kang tumawag para sa tulong kung may tao na nangangailangan ng mga sagot.",
    "so": "Waa inaad wac caawimaad haddii qof uu ku lagu hayo.",
    "ru": "Вы можете позвонить, если вам нужна помощь.",
    "uk": "Ви можете зателефонувати, якщо вам потрібна допомога.",
    "ar": "هل أنت في خطر؟ اتصل من أجل المساعدة.",
    "fa": "اگر به کمک نیاز است، تماس بگیرید.",
    "ur": "اگر آپ کو مدد کی ضرورت ہے تو کال کریں۔",
    "hi": "आप मदद के लिए फ़ोन कर सकते हैं।",
    "th": "คุณสามารถโทรขอความช่วยเหลือได้",
    "km": "អ្នកអាចហៅទូរស័ព្ទរកជំនួយ",
    "ko": "도움이 필요하면 전화하세요.",
    "ja": "助けが必要なら電話してください。",
    "zh-Hans": "您可以打电话给我们，会说您的语言。",
    "zh-Hant": "您可以打電話給我們，會說您的語言。",
}


@pytest.mark.parametrize("lang", SENTENCES)
def test_a_sentence_tells_its_language(lang: str) -> None:
    told, borne = languages_of_lines([SENTENCES[lang]], [""], TONGUES)
    assert [one.lang for one in told] == [lang]
    assert borne == {lang}


@pytest.mark.parametrize("lang", SENTENCES)
def test_a_sentence_tells_its_language_beside_english(lang: str) -> None:
    told, borne = languages_of_lines([SENTENCES["en"], SENTENCES[lang]], ["", ""], TONGUES)
    assert [one.lang for one in told] == ["en", lang]
    assert borne == {"en", lang}


def test_a_number_goes_with_the_line_before_it() -> None:
    lines = [SENTENCES["en"], "1-888-373-7888", SENTENCES["es"], "www.ice.gov/tipline"]
    told, _ = languages_of_lines(lines, [""] * 4, TONGUES)
    assert [(one.lang, one.own) for one in told] == [("en", True), ("en", False), ("es", True), ("es", False)]


def test_a_foreign_name_is_no_second_language() -> None:
    lines = [SENTENCES["en"]] * 12 + ["La Casa de los Angeles"]
    assert languages_of_lines(lines, [""] * 13, TONGUES)[1] == {"en"}


def test_words_are_believed_before_tags() -> None:
    told, borne = languages_of_lines([SENTENCES["en"], SENTENCES["en"]], ["en", "es"], TONGUES)
    assert [one.lang for one in told] == ["en", "en"]
    assert borne == {"en"}


def test_tags_settle_what_words_leave_open() -> None:
    told, _ = languages_of_lines([SENTENCES["es"], "Trata", SENTENCES["en"]], ["es", "es", "en"], TONGUES)
    assert told[1].lang == "es"
    told, _ = languages_of_lines([SENTENCES["es"], "Hotline", SENTENCES["en"]], ["es", "en", "en"], TONGUES)
    assert told[1].lang == "en"


def test_a_line_that_says_nothing_makes_no_language() -> None:
    assert languages_of_lines(["Hotline", "233733"], ["", ""], TONGUES)[1] == frozenset()
    assert languages_of_lines([], [], TONGUES) == ((), frozenset())


@pytest.mark.parametrize(
    ("text", "script"),
    [("help", "Latin"), ("помощь", "Cyrillic"), ("電話", "Han"), ("電話する", "Japanese"), ("12", "")],
)
def test_a_script_is_that_of_most_letters(text: str, script: str) -> None:
    assert script_of(text) == script


def test_a_page_without_type_is_left_to_a_person_in_what_must_be_read() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, (612, 792))
    canvas.rect(100, 100, 50, 50)
    canvas.save()
    result = check_pages(rule("ca-civ-52.6"), [("outlines.pdf", target.getvalue())], BOOK.directory)
    assert broken(result) == []
    assert {one.clause for one in result.clauses if one.verdict is Verdict.PASS} == {"size"}


def spoiled(data: bytes) -> bytes:
    """A file whose fonts, units and tags are of other kinds than they should be, and whose forms call each other."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0].obj
        form = pdf.make_stream(b"/A Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        form["/Resources"] = Dictionary(XObject=Dictionary(A=form))
        page["/Resources"]["/XObject"] = Dictionary(A=form)
        page["/Resources"]["/Font"]["/Odd"] = Array([1])
        page["/UserUnit"] = Name.large
        pdf.Root["/StructTreeRoot"] = Dictionary(K=Array([3, Name.x]))
        pdf.save(target)
    return target.getvalue()


def test_a_file_with_odd_parts_is_read_as_far_as_it_goes() -> None:
    data = drawn(Wall(rule("sc-16-3-2100")))
    assert [page.languages for page in pages(spoiled(data))] == [page.languages for page in pages(data)]
