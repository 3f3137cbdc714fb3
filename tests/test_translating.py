"""A translator's files are laid down, stamped, checked and signed, and nothing else in them ever changes."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.catalog import load_catalog
from generator.catalog.leaves import Leaf, fingerprint
from generator.catalog.places import Roots
from generator.catalog.yamlnode import Node
from generator.errors import Refused, SetupError, UsageError
from generator.findings import Findings, Place, Severity
from generator.signing import Signature, read_signature
from generator.translate import desk as desks
from generator.translate.check import State, check_languages
from generator.translate.desk import open_desk, write_whole
from generator.translate.edits import Edit, new_key, new_text, new_value, quoted, spliced
from generator.translate.lay import lay_down
from generator.translate.review import review
from generator.translate.stamp import stamp, stamped
from generator.translate.usage import chosen, keys_of, texts_in, used_in
from tests.catalog.shelf import ROOT, node, workspace
from tests.conftest import Command
from tests.translator import FOLDER, SIGNS, SPANISH, leaves, of, read, signed, table, write

COMMANDS = ("new language", "stamp", "review", "export", "import")
ANA = Signature("Ana Ruiz", datetime.date(2026, 11, 22))
PLAIN = """\
# Para las tarjetas.
title: Señales
signs:
  alone:
    short: Sin nadie   # corto
    full: La persona no tiene a nadie.
  afraid: {short: Tiene miedo, full: La persona tiene miedo.}
steps:
  - Primero
  - "**Segundo**"
