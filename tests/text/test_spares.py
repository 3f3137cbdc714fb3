"""Spare faces: a name in a script that the style's own faces lack finds the one face that has all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.catalog.fonts import read_fonts
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings
from generator.text.bidi import isolated
from generator.text.breaks import break_points
from generator.text.faces import Spares
from generator.text.lines import set_text
from generator.text.model import SetText, Span
from tests.names import PARTS
from tests.text import BODY, NOTO, PUBLIC, runs
from tests.text.witness import questions

REGULAR = [record for record in read_fonts(Roots(shipped_root()), Findings()).values() if record.weight == "regular"]
HELPED = replace(
    BODY,
    spares=Spares(
        tuple(record.path for record in REGULAR),
        tuple(record.path for record in REGULAR if record.scripts[0] == "Kana"),
    ),
)
# Who sets the first name of each list.
FACES = {
    "short": "PublicSans", "spanish": "PublicSans", "vietnamese": "PublicSans", "yoruba": "PublicSans",
    "salish": "NotoSans", "cyrillic": "NotoSans", "greek": "NotoSans", "armenian": "NotoSansArmenian",
    "georgian": "NotoSansGeorgian", "hebrew": "NotoSansHebrew", "arabic": "NotoSansArabic", "hindi": "NotoSans",
    "gurmukhi": "NotoSansGurmukhi", "gujarati": "NotoSansGujarati", "bengali": "NotoSansBengali",
    "odia": "NotoSansOriya", "tamil": "NotoSansTamil", "telugu": "NotoSansTelugu", "kannada": "NotoSansKannada",
    "malayalam": "NotoSansMalayalam", "sinhala": "NotoSansSinhala", "dhivehi": "NotoSansThaana",
    "thai": "NotoSansThai", "lao": "NotoSansLao", "khmer": "NotoSansKhmer", "burmese": "NotoSansMyanmar",
    "amharic": "NotoSansEthiopic", "cherokee": "NotoSansCherokee", "simplified": "NotoSansSC",
    "traditional": "NotoSansTC", "japanese": "NotoSansJP", "korean": "NotoSansKR",
}  # fmt: skip


def set_in(text: str, *, lang: str = "en", measure: float = 10_000.0) -> SetText:
    return set_text([Span(text, HELPED)], measure, lang=lang)


@pytest.mark.parametrize("kind", FACES)
def test_a_name_is_set_whole_in_the_face_made_for_it(kind: str) -> None:
    done = set_in(PARTS[kind][0])
    assert {run.face.name for run in runs(done)} == {f"{FACES[kind]}-Regular"}
    assert done.missing == ()


@pytest.mark.parametrize("kind", PARTS)
def test_hb_shape_gives_the_glyphs_of_every_name(kind: str) -> None:
    for word in " ".join(PARTS[kind]).split():
        done = set_in(word)
        assert done.missing == ()
        for question, run in questions(done, "en"):
            glyphs = [glyph.gid for glyph in run.glyphs]
            assert 0 not in glyphs
            assert question.ask([run.text]) == [glyphs]


def test_a_text_that_its_own_faces_have_reads_no_other_face(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object, **__: object) -> None:
        pytest.fail("a spare face was read")

    monkeypatch.setattr(Spares, "faces", read)
    done = set_in("Ana-Lucía Núñez, Анна Ωνάσης 7")
    assert {run.face for run in runs(done)} == {PUBLIC, NOTO}


def test_without_spares_a_letter_of_another_script_is_missing() -> None:
    done = set_text([Span("ნინო", BODY)], 10_000.0, lang="en")
    assert [one.character for one in done.missing] == list("ნიო")


def test_what_no_face_has_is_missing_and_all_else_is_set() -> None:
    done = set_in("Tenzin ཀརྨ ნინო")
    assert [one.character for one in done.missing] == ["ཀ", "ར", "ྨ"]
    assert runs(done)[-1].face.name == "NotoSansGeorgian-Regular"


def test_chinese_characters_beside_kana_are_drawn_as_in_japan() -> None:
    assert {run.face.name for run in runs(set_in("高橋 さくら"))} == {"NotoSansJP-Regular"}
    assert {run.face.name for run in runs(set_in("高明"))} == {"NotoSansSC-Regular"}


def test_a_word_that_the_first_face_has_not_all_of_is_set_in_one() -> None:
    done = set_in("Ana Lə́k̓ʷəŋən")
    assert [(run.text, run.face) for run in runs(done)] == [("Ana ", PUBLIC), ("Lə́k̓ʷəŋən", NOTO)]


@pytest.mark.parametrize(
    ("text", "rtl", "whole"),
    [("Ana", False, True), ("נועה", False, False), ("נועה", True, True), ("Ana", True, False), ("7", True, True)],
    ids=["latin", "hebrew", "hebrew in arabic", "latin in arabic", "digit"],
)
def test_a_value_is_isolated_where_it_runs_against_its_text(text: str, rtl: bool, whole: bool) -> None:
    assert isolated(text, rtl=rtl) == (text if whole else f"\u2068{text}\u2069")


def test_two_hebrew_values_keep_their_places_in_an_english_line() -> None:
    line = set_in(f"{isolated('נועה', rtl=False)}, {isolated('לוי', rtl=False)}").lines[0]
    assert [run.text for run in line.runs] == ["נועה", ", ", "לוי"]
    assert line.text == "נועה, לוי"
    bare = set_in("נועה, לוי").lines[0]
    assert [run.text for run in bare.runs] == ["נועה, לוי"]


@pytest.mark.parametrize("kind", ["thai", "khmer", "burmese", "simplified", "japanese"])
def test_a_name_without_spaces_breaks_at_spaces_in_another_language(kind: str) -> None:
    first, second = PARTS[kind][:2]
    text = f"{first.split()[0]} {second.split()[0]}"
    assert break_points(text, "en", ()) == (len(first.split()[0]) + 1, len(text))
    assert len(break_points(text, "en", (), loose=True)) > 2


def test_a_name_without_spaces_that_has_no_room_is_broken_all_the_same() -> None:
    done = set_in(PARTS["burmese"][0], measure=30)
    assert len(done.lines) > 1
    assert not done.overfull


@pytest.mark.parametrize(
    ("name", "voices"),
    [
        pytest.param("Ana ნინო", {"Ana": "en", "ნინო": "und-Geor"}, id="georgian beside latin"),
        pytest.param("Анна", {"Анна": "und-Cyrl"}, id="cyrillic in a face of the language"),
        pytest.param("محمد 7", {"محمد": "und-Arab"}, id="arabic with a digit"),
        pytest.param("山田", {"山田": "und-Hani"}, id="chinese or japanese"),
        pytest.param("山田 ひかり", {"山田": "und-Jpan"}, id="kana tell japanese"),
        pytest.param("Nguyễn", {"Nguyễn": "en"}, id="latin letters may be of any language"),
    ],
)
def test_a_name_in_another_script_is_read_in_that_script_and_in_no_known_language(
    name: str, voices: dict[str, str]
) -> None:
    found = runs(set_in(name))
    for word, voice in voices.items():
        assert [run.lang for run in found if word in run.text] == [voice]


def test_a_script_of_the_language_itself_is_read_in_it() -> None:
    done = set_text([Span("Анна Smith ნინო", HELPED)], 10_000.0, lang="ru", latin="en")
    voices = [(run.text.strip(), run.lang) for run in runs(done) if run.text.strip()]
    assert voices == [("Анна", "ru"), ("Smith", "en"), ("ნინო", "und-Geor")]


@pytest.mark.parametrize(
    ("text", "voice"), [("ნინო for Ana", "en"), ("ნინო 7", "und-Geor"), ("7", "")], ids=["mixed", "alone", "none"]
)
def test_a_line_is_called_by_a_known_language_before_one_that_only_its_script_tells(text: str, voice: str) -> None:
    assert set_in(text).lines[0].voice == voice
