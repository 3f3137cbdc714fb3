"""Promises about locked texts: taken in whole, printed word for word, and refused once anybody has changed them."""

from __future__ import annotations

import datetime
import hashlib
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.build import build
from generator.catalog.catalog import Catalog, load_catalog
from generator.catalog.locked import hash_of, read_locked
from generator.catalog.lockedcheck import stretches
from generator.catalog.places import Roots, shipped_root
from generator.catalog.translated import in_language, languages_of
from generator.cli import app
from generator.compose.items import Face, Group, Role, TextItem, groups, walk
from generator.compose.passages import words_of
from generator.compose.piece import compose
from generator.errors import Refused, UsageError
from generator.findings import Findings
from generator.lock import MAX_BYTES, Taking, lock
from generator.making import Purpose
from generator.order import Order
from generator.translate.review import Signature
from tests.catalog.shelf import only, workspace
from tests.compose.samples import layout_of, shipped

ENGLISH = "Call {now} and say **help**:\n(888) 373-7888.\n\nThe Center answers in 160 languages, and is free.\n"
SPANISH = "Llame al 1-888-373-7888.\n\nEl Centro contesta en 160 idiomas.\n"
BY = Signature("Ana Ruiz", datetime.date(2026, 11, 20))
SOURCE = "Attorney General, model notice, read 2026-11-20"
BOTH = "[{bilingual: {arrange: stacked, with: [en, es], blocks: [{heading: '{steps.question}'}, {locked: model}]}}]"
NOTICE = """\
title: Notice
audience: public
format: letter
theme: beacon
panels:
  front:
    - heading: "{steps.question}"
    - locked: model
"""


def ours(folder: Path) -> Roots:
    """A workspace with nothing in it yet."""
    return workspace(folder, {"data/readme.txt": ""})


def take(roots: Roots, text: str | bytes, lang: str = "en", name: str = "model", source: str = SOURCE) -> Path:
    """Lock a text that stands in a file beside the workspace."""
    assert roots.workspace is not None
    file = roots.workspace.parent / "wording.txt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return lock(roots, file, Taking(name, lang, source, BY))


def locked_catalog(folder: Path, *texts: tuple[str, str]) -> Catalog:
    """The shipped catalogue with the locked text “model” in some languages."""
    roots = ours(folder)
    for lang, text in texts:
        take(roots, text, lang)
    findings = Findings()
    found = read_locked(roots, findings)
    assert not findings.errors, [str(finding) for finding in findings]
    return replace(shipped(), locked=found)


def face_of(catalog: Catalog, front: str, findings: Findings, lang: str = "en") -> Face:
    """The face of a letter sheet with these blocks."""
    return compose(layout_of(front, kind="letter"), in_language(catalog, lang), lang, {}, findings).faces[0]


def reason(refused: pytest.ExceptionInfo[Refused]) -> str:
    return ", ".join(finding.rule for finding in refused.value.findings)


def test_a_text_is_taken_in_with_its_source_its_hash_and_who_took_it_in(tmp_path: Path) -> None:
    roots = ours(tmp_path)
    path = take(roots, ENGLISH)
    findings = Findings()
    found = read_locked(roots, findings)["model"]
    assert not len(findings)
    assert path == tmp_path / "ours" / "data" / "locked" / "model.yaml"
    assert (found.source, found.texts["en"].by, found.texts["en"].on) == (SOURCE, "Ana Ruiz", BY.on)
    assert found.texts["en"].text == ENGLISH.strip()
    assert found.texts["en"].sha256 == hashlib.sha256(ENGLISH.strip().encode()).hexdigest()


def test_paragraphs_are_parted_by_empty_lines_alone(tmp_path: Path) -> None:
    catalog = locked_catalog(tmp_path, ("en", "One\ntwo.\n \n\nThree.\n"))
    assert catalog.locked["model"].texts["en"].paragraphs == ("One two.", "Three.")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("\ufeffOne.\r\n\r\nTwo.\r\n".encode(), id="byte order mark and line ends of Windows"),
        pytest.param(b"\n\n  One.\t\n\n\tTwo.", id="blanks around lines"),
        pytest.param(b"One.\r\rTwo.", id="line ends of an old Macintosh"),
    ],
)
def test_what_editors_add_is_forgiven(tmp_path: Path, data: bytes) -> None:
    roots = ours(tmp_path)
    take(roots, data)
    assert read_locked(roots, Findings())["model"].texts["en"].text == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        pytest.param(b"", "locked.empty", id="empty"),
        pytest.param(b"\n \n", "locked.empty", id="blank"),
        pytest.param(b"caf\xe9", "locked.encoding", id="latin 1"),
        pytest.param(b"a" * (MAX_BYTES + 1), "locked.too-large", id="too large"),
        pytest.param(b"He\x07llo", "text.control", id="bell"),
        pytest.param("He\u202ello".encode(), "text.control", id="override"),
    ],
)
def test_a_file_that_is_no_plain_text_is_refused_and_nothing_is_written(tmp_path: Path, data: bytes, rule: str) -> None:
    roots = ours(tmp_path)
    with pytest.raises(Refused) as refused:
        take(roots, data)
    assert reason(refused) == rule
    assert not (tmp_path / "ours" / "data" / "locked").exists()


