"""Texts go out to PO files and come back: what was translated is written, all else stays byte for byte."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.places import Roots
from generator.errors import Refused, UsageError
from generator.findings import Findings, Severity
from generator.translate.desk import Desk, open_desk
from generator.translate.exchange import Exchanged, export, import_
from generator.translate.po import Entry, read_po, tag_of, write_po
from tests.catalog.shelf import ROOT, workspace
from tests.conftest import Command
from tests.tools import run_tool
from tests.translator import FOLDER, SIGNS, SPANISH, SPANISH_FACTS, leaves, of, read, signed, table, write

LEAD = "Call {contact.emergency.voice} now."


def out(desk: Desk, folder: Path) -> polib.POFile:
    """The texts of a desk in a PO file, opened as an editor would."""
    path = folder / "es.po"
    path.unlink(missing_ok=True)
    export(desk, (), path)
    return polib.pofile(str(path))


def entry(file: polib.POFile, name: str) -> polib.POEntry:
    """The entry of one text."""
    return next(entry for entry in file if entry.msgctxt == name)


def back(desk: Desk, file: polib.POFile) -> Exchanged:
    """What an import of the saved file does."""
    file.save()
    return import_(desk, Path(file.fpath))


def rules(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    """The rules that a refusal names."""
    return [finding.rule for finding in error.value.findings]


# Out


def test_a_file_has_one_entry_for_each_text_with_its_english_and_its_state(tmp_path: Path) -> None:
    desk = table(tmp_path)
    file = out(desk, tmp_path)
    found = {entry.msgctxt: (entry.msgid, entry.msgstr) for entry in file}
    assert found == {name: (leaf.english, leaf.text) for name, leaf in leaves(desk).items()}
    assert entry(file, "signs:title").comment == "A draft that nobody has signed."
    assert entry(file, "signs:signs.alone.short").comment == "Read over by Ana Ruiz on 2026-11-21."
    assert not file.fuzzy_entries()


def test_the_head_names_the_language_the_encoding_and_handbill(tmp_path: Path) -> None:
    head = out(table(tmp_path), tmp_path).metadata
    assert (head["Language"], head["Content-Type"]) == ("es", "text/plain; charset=UTF-8")
    assert head["X-Handbill"]
    assert tag_of("zh-Hans") == "zh_Hans"


def test_a_stale_text_is_fuzzy_and_an_empty_one_is_not(tmp_path: Path) -> None:
    spanish = SPANISH.replace(f"of: {of('First')}", "of: 12345678").replace('"**Segundo**"', '""')
    file = out(table(tmp_path, spanish.replace(of("**Second**"), "12345678")), tmp_path)
    assert [entry.msgctxt for entry in file.fuzzy_entries()] == ["signs:steps[0]"]
    assert "The English has changed since" in entry(file, "signs:steps[0]").comment
    assert entry(file, "signs:steps[1]").comment == "Not translated yet."


def test_an_entry_says_where_its_text_stands_and_a_layout_chooses_its_own(tmp_path: Path) -> None:
    desk = open_desk(Roots(ROOT), "km")
    export(desk, (), tmp_path / "all.po")
    done = export(desk, ("shoe-card",), tmp_path / "shoe.po")
    some, every = polib.pofile(str(tmp_path / "shoe.po")), polib.pofile(str(tmp_path / "all.po"))
    assert 0 < done.texts == len(some) < len(every)
    files = {entry.msgctxt.partition(":")[0] for entry in some}
    assert files == {"contacts", "labels", "layouts", "quiet"}
    assert {entry.msgctxt for entry in some if entry.msgctxt.startswith("layouts:")} == {"layouts:shoe-card.title"}
    assert "Stands on shoe-card (inside-" in entry(some, "quiet:phone").comment


def test_gettext_itself_finds_no_fault(tmp_path: Path) -> None:
    for lang in ("es", "zh-Hans", "ar"):
        export(open_desk(Roots(ROOT), lang), (), tmp_path / f"{lang}.po")
        run_tool("msgfmt", "--check", "--output-file", str(tmp_path / f"{lang}.mo"), str(tmp_path / f"{lang}.po"))
        shown = polib.mofile(str(tmp_path / f"{lang}.mo"))
        assert {entry.msgctxt: entry.msgstr for entry in shown} == {
            entry.msgctxt: entry.msgstr for entry in polib.pofile(str(tmp_path / f"{lang}.po"))
        }


def test_a_file_with_work_in_it_is_not_written_over(tmp_path: Path) -> None:
    desk = table(tmp_path)
    (tmp_path / "es.po").write_text("work", encoding="utf-8")
    with pytest.raises(UsageError, match="name another file"):
        export(desk, (), tmp_path / "es.po")
    assert (tmp_path / "es.po").read_text(encoding="utf-8") == "work"


def test_a_language_without_files_is_laid_down_first(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="handbill new language"):
        export(open_desk(workspace(tmp_path, {}), "km"), (), tmp_path / "km.po")
    assert not (tmp_path / "km.po").exists()


def test_the_same_texts_give_the_same_file(tmp_path: Path) -> None:
    desk = table(tmp_path)
    out(desk, tmp_path)
    first = (tmp_path / "es.po").read_bytes()
    out(desk, tmp_path)
    assert (tmp_path / "es.po").read_bytes() == first


def test_faults_of_words_go_out_to_be_mended_and_those_of_a_file_do_not(tmp_path: Path) -> None:
    desk = table(tmp_path, SPANISH.replace("{contact.emergency.voice}", "ya").replace('"**Segundo**"', '"**Segundo"'))
    assert len(out(desk, tmp_path)) == 12
    write(tmp_path, "title: Señales\n")
    with pytest.raises(Refused) as refusal:
        export(desk, (), tmp_path / "new.po")
    assert "translation.unstamped" in rules(refusal)
    assert not (tmp_path / "new.po").exists()


def test_a_key_that_is_missing_is_told_and_the_rest_goes_out(tmp_path: Path) -> None:
    done = export(table(tmp_path, SPANISH[: SPANISH.index("steps:")]), (), tmp_path / "es.po")
    assert done.texts == 10
    assert [(finding.rule, finding.severity) for finding in done.findings] == [
        ("translation.missing", Severity.WARNING)
    ]


# Back


@pytest.mark.parametrize("source", [SPANISH, SPANISH.replace("\n", "\r\n"), "\ufeff" + SPANISH])
def test_a_round_trip_changes_no_byte(tmp_path: Path, source: str) -> None:
    desk = table(tmp_path)
    write(tmp_path, source)
    done = back(desk, out(desk, tmp_path))
    assert (done.files, done.texts, done.findings) == ((), 0, ())
    assert read(tmp_path) == source
    assert (tmp_path / FOLDER / "facts.yaml").read_text(encoding="utf-8") == SPANISH_FACTS


def test_a_round_trip_of_a_language_that_ships_changes_no_byte(tmp_path: Path) -> None:
    folder = ROOT / "data/translations/ar"
    files = {f"data/translations/ar/{path.name}": path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")}
    desk = open_desk(workspace(tmp_path, files), "ar")
    path = tmp_path / "ar.po"
    export(desk, (), path)
    assert import_(desk, path).texts == 0
    for name, text in files.items():
        assert (tmp_path / "ours" / name).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("title", '{text: "Señales",', '{text: "¡Nuevo!",'),
        ("steps[0]", "{text: Primero,", '{text: "¡Nuevo!",'),
        (
            "signs.alone.short",
            f"text: 'Sin nadie', review: {signed('Sin nadie')}",
            'text: "¡Nuevo!", review: draft',
        ),
        (
            "signs.alone.full",
            "text: La persona no tiene\n        a nadie.",
            'text: "¡Nuevo!"',
        ),
        ("signs.afraid.short", "{text: Tiene miedo,", '{text: "¡Nuevo!",'),
        ("steps[1]", 'text: "**Segundo**"', 'text: "¡Nuevo!"'),
    ],
)
def test_one_change_changes_that_text_and_nothing_else(tmp_path: Path, name: str, old: str, new: str) -> None:
    desk = table(tmp_path)
    file = out(desk, tmp_path)
    entry(file, f"signs:{name}").msgstr = "¡Nuevo!"
    assert back(desk, file).texts == 1
    expected = SPANISH.replace(old, new)
    assert expected != SPANISH
    if name == "signs.alone.full":  # its signature takes lines, and goes
        start, end = expected.index("by: Ana Ruiz"), expected.index("  afraid:")
        expected = f"{expected[:start]}draft\n{expected[end:]}"
    assert read(tmp_path) == expected
    changed = leaves(desk)[f"signs:{name}"]
    assert (changed.text, changed.review, changed.stale) == ("¡Nuevo!", None, False)


def test_a_folded_text_is_folded_again(tmp_path: Path) -> None:
    desk = table(tmp_path)
    file = out(desk, tmp_path)
    entry(file, "signs:lead").msgstr = "Llame {contact.emergency.voice}. " * 1 + "muy " * 40 + "pronto"
    back(desk, file)
    assert "  text: >-\n    Llame {contact.emergency.voice}. muy muy" in read(tmp_path)
    assert max(map(len, read(tmp_path).splitlines())) <= 130
    assert leaves(desk)["signs:lead"].text.endswith("muy pronto")


def test_a_change_keeps_the_byte_order_mark_and_the_line_ends(tmp_path: Path) -> None:
    desk = table(tmp_path)
    write(tmp_path, "\ufeff" + SPANISH.replace("\n", "\r\n"))
    file = out(desk, tmp_path)
    entry(file, "signs:lead").msgstr = "Llame {contact.emergency.voice} " + "muy " * 40 + "pronto"
    assert back(desk, file).texts == 1
    text = read(tmp_path)
    assert text.startswith("\ufeff#")
    assert text.count("\n") == text.count("\r\n") == SPANISH.count("\n")


def test_a_stale_text_that_was_compared_is_tied_to_the_english_of_today(tmp_path: Path) -> None:
    spanish = SPANISH.replace(of("Is alone"), "12345678")
    desk = table(tmp_path, spanish)
    file = out(desk, tmp_path)
    done = back(desk, file)
    assert ([finding.rule for finding in done.findings], read(tmp_path)) == (["exchange.fuzzy"], spanish)
    entry(file, "signs:signs.alone.short").flags.remove("fuzzy")
    assert back(desk, file).texts == 1
    assert read(tmp_path) == SPANISH.replace(signed("Sin nadie"), "draft")


def test_an_empty_text_takes_nothing_away(tmp_path: Path) -> None:
    desk = table(tmp_path)
    file = out(desk, tmp_path)
    entry(file, "signs:title").msgstr = ""
    done = back(desk, file)
    assert [(finding.rule, finding.severity) for finding in done.findings] == [("exchange.empty", Severity.WARNING)]
    assert read(tmp_path) == SPANISH


def test_an_accent_written_in_two_parts_is_no_change(tmp_path: Path) -> None:
    desk = table(tmp_path)
    file = out(desk, tmp_path)
    entry(file, "signs:title").msgstr = unicodedata.normalize("NFD", "Señales")
    assert back(desk, file).texts == 0


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("signs:lead", "Llame ya.", "translation.reference"),
        ("signs:lead", "Llame {contact.emergency.voice} o {ya}.", "translation.reference"),
        ("signs:lead", "Llame {contact.emergency.voice} o 1-866-347-2423.", "text.raw-number"),
        ("signs:steps[1]", "**Segundo", "translation.bold"),
        ("signs:title", "Seña\u202eles", "text.control"),
        ("signs:title", "  ", "text.empty"),
        ("facts:cases.value", "$3 mil millones", "translation.figure"),
    ],
)
def test_a_text_that_may_not_stand_is_refused_at_its_line(tmp_path: Path, name: str, text: str, rule: str) -> None:
    desk = table(tmp_path)
    file = out(desk, tmp_path)
    entry(file, name).msgstr = text
    entry(file, "signs:signs.afraid.short").msgstr = "Con miedo"
    with pytest.raises(Refused) as refusal:
        back(desk, file)
    assert set(rules(refusal)) == {rule}
    place = refusal.value.findings[0].place
    line = (tmp_path / "es.po").read_text(encoding="utf-8").splitlines()[place.line - 1]
    assert (place.file, place.key) == (str(tmp_path / "es.po"), name)
    assert line.startswith(("#", "msgctxt"))
    assert read(tmp_path) == SPANISH


def test_all_faults_of_a_file_are_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    desk = table(tmp_path)
    file = out(desk, tmp_path)
    entry(file, "signs:lead").msgstr = "Llame ya."
    entry(file, "signs:title").msgctxt = "signs:titel"
    entry(file, "signs:signs.afraid.full").msgctxt = "signs:signs.afraid.short"
    stale = entry(file, "signs:steps[0]")
    stale.msgid, stale.msgstr = "The first", "El primero"
    with pytest.raises(Refused) as refusal:
        back(desk, file)
    assert sorted(rules(refusal)) == ["exchange.stale", "exchange.twice", "exchange.unknown", "translation.reference"]
    told = {finding.rule: finding for finding in refusal.value.findings}
    assert {finding.severity for finding in told.values()} == {Severity.ERROR}
    assert "Did you mean “signs:title”?" in told["exchange.unknown"].fix
    assert "“First”" in told["exchange.stale"].problem
    assert read(tmp_path) == SPANISH


def test_old_english_under_a_text_that_did_not_change_refuses_nothing(tmp_path: Path) -> None:
    desk = table(tmp_path)
    file = out(desk, tmp_path)
    desk = table(tmp_path, english=SIGNS.replace("First", "Firstly"))
    entry(file, "signs:title").msgstr = "Indicios"
    done = back(desk, file)
    assert (done.texts, [finding.rule for finding in done.findings]) == (1, ["exchange.stale"])


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b'msgid "\xff"\n', "exchange.unreadable"),
        (b"not a PO file\n", "exchange.unreadable"),
        (b"", "exchange.language"),
        (b'msgid ""\nmsgstr "Language: fr\\n"\n', "exchange.language"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, data: bytes, rule: str) -> None:
    desk = table(tmp_path)
    (tmp_path / "es.po").write_bytes(data)
    with pytest.raises(Refused) as refusal:
        import_(desk, tmp_path / "es.po")
    assert rules(refusal) == [rule]


@given(st.binary(max_size=60) | st.text('msgidstrcx[]"\\ #~|,.:\n0', max_size=80).map(str.encode))
@settings(deadline=None, max_examples=150)
def test_no_file_whatsoever_gives_a_traceback(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "odd.po"
        path.write_bytes(data)
        findings = Findings()
        assert list(read_po(path, "es", findings)) or findings.errors


def test_the_command_refuses_with_the_line_and_the_fix(handbill: Command, tmp_path: Path) -> None:
    workspace(tmp_path, {"data/topics/signs.yaml": SIGNS, f"{FOLDER}/signs.yaml": SPANISH})
    ours = ("--workspace", str(tmp_path / "ours"))
    assert "Exported 8 texts." in handbill("export", "es", "es.po", *ours).out
    path = tmp_path / "es.po"
    path.write_text(path.read_text(encoding="utf-8").replace('"Primero"', '"Primero {x}"'), encoding="utf-8")
    ran = handbill("import", "es", "es.po", *ours)
    assert ran.code == 1
    assert "es.po:" in ran.err
    assert "(signs:steps[0]): error: The references are not those of the English" in ran.err


# Any text


ANY = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]) | st.sampled_from(" \n\t'\"\\#:{}%"), max_size=40)
# What may be printed: letters of many scripts, quotes, backslashes, line breaks; no numbers, no invisible codes.
LETTERS = "aZéñÑ \"'\\\nسلامשלוםខ្មែរ中文。，،؟«»„“!?:;#-|>%&"
SAID = st.text(st.sampled_from(LETTERS), max_size=60).filter(lambda text: not text or bool(text.strip()))


@given(st.lists(st.tuples(ANY, ANY, st.booleans()), max_size=5))
@settings(deadline=None, max_examples=150)
def test_a_po_file_keeps_every_character(texts: list[tuple[str, str, bool]]) -> None:
    entries = [Entry(f"a:{i}", f"E{msgid}", text, fuzzy) for i, (msgid, text, fuzzy) in enumerate(texts)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.po"
        path.write_bytes(write_po("es", entries).encode())
        findings = Findings()
        found = list(read_po(path, "es", findings))
    assert not findings
    assert [(e.name, e.english, e.text, e.fuzzy) for e in found] == [
        (e.name, e.english, e.text, e.fuzzy) for e in entries
    ]


@given(SAID, SAID, st.sampled_from(["title", "lead", "signs.alone.full", "signs.afraid.short", "steps[1]"]))
@settings(deadline=None, max_examples=60)
def test_any_text_comes_back_as_it_was_and_leaves_the_others(first: str, second: str, key: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        english = SIGNS.replace("{contact.emergency.voice}", "us")
        spanish = SPANISH.replace("{contact.emergency.voice}", "ya").replace(of(LEAD), of("Call us now."))
        desk = table(folder, spanish, english=english)
        for text in (first, second):
            before = leaves(desk)
            file = out(desk, folder)
            entry(file, f"signs:{key}").msgstr = text
            file.save()
            import_(desk, folder / "es.po")
            after = leaves(desk)
            said = unicodedata.normalize("NFC", text)
            assert after[f"signs:{key}"].text == (said or before[f"signs:{key}"].text)
            assert {name: leaf.text for name, leaf in after.items() if name != f"signs:{key}"} == {
                name: leaf.text for name, leaf in before.items() if name != f"signs:{key}"
            }
            now = read(folder)
            assert back(desk, out(desk, folder)).texts == 0
            assert read(folder) == now