lead: "Llame ahora al {contact.emergency.voice}."
"""


def refused(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    """The rules that a refusal names."""
    return [finding.rule for finding in error.value.findings]


# The command line


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_and_is_in_the_readme_and_the_guide(handbill: Command, command: str) -> None:
    ran = handbill(*command.split(), "--help")
    assert ran.code == 0
    assert "--json" in ran.out
    assert "--workspace" in ran.out
    for page in ("README.md", "docs/translations.md"):
        assert f"handbill {command}" in (ROOT / page).read_text(encoding="utf-8")


def test_a_translator_gets_from_nothing_to_signed_texts(handbill: Command, workspace: Path) -> None:
    ours = ("--workspace", str(workspace))
    laid = handbill("new", "language", "lo", "--layout", "shoe-card", *ours)
    assert laid.code == 0, laid.err
    assert "Laid down 4 files" in laid.out
    assert "Nothing to lay down" in handbill("new", "language", "km", "--layout", "shoe-card", *ours).out
    assert "handbill check --lang lo" in laid.out
    assert handbill("export", "lo", "lo.po", *ours, "--json").json["texts"] > 50
    assert "Imported 0 texts." in handbill("import", "lo", "lo.po", *ours).out
    titles = workspace / "data/translations/lo/layouts.yaml"
    titles.write_text("shoe-card: {title: ຫາຍໃຈ}\n", encoding="utf-8")
    assert str(titles) in handbill("stamp", "lo", *ours).out
    ran = handbill("review", "lo", "layouts", "--by", "Ana Ruiz", "--on", "2026-11-21", *ours)
    assert "Ana Ruiz has signed 1 texts." in ran.out, ran.err
    assert 'review: {by: "Ana Ruiz", on: 2026-11-21, of:' in titles.read_text(encoding="utf-8")
    assert handbill("review", "lo", "quiet", "--by", "Ana", *ours).code == 1


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        (("new", "language", "sw"), 2, "with --workspace"),
        (("stamp", "ess"), 2, "Did you mean “es”?"),
        (("review", "es", "quiet"), 2, "--by"),
        (("review", "es", "quiett", "--by", "Ana"), 2, "Did you mean “quiet”?"),
        (("review", "es", "quiet", "--by", "Ana", "--on", "today"), 2, "“today” is not a date."),
        (("export", "en", "en.po"), 2, "English is what is translated"),
        (("import", "es", "none.po"), 2, "does not exist"),
        (("check", "--all"), 2, "name it with --lang"),
        (("check", "--lang", "xx"), 2, "There is no translation into “xx”"),
    ],
)
def test_wrong_usage_is_answered_with_a_sentence(
    handbill: Command, args: tuple[str, ...], code: int, sentence: str
) -> None:
    ran = handbill(*args)
    assert ran.code == code
    assert sentence in ran.err
    assert "Traceback" not in ran.err


# Laying down


def test_a_new_language_waits_with_every_english_text_and_breaks_nothing(tmp_path: Path) -> None:
    laid = lay_down(workspace(tmp_path, {}), "lo", ())
    desk = open_desk(Roots(ROOT, tmp_path / "ours"), "lo")
    assert {path.stem for path in laid.files} == desk.english.keys()
    waiting = leaves(desk)
    assert laid.texts == len(waiting) == sum(1 for english in desk.english.values() for _ in keys_of(english))
    assert all(not leaf.text and not leaf.stale and leaf.review is None for leaf in waiting.values())
    state = only_state(desk.roots, "lo")
    assert len(state.missing) == laid.texts
    assert not state.failed
    assert not state.complete


def test_the_english_stands_above_each_empty_text_in_its_order(tmp_path: Path) -> None:
    english = 'title: "A: title"\nlist:\n  - {deep: One}\n  - [Two]\n"odd key": "Two\\nlines"\nnone: {}\n'
    lay_down(workspace(tmp_path, {"data/topics/talk.yaml": english}), "lo", ())
    text = (tmp_path / "ours/data/translations/lo/talk.yaml").read_text(encoding="utf-8")
    two = fingerprint("Two\nlines")
    assert text[text.index("# English: A: title") :] == (
        f'# English: A: title\ntitle: {{text: "", of: {of("A: title")}, review: draft}}\nlist:\n  -\n'
        f'    # English: One\n    deep: {{text: "", of: {of("One")}, review: draft}}\n  -\n'
        f'    # English: Two\n    - {{text: "", of: {of("Two")}, review: draft}}\n'
        f'# English: Two\n# lines\n"odd key": {{text: "", of: {two}, review: draft}}\n'
        "none: {}\n"
    )
    assert max(map(len, text.splitlines())) <= 120


def test_a_layout_brings_its_topics_whole_and_only_its_own_entries(tmp_path: Path) -> None:
    laid = lay_down(workspace(tmp_path, {}), "lo", ("shoe-card", "industry-handout"))
    found = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in laid.files}
    assert {"labels", "quiet", "industry"} <= found.keys()
    assert "campus" not in found
    assert found["layouts"].keys() == {"shoe-card", "industry-handout"}
    assert "hsi-cases" in found["facts"]
    assert "world-profit" not in found["facts"]
    assert "nht-hotline" in found["contacts"]
    topic = yaml.safe_load((ROOT / "data/topics/quiet.yaml").read_text(encoding="utf-8"))
    assert list(found["quiet"]) == list(topic)


def test_what_is_there_is_never_overwritten_and_what_it_lacks_is_told(tmp_path: Path) -> None:
    titles = 'shoe-card: {title: {text: "ຫາຍໃຈ", of: ' + of("Take a breath") + "}}\n"
    quiet = f'title: {{text: "", of: {of("Take a breath")}, review: draft}}\n'
    files = {"data/translations/lo/layouts.yaml": titles, "data/translations/lo/quiet.yaml": quiet}
    roots = workspace(tmp_path, {**files, "data/translations/lo/steps.yaml": "title: ຂັ້ນຕອນ\n"})
    laid = lay_down(roots, "lo", ("shoe-card", "stall-sticker"))
    assert {path.stem for path in laid.files} == {"labels", "contacts"}
    for name, text in files.items():
        assert (tmp_path / "ours" / name).read_text(encoding="utf-8") == text
    told = {(finding.place.file, finding.severity, finding.rule) for finding in laid.findings}
    assert ("ours/data/translations/lo/quiet.yaml", Severity.WARNING, "translation.missing") in told
    assert any("“stall-sticker”" in finding.problem for finding in laid.findings)
    assert any("“cover” has no Lao words" in finding.problem for finding in laid.findings)
    again = lay_down(roots, "lo", ("shoe-card", "stall-sticker"))
    assert again.files == ()


def test_a_workspace_gets_only_what_does_not_ship(tmp_path: Path) -> None:
    laid = lay_down(workspace(tmp_path, {"data/topics/talk.yaml": "title: Talk\n"}), "es", ())
    assert [path.name for path in laid.files] == ["talk.yaml"]
    steps = (ROOT / "data/topics/steps.yaml").read_text(encoding="utf-8").replace("You can help.", "We can help.")
    laid = lay_down(workspace(tmp_path / "other", {"data/topics/steps.yaml": steps}), "es", ())
    assert [path.name for path in laid.files] == ["steps.yaml"]


def test_a_language_that_is_not_declared_is_told_with_the_line_to_add(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        lay_down(workspace(tmp_path, {}), "sw", ())
    finding = refusal.value.findings[0]
    assert (finding.rule, finding.place.file) == ("translation.language", "data/languages.yaml")
    line = finding.fix[finding.fix.index("sw: {") : finding.fix.index("}") + 1]
    shipped = (ROOT / "data/languages.yaml").read_text(encoding="utf-8")
    roots = workspace(tmp_path, {"data/languages.yaml": f"{shipped}{line.replace('…', 'Kiswahili')}\n"})
    assert lay_down(roots, "sw", ("shoe-card",)).texts > 50


@pytest.mark.parametrize(
    ("lang", "layouts", "sentence"),
    [
        ("Lao", (), "no language tag"),
        ("../x", (), "no language tag"),
        ("lo", ("shoe-cart",), "Did you mean “shoe-card”?"),
        ("en", (), "English is what is translated"),
    ],
)
def test_a_wrong_word_lays_nothing_down(tmp_path: Path, lang: str, layouts: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence.replace("?", r"\?")):
        lay_down(workspace(tmp_path, {}), lang, layouts)
    assert list((tmp_path / "ours").iterdir()) == [] if (tmp_path / "ours").exists() else True


def test_faulty_english_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    roots = workspace(tmp_path, {"data/topics/talk.yaml": "title: Call 911\n"})
    with pytest.raises(Refused) as refusal:
        lay_down(roots, "lo", ())
    assert refused(refusal) == ["text.raw-number"]
    assert not (tmp_path / "ours/data/translations").exists()


# Checking


def only_state(roots: Roots, lang: str) -> State:
    """The state of one language."""
    (state,) = check_languages(roots, (lang,), {})
    return state


def test_a_language_that_ships_is_told_in_numbers(handbill: Command) -> None:
    ran = handbill("check", "--lang", "km", "--all")
    assert ran.code == 0, ran.err
    state = only_state(Roots(ROOT), "km")
    total = len(state.complete) + len(state.incomplete)
    assert ran.out.splitlines()[-1] == (
        f"Khmer: {len(state.complete)} of {total} pieces complete; {len(state.texts)} texts: 0 missing, "
        f"{state.stale} stale, 0 too long, {len(state.drafts)} drafts."
    )
    assert "shoe-card" in state.complete
    assert "campus-guide cannot be had in Khmer yet: it lacks the topic “campus”" in ran.out
    assert "data/translations/km/quiet.yaml: drafts that nobody has signed: " in ran.out
    assert "quiet:choose\n      English: You choose what to say.\n      Khmer: " in ran.out
    shown = handbill("check", "--lang", "km", "--lang", "lo", "--json").json
    assert [language["language"] for language in shown["languages"]] == ["km", "lo"]
    assert shown["languages"][0]["drafts"]["data/translations/km/quiet.yaml"] > 0
    assert shown["languages"][1]["texts"] == 0


def changed(tmp_path: Path, key: str, part: str, value: str) -> Roots:
    """A workspace whose Khmer differs in one part of one leaf of the topic `quiet` from what ships."""
    (sheet,) = desks.read_sheets(open_desk(Roots(ROOT), "km"), Findings(), "quiet")
    leaf = next(leaf for leaf in sheet.match.leaves if leaf.place.key == key)
    old = sheet.part(leaf, part)
    assert isinstance(old, yaml.ScalarNode)
    text = spliced(sheet.source.text, [new_text(sheet.source.text, old, value)])
    return workspace(tmp_path, {"data/translations/km/quiet.yaml": text})


def test_a_text_that_is_too_long_is_named_with_its_block_and_its_english(tmp_path: Path, handbill: Command) -> None:
    long = "សូមប្រើ " * 60 + "សូម"
    roots = changed(tmp_path, "phone", "text", long)
    ran = handbill("check", "--lang", "km", "--workspace", str(roots.workspace))
    assert ran.code == 1
    state = only_state(roots, "km")
    assert state.failed
    assert "shoe-card" in state.faulty
    found = next(item for item in state.too_long if item.layout == "shoe-card")
    assert found.finding.rule == "text.overset"
    assert " mm" in found.finding.problem
    assert "In Khmer, “shoe-card”: The panel “inside-" in found.finding.problem
    assert "the block “panels.inside-" in found.finding.problem
    assert ("quiet:phone", long) in [(name, leaf.text) for name, leaf in found.texts]
    assert "    quiet:phone\n      English: Someone may check your phone." in ran.out
    assert f"{len(state.too_long)} too long" in ran.out.splitlines()[-1]


def test_a_stale_text_fails_the_check_and_is_a_warning_that_names_the_english(tmp_path: Path) -> None:
    state = only_state(changed(tmp_path, "breathe.hold", "of", "12345678"), "km")
    assert (state.stale, len(state.missing), state.failed) == (1, 0, True)
    assert "translation.stale" in [finding.rule for finding in state.findings]


def test_a_missing_text_takes_its_pieces_away_and_is_no_error(tmp_path: Path) -> None:
    state = only_state(changed(tmp_path, "cover", "text", ""), "km")
    assert list(state.missing) == ["quiet:cover"]
    assert state.incomplete["shoe-card"] == ("the topic “quiet”",)
    assert not state.failed
    missing = [finding for finding in state.findings if finding.rule == "translation.missing"]
    assert [(finding.severity, finding.problem) for finding in missing] == [
        (Severity.NOTE, "Not translated yet: “cover”.")
    ]


def test_faults_of_other_languages_are_left_to_their_own_check(tmp_path: Path) -> None:
    roots = workspace(tmp_path, {"data/translations/km/steps.yaml": "title: ស្លាក\n"})
    assert not only_state(roots, "lo").failed
    with pytest.raises(Refused):
        only_state(roots, "km")


def test_a_field_may_be_filled_for_the_check_and_an_unknown_one_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        check_languages(Roots(ROOT), ("km",), {"colour": "red"})
    assert refused(refusal) == ["field.unknown"]


# Usage


def test_the_texts_of_a_piece_are_known_by_file_and_key() -> None:
    roots = Roots(ROOT)
    catalog = load_catalog(roots, Findings(), ())
    uses = used_in(catalog)
    assert "shoe-card (title)" in uses["layouts:shoe-card.title"]
    assert any(use.startswith("shoe-card (inside") for use in uses["quiet:phone"])
    assert any(use.startswith("industry-handout (") for use in uses["facts:hsi-cases.label"])
    assert "contacts:nht-hotline.who" in uses
    desk = open_desk(roots, "es")
    known = {f"{file}:{key}" for file, english in desk.english.items() for key in keys_of(english)}
    beyond = {name for name in uses.keys() - known if not name.startswith(("contacts:", "training:"))}
    assert "training:roles.driver" in uses
    assert all(name.endswith((".value", ".year")) for name in beyond)


def test_references_are_followed_to_lists_mappings_and_keys_of_entries() -> None:
    catalog = load_catalog(Roots(ROOT), Findings(), ())
    names = texts_in(catalog.layouts["indicator-card"].panels["front"], catalog)
    assert [name for name in names if name.startswith("indicators:signs.") and name.endswith(".short")]


def test_english_is_chosen_by_layout_and_a_wrong_layout_is_answered() -> None:
    catalog, desk = load_catalog(Roots(ROOT), Findings(), ()), open_desk(Roots(ROOT), "es")
    assert chosen(catalog, desk.english, ()) == dict(desk.english)
    assert chosen(catalog, desk.english, ("shoe-card",)).keys() == {"labels", "quiet", "contacts", "facts", "layouts"}
    with pytest.raises(UsageError, match="Did you mean"):
        chosen(catalog, desk.english, ("shoe-cart",))


# Signing


def test_a_whole_file_is_signed_and_nothing_else_in_it_changes(tmp_path: Path) -> None:
    desk = table(tmp_path)
    assert review(desk, "signs", "", ANA).texts == 8
    sign = {
        leaf.place.key: f'{{by: "Ana Ruiz", on: 2026-11-22, of: {fingerprint(leaf.text)}}}' for leaf in _signs(desk)
    }
    expected = (
        SPANISH.replace("review: draft}   # corto", f"review: {sign['title']}}}   # corto")
        .replace("  review: draft\n", f"  review: {sign['lead']}\n")
        .replace(signed("Sin nadie"), sign["signs.alone.short"])
        .replace("by: Ana Ruiz\n        on: 2026-11-21   # sáb", 'by: "Ana Ruiz"\n        on: 2026-11-22   # sáb')
        .replace(f"of: {of('Seems afraid')}}}", f"of: {of('Seems afraid')}, review: {sign['signs.afraid.short']}}}")
        .replace("review: draft}}\n", f"review: {sign['signs.afraid.full']}}}}}\n")
        .replace("review: draft}\n", f"review: {sign['steps[0]']}}}\n")
        .replace(f"of: {of('**Second**')}\n", f"of: {of('**Second**')}\n    review: {sign['steps[1]']}\n")
    )
    assert read(tmp_path) == expected
    assert all(leaf.review and (leaf.review.by, leaf.review.on) == ("Ana Ruiz", ANA.on) for leaf in _signs(desk))


def _signs(desk: desks.Desk) -> list[Leaf]:
    return [leaf for name, leaf in leaves(desk).items() if name.startswith("signs:")]


@pytest.mark.parametrize("key", ["lead", "signs.alone.full", "steps[1]"])
def test_one_text_is_signed_alone(tmp_path: Path, key: str) -> None:
    desk = table(tmp_path)
    before = leaves(desk)
    assert review(desk, "signs", key, ANA).texts == 1
    after = leaves(desk)
    assert after[f"signs:{key}"].review is not None
    different = {name for name in after if after[name].review != before[name].review}
    assert different == {f"signs:{key}"}


def test_a_file_keeps_its_byte_order_mark_and_its_line_ends(tmp_path: Path) -> None:
    desk = table(tmp_path)
    write(tmp_path, "\ufeff" + SPANISH.replace("\n", "\r\n"))
    review(desk, "signs", "", ANA)
    text = read(tmp_path)
    assert text.startswith("\ufeff#")
    assert text.count("\n") == text.count("\r\n") == SPANISH.count("\n") + 1
    assert all(leaf.review for leaf in _signs(desk))


def test_an_outdated_signature_gives_way_to_a_new_one(tmp_path: Path) -> None:
    desk = table(tmp_path, SPANISH.replace("text: 'Sin nadie'", "text: 'Sin nadie más'"))
    review(desk, "signs", "signs.alone.short", ANA)
    found = leaves(desk)["signs:signs.alone.short"].review
    assert found is not None
    assert found.of == fingerprint("Sin nadie más")


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (f"of: {of('First')}", "of: 12345678", "translation.stale"),
        ("text: Primero", 'text: ""', "translation.missing"),
        ("{contact.emergency.voice}", "ya", "translation.reference"),
        ('"**Segundo**"', '"**Segundo"', "translation.bold"),
        ("# Fin.", "more: {text: Más, of: 12345678}", "translation.unknown"),
        ("# Fin.", "  - [", "yaml.syntax"),
    ],
)
def test_a_file_with_a_text_that_cannot_be_signed_is_signed_nowhere(
    tmp_path: Path, old: str, new: str, rule: str
) -> None:
    desk = table(tmp_path, SPANISH.replace(old, new))
    with pytest.raises(Refused) as refusal:
        review(desk, "signs", "", ANA)
    assert rule in refused(refusal)
    assert all(finding.fix for finding in refusal.value.findings)
    assert read(tmp_path) == SPANISH.replace(old, new)


def test_a_sound_text_can_be_signed_in_a_file_that_has_a_stale_one(tmp_path: Path) -> None:
    desk = table(tmp_path, SPANISH.replace(f"of: {of('First')}", "of: 12345678"))
    assert review(desk, "signs", "title", ANA).texts == 1
    with pytest.raises(Refused) as refusal:
        review(desk, "signs", "steps[0]", ANA)
    assert refused(refusal) == ["translation.stale"]
    assert "“First”" in refusal.value.findings[0].fix


def test_a_key_that_is_not_there_is_answered(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"Did you mean “signs\.alone\.short”"):
        review(table(tmp_path), "signs", "signs.alone.shirt", ANA)


@pytest.mark.parametrize(
    ("by", "on"), [(" ", ""), ("A\nB", ""), ("A" * 101, ""), ("Ana", "soon"), ("Ana", "2026-11-23")]
)
def test_a_signature_has_a_name_and_a_day_that_was(by: str, on: str) -> None:
    with pytest.raises(UsageError):
        read_signature(by, on, datetime.date(2026, 11, 22))


def test_a_signature_is_of_today_unless_told_otherwise() -> None:
    today = datetime.date(2026, 11, 22)
    assert read_signature(" Ana Ruiz ", "", today) == ANA
    assert read_signature("Ana Ruiz", "2026-11-21", today) == replace(ANA, on=datetime.date(2026, 11, 21))


# The desk


def test_what_is_installed_is_not_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "_PACKAGE", ROOT)
    with pytest.raises(UsageError, match="--workspace"):
        open_desk(Roots(ROOT), "es")


def test_files_are_written_all_or_none_and_leave_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    write_whole(tmp_path, {folder / "one.yaml": "1\r\n", folder / "two.yaml": "2"})
    (folder / "two.yaml").unlink()
    (folder / "two.yaml").mkdir()
    with pytest.raises(SetupError):
        write_whole(tmp_path, {folder / "one.yaml": "new", folder / "two.yaml": "new"})
    assert (folder / "one.yaml").read_bytes() == b"1\r\n"
    assert {path.name for path in tmp_path.iterdir()} == {"a"}


# Edits


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from(" \n\t'\"\\#:{}[]-,>|"))
STYLES = st.sampled_from([None, '"', "'", "|", ">"])


@given(WORDS, STYLES, WORDS, st.booleans(), st.booleans())
@settings(deadline=None, max_examples=150)
def test_any_text_takes_the_place_of_any_other(old: str, style: str | None, new: str, flow: bool, crlf: bool) -> None:
    source = _typed([(old, style), ("after", None)], flow=flow).replace("\n", "\r\n" if crlf else "\n")
    listed = yaml.compose(source, Loader=yaml.SafeLoader).value[0][1]
    text = spliced(source, [new_text(source, listed.value[0], new)])
    assert [item.value for item in yaml.compose(text, Loader=yaml.SafeLoader).value[0][1].value] == [new, "after"]


def test_a_folded_text_stays_folded_and_keeps_the_comment_on_its_mark() -> None:
    source = "a:\n  text: >-  # short, please\n    One\n    two\n  of: x\n"
    long = " ".join(["word"] * 40)
    text = spliced(source, [new_text(source, yaml.compose(source).value[0][1].value[0][1], long)])
    assert text.startswith("a:\n  text: >-  # short, please\n    word word")
    assert text.endswith("word\n  of: x\n")
    assert max(map(len, text.splitlines())) <= 120
    odd = spliced(source, [new_text(source, yaml.compose(source).value[0][1].value[0][1], "two  blanks")])
    assert odd == 'a:\n  text: "two  blanks"  # short, please\n  of: x\n'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{a: 1}", "{a: 1, b: 2}"),
        ("{a: 1, }", "{a: 1, b: 2, }"),
        ("a: 1", "a: 1\nb: 2"),
        ("a: 1  # one\n# end\n", "a: 1  # one\nb: 2\n# end\n"),
        ("a: 1\r\n", "a: 1\r\nb: 2\r\n"),
        ("a: >-\n  one\n\n# end\n", "a: >-\n  one\nb: 2\n\n# end\n"),
    ],
)
def test_a_key_is_added_behind_the_last_one(source: str, expected: str) -> None:
    mapping = yaml.compose(source)
    assert isinstance(mapping, yaml.MappingNode)
    assert spliced(source, [new_key(source, mapping, "b", "2")]) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [("{a: 1, b: 2}", "{a: x, b: 2}"), ("{a:, b: 2}", "{a: x, b: 2}"), ("a:\n  b: 1 # c\n", "a:\n  x # c\n")],
)
def test_a_value_gives_way_to_another(source: str, expected: str) -> None:
    node_ = yaml.compose(source).value[0][1]
    assert spliced(source, [new_value(source, node_, "x")]) == expected


def test_edits_are_made_in_the_order_of_the_file() -> None:
    assert spliced("abcdef", [Edit(4, 5, "X"), Edit(1, 2, ""), Edit(6, 6, "!")]) == "acdXf!"
    assert yaml.safe_load(quoted('a"\\\n\x85\u2028')) == 'a"\\\n\x85\u2028'


# Stamping


def spanish(text: str = PLAIN, english: str = SIGNS) -> str:
    """A Spanish file stamped with the English."""
    return stamped(text, node(english), "signs.yaml", Findings())


def test_stamping_keeps_comments_order_and_what_is_stamped_already() -> None:
    once = spanish()
    assert once.startswith("# Para las tarjetas.\n")
    assert "# corto" in once
    assert once.index("alone:") < once.index("afraid:")
    assert spanish(once) == once
    later = spanish(once, SIGNS.replace("Is alone", "Has nobody"))
    assert later == once


def test_a_short_leaf_takes_one_line_and_a_long_one_is_folded() -> None:
    english = "a: Short\nb: Long\nlist: [Long]\nflow: {c: Long}\n"
    long = "palabra " * 30 + "final"
    text = spanish(f"a: Corto\nb: {long}\nlist:\n  - {long}\nflow: {{c: {long}}}\n", english)
    assert f'a: {{text: "Corto", of: {of("Short")}, review: draft}}' in text.splitlines()
    assert text.count("text: >-") == 2
    assert max(len(line) for line in text.splitlines() if "flow" not in line) <= 120
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    found = yaml.safe_load(text)
    assert [found["a"]["text"], found["b"]["text"], found["list"][0]["text"], found["flow"]["c"]["text"]] == [
        "Corto",
        long,
        long,
        long,
    ]


def test_a_key_that_english_lacks_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    desk = table(tmp_path, PLAIN + "more: Algo\n")
    with pytest.raises(Refused) as refusal:
        stamp(desk)
    assert refused(refusal) == ["translation.unknown"]
    assert read(tmp_path) == PLAIN + "more: Algo\n"


def test_files_are_stamped_in_place_and_only_once(tmp_path: Path) -> None:
    desk = table(tmp_path, PLAIN)
    assert [path.name for path in stamp(desk)] == ["signs.yaml"]
    assert read(tmp_path) == spanish()
    assert len(leaves(desk)) == 12
    assert stamp(desk) == ()


@pytest.mark.parametrize(("data", "rule"), [(b"title: [\n", "yaml.syntax"), (b"title: Se\xf1ales\n", "yaml.encoding")])
def test_a_broken_file_is_refused(tmp_path: Path, data: bytes, rule: str) -> None:
    desk = table(tmp_path, PLAIN)
    (tmp_path / FOLDER / "facts.yaml").write_bytes(data)
    with pytest.raises(Refused) as refusal:
        stamp(desk)
    assert refused(refusal) == [rule]
    assert read(tmp_path) == PLAIN


@pytest.mark.parametrize(
    "text", ["title:\tSeñales\n", "signs: {alone: {short: ¿Está solo?sí}}\n"], ids=["tab", "question mark in braces"]
)
def test_what_the_catalogue_reads_as_yaml_can_be_stamped(tmp_path: Path, text: str) -> None:
    """The two loaders of PyYAML differ in such files: one that `check` reads must not be a fault to `stamp`."""
    desk = table(tmp_path, text)
    assert [path.name for path in stamp(desk)] == ["signs.yaml"]
    stamped_now = {name: leaf.stale for name, leaf in leaves(desk).items() if name.startswith("signs:")}
    assert list(stamped_now.values()) == [False]
    assert stamp(desk) == ()


def test_a_file_that_translates_nothing_is_told_with_the_nearest(tmp_path: Path) -> None:
    desk = table(tmp_path)
    (tmp_path / FOLDER / "singns.yaml").write_text("title: Señales\n", encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        stamp(desk)
    assert "Did you mean “signs”?" in refusal.value.findings[0].fix


@given(st.lists(st.tuples(WORDS, STYLES), min_size=1, max_size=4), st.booleans(), st.integers(0, 60))
@settings(deadline=None, max_examples=150)
def test_stamping_loses_no_letter_of_any_text(words: list[tuple[str, str | None]], flow: bool, width: int) -> None:
    written = _typed([(text * (1 + width // 10), style) for text, style in words], flow=flow)
    plain = node(written)
    english = Node({"list": Node([Node("English", Place())] * len(words), Place())}, Place())
    assert isinstance(plain.value, dict)
    texts = plain.value["list"].value
    assert isinstance(texts, list)
    findings = Findings()
    again = node(stamped(written, english, "a.yaml", findings))
    assert not findings
    assert isinstance(again.value, dict)
    found_leaves = again.value["list"].value
    assert isinstance(found_leaves, list)
    found = [leaf.value["text"].value if isinstance(leaf.value, dict) else None for leaf in found_leaves]
    assert found == [text.value for text in texts]


def _typed(words: list[tuple[str, str | None]], *, flow: bool) -> str:
    """A list as somebody might write it: plain, quoted, or in blocks."""
    root = yaml.MappingNode("tag:yaml.org,2002:map", [])
    items = [yaml.ScalarNode("tag:yaml.org,2002:str", text, style=style) for text, style in words]
    listed = yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=flow)
    root.value.append((yaml.ScalarNode("tag:yaml.org,2002:str", "list"), listed))
    return str(yaml.serialize(root, allow_unicode=True))