@pytest.mark.parametrize(
    ("lang", "name", "words"),
    [("xx", "model", "no language"), ("en", "../model", "cannot name"), ("en", "Model", "cannot name")],
    ids=["language", "path", "capitals"],
)
def test_a_name_or_language_that_cannot_be_is_a_wrong_use(tmp_path: Path, lang: str, name: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        take(ours(tmp_path), ENGLISH, lang, name)


def test_without_a_workspace_there_is_nowhere_to_keep_it(tmp_path: Path) -> None:
    file = tmp_path / "wording.txt"
    file.write_text(ENGLISH, encoding="utf-8")
    with pytest.raises(UsageError, match="--workspace"):
        lock(Roots(shipped_root()), file, Taking("model", "en", SOURCE, BY))


def test_another_language_joins_the_first_and_leaves_its_bytes_alone(tmp_path: Path) -> None:
    roots = ours(tmp_path)
    path = take(roots, ENGLISH)
    path.write_text(path.read_text(encoding="utf-8") + "# read by the county\n", encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    take(roots, SPANISH, "es")
    assert path.read_text(encoding="utf-8").startswith(before)
    assert {lang: text.text for lang, text in read_locked(roots, Findings())["model"].texts.items()} == {
        "en": ENGLISH.strip(),
        "es": SPANISH.strip(),
    }


@pytest.mark.parametrize(
    ("lang", "source", "rule"),
    [("en", SOURCE, "locked.there"), ("es", "Somewhere else", "locked.source")],
    ids=["language is there", "other source"],
)
def test_what_is_locked_is_never_overwritten(tmp_path: Path, lang: str, source: str, rule: str) -> None:
    roots = ours(tmp_path)
    before = take(roots, ENGLISH).read_bytes()
    with pytest.raises(Refused) as refused:
        take(roots, "Other words.", lang, source=source)
    assert reason(refused) == rule
    assert (tmp_path / "ours" / "data" / "locked" / "model.yaml").read_bytes() == before


def test_a_file_that_somebody_laid_out_anew_is_not_added_to(tmp_path: Path) -> None:
    roots = ours(tmp_path)
    path = take(roots, ENGLISH)
    head, _, rest = path.read_text(encoding="utf-8").partition("\n")
    path.write_text(f"{rest}{head}\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        take(roots, SPANISH, "es")
    assert reason(refused) == "locked.file"


def test_a_change_by_hand_breaks_the_lock(tmp_path: Path) -> None:
    roots = ours(tmp_path)
    path = take(roots, ENGLISH)
    path.write_text(path.read_text(encoding="utf-8").replace("160", "200"), encoding="utf-8")
    findings = Findings()
    read_locked(roots, findings)
    found = only(findings)
    assert (found.rule, found.place.key) == ("locked.changed", "texts.en")
    assert "Ana Ruiz" in found.problem
    assert "handbill lock" in found.fix


LETTERS = st.characters(codec="utf-8", categories=["L", "P", "S", "N", "Zs"])


@given(st.text(LETTERS, min_size=1).filter(str.strip))
def test_any_printable_words_come_back_to_the_letter(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    roots = ours(tmp_path_factory.mktemp("locked"))
    take(roots, text)
    findings = Findings()
    locked = read_locked(roots, findings)["model"].texts["en"]
    assert not len(findings)
    assert locked.text.split() == unicodedata.normalize("NFC", text).split()


def test_words_are_printed_as_they_stand_paragraph_by_paragraph(tmp_path: Path) -> None:
    findings = Findings()
    face = face_of(locked_catalog(tmp_path, ("en", ENGLISH)), "[{locked: model}]", findings)
    assert not len(findings), [str(finding) for finding in findings]
    assert [" ".join(words.split()) for words in words_of(face.root)] == [
        "Call {now} and say **help**: (888) 373-7888.",
        "The Center answers in 160 languages, and is free.",
    ]
    assert [group.role for group in groups(face.root) if group.role is Role.P] == [Role.P, Role.P]


def test_a_number_in_it_is_whole_live_and_asked_of_the_page(tmp_path: Path) -> None:
    face = face_of(locked_catalog(tmp_path, ("en", ENGLISH)), "[{locked: model}]", Findings())
    runs = [run for _, item in walk(face.root) if isinstance(item, TextItem) for run in item.line.runs]
    assert "tel:+18883737888" in {run.link for run in runs}
    assert [(number.contact, number.shown) for number in face.numbers] == [("nht-hotline", "(888) 373-7888")]
    assert face.contacts == ("nht-hotline",)


def test_a_number_in_it_is_not_broken_over_lines(tmp_path: Path) -> None:
    catalog = locked_catalog(tmp_path, ("en", "Call now (888) 373-7888."))
    face = face_of(catalog, "[{stack: {width: 1.6in, blocks: [{locked: model}]}}]", Findings())
    lines = [item.line.text.strip() for _, item in walk(face.root) if isinstance(item, TextItem)]
    assert [line for line in lines if "7888" in line] == ["(888) 373-7888."]


def test_the_face_says_which_locked_texts_it_prints(tmp_path: Path) -> None:
    catalog = locked_catalog(tmp_path, ("en", ENGLISH), ("es", SPANISH))
    face = face_of(catalog, BOTH, Findings())
    assert face.locked == (
        ("model", "en", hash_of(ENGLISH)),
        ("model", "es", hash_of(SPANISH)),
    )


def test_beside_another_language_it_is_printed_in_that_one(tmp_path: Path) -> None:
    catalog = locked_catalog(tmp_path, ("en", ENGLISH), ("es", SPANISH))
    first, second = [group for group in groups(face_of(catalog, BOTH, Findings()).root) if group.lang][1:]
    assert (first.lang, second.lang) == ("en", "es")
    assert "free." in spoken(first)
    assert "idiomas." in spoken(second)
    assert "idiomas" not in spoken(first)


def spoken(group: Group) -> str:
    return " ".join(words_of(group))


@pytest.mark.parametrize(("front", "lang"), [("[{locked: model}]", "es"), (BOTH, "en")], ids=["alone", "beside"])
def test_a_language_that_was_not_taken_in_is_refused_with_what_to_supply(tmp_path: Path, front: str, lang: str) -> None:
    findings = Findings()
    face_of(locked_catalog(tmp_path, ("en", ENGLISH)), front, findings, lang)
    found = [finding for finding in findings if finding.rule == "locked.missing"]
    assert len(found) == 1
    assert "“model” is missing in Spanish" in found[0].problem
    assert "en" in found[0].problem
    assert "handbill lock model FILE --lang es" in found[0].fix


def test_a_layout_is_offered_in_the_languages_its_locked_texts_have(tmp_path: Path) -> None:
    english = locked_catalog(tmp_path / "a", ("en", ENGLISH))
    both = locked_catalog(tmp_path / "b", ("en", ENGLISH), ("es", SPANISH))
    layout = replace(layout_of("[{locked: model}]", kind="letter"), id="hsi-tip-card")
    assert (languages_of(layout, english), languages_of(layout, both)) == (("en",), ("en", "es"))
    none = languages_of(layout, replace(english, locked={}))
    assert none == ("en",)  # so that building it says what is missing


@pytest.mark.parametrize("wrong", ["1-888-373-7889", "www.example-help.org"], ids=["number", "address"])
def test_what_can_be_dialled_or_opened_must_be_in_the_directory(tmp_path: Path, wrong: str) -> None:
    roots = ours(tmp_path)
    take(roots, f"Call or open {wrong} today.")
    findings = Findings()
    load_catalog(roots, findings, ["en"])
    found = only(findings)
    assert (found.rule, found.seen) == ("locked.number", wrong)


def test_a_locked_text_that_no_folder_holds_is_refused_when_a_layout_names_it(tmp_path: Path) -> None:
    findings = Findings()
    load_catalog(workspace(tmp_path, {"layouts/notice.yaml": NOTICE}), findings, ["en"])
    assert only(findings).rule == "locked.missing"


def test_stretches_say_the_whole_paragraph_and_part_it_at_every_number() -> None:
    text = "Text 233733 or call 1-888-373-7888; again: 233733, not 2337331."
    found = list(stretches(text, shipped().contacts))
    assert "".join(stretch.text for stretch in found) == text
    assert [stretch.text for stretch in found if stretch.contact] == ["233733", "1-888-373-7888", "233733"]


def test_a_notice_with_locked_words_is_built_and_read_back(tmp_path: Path) -> None:
    roots = workspace(tmp_path, {"layouts/notice.yaml": NOTICE})
    take(roots, ENGLISH)
    order = Order(tmp_path / "out", layouts=("notice",), langs=("en",), purposes=(Purpose.PRESS, Purpose.SCREEN))
    report = build(roots, order)
    assert [entry.name for entry in report.entries] == ["notice.en.press.pdf", "notice.en.screen.pdf"]
    assert all(entry.numbers == ("(888) 373-7888",) for entry in report.entries)


def test_the_command_says_where_the_text_is_and_how_to_print_it(tmp_path: Path) -> None:
    roots = ours(tmp_path)
    file = tmp_path / "wording.txt"
    file.write_text(ENGLISH, encoding="utf-8")
    given = ["model", str(file), "--lang", "en", "--source", SOURCE, "--by", "Ana Ruiz", "--workspace"]
    done = CliRunner().invoke(app, ["lock", *given, str(roots.workspace)])
    assert done.exit_code == 0, done.output
    assert str(Path("data") / "locked" / "model.yaml") in done.output
    assert "- locked: model" in done.output
