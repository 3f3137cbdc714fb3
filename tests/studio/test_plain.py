"""Findings on a page: each rule speaks Spanish, nobody is sent to a terminal, and the English stays within reach."""

from __future__ import annotations

import ast
import pickle
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.yamlnode import parse_yaml
from generator.errors import Refused
from generator.findings import Finding, Findings, Place, Severity
from generator.press.seats import seats
from generator.studio import plain as module
from generator.studio.plain import plain
from tests.studio import told
from tests.studio.filled import filled_by_rule
from tests.studio.typed import TYPED, typed_by_rule

WORDS = Path(module.__file__).parent / "words"


def _read(lang: str) -> dict[str, dict[str, dict[str, str]]]:
    return yaml.safe_load((WORDS / f"findings.{lang}.yaml").read_text(encoding="utf-8"))


SPANISH, ENGLISH = _read("es")["rules"], _read("en")["rules"]
SENTENCES = [(rule, sentence) for rule, said in SPANISH.items() for sentence in said.values()]
PLACEHOLDER = re.compile(r"\{(\w*)\}")
# Rules that a name carries to where the finding is made, which always gives it these values.
CARRIED = {
    "value.wrong": {"seen"},
    "length.bare": {"seen"},
    "length.wrong": {"seen"},
    "text.raw-number": {"seen"},
    "text.raw-address": {"seen"},
    "text.malformed": {"seen"},
    "column.set": {"seen"},
    "cell.zeros": {"seen"},
    "proof.host-unknown": {"seen"},
    "proof.host-shortener": {"seen"},
    "proof.host-lookalike": {"seen", "limit"},
}
# What no Spanish sentence holds. Words that both languages have, such as “no”, are none of them.
ENGLISH_WORDS = re.compile(
    r"\b(the|of|and|is|are|with|not|this|that|files?|fields?|cards?|row|column|its|it|has|for|from|write|correct|name"
    r"|number|address|page|text|there|make|take|add|remove|print|words|which|only|each|give|choose|layout)\b",
    re.IGNORECASE,
)
# How one speaks to a friend; the pages say usted.
FAMILIAR = re.compile(
    r"\b(tú|tu|tus|ti|te|contigo|eres|tienes|puedes|debes|quieres|escribe tu|haz|pon|elige|revisa tu|llama|vos)\b", re.I
)


def _finding(rule: str, *, seen: str = "", limit: str = "", severity: Severity = Severity.ERROR) -> Finding:
    return Finding(rule, severity, Place("cards.csv", 3), "Something is wrong.", "Mend it.", seen, limit)


def _bare(sentence: str) -> str:
    """The sentence without what stands in quotes: names, examples and keys of files."""
    return re.sub(r"“[^”]*”|\[[^]]*\]", "", sentence)


# ---- every rule -----------------------------------------------------------------------------------------------------


def test_every_rule_that_the_code_can_tell_has_spanish_words() -> None:
    lacking = told.rules() - SPANISH.keys()
    assert not lacking, f"write these into {WORDS.name}/findings.es.yaml: {sorted(lacking)}"


def test_no_spanish_words_are_kept_for_a_rule_that_is_gone() -> None:
    assert not SPANISH.keys() - told.rules()
    assert not ENGLISH.keys() - told.rules()


def test_rules_built_from_parts_are_all_known_to_be_so() -> None:
    assert not told.unknown_joins(told.modules())


def test_a_new_rule_in_the_source_is_noticed_however_it_is_written() -> None:
    source = """
findings.error("new.plain", place, problem, fix)
findings.warn("new.one" if drawn else "new.other", place, problem, fix)
TOLD = "new.carried"
findings.error(f"new.{what}", place, problem, fix)
"""
    tree = {told.PACKAGE / "catalog" / "planted.py": ast.parse(source)}
    assert told.rules_told(tree) == {"new.plain", "new.one", "new.other", "new.carried"}
    assert told.unknown_joins(tree) == {"f'new.{what}'"}


def test_among_the_words_of_pages_only_what_is_recorded_is_a_rule() -> None:
    source = 'say("gallery.search")\nfindings.error("upload.large", place, problem, fix)'
    tree = {told.PACKAGE / "studio" / "planted.py": ast.parse(source)}
    assert told.rules_told(tree) == {"upload.large"}


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_rule_stands_once_in_a_file_of_words(lang: str) -> None:
    text = (WORDS / f"findings.{lang}.yaml").read_text(encoding="utf-8")
    keys = re.findall(r"^  ([a-z0-9.-]+\.[a-z0-9-]+):", text, re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(_read(lang)["rules"])


# ---- sentences ------------------------------------------------------------------------------------------------------


def test_each_rule_says_what_is_wrong_and_what_to_do() -> None:
    for rule, said in SPANISH.items():
        assert said.keys() <= {"problem", "fix"}, rule
        assert said["problem"], rule


def test_only_notes_ask_for_nothing() -> None:
    silent = {rule for rule, said in SPANISH.items() if "fix" not in said}
    noted = {
        str(call.args[0].value)
        for tree in told.modules().values()
        for call in told.calls(tree, {"note"})
        if call.args and isinstance(call.args[0], ast.Constant)
    }
    assert silent <= noted


@pytest.mark.parametrize(
    "values", [("911", "12"), ("911", ""), ("", "12"), ("", "")], ids=["both", "seen", "limit", "none"]
)
def test_every_sentence_is_whole_with_its_values_and_without(values: tuple[str, str]) -> None:
    broken = []
    for rule in SPANISH:
        said = plain(_finding(rule, seen=values[0], limit=values[1]), "es")
        broken += [(rule, text) for text in (said.problem, said.fix) if text and not _whole(text)]
    assert not broken


def _whole(text: str) -> bool:
    paired = all(text.count(opened) == text.count(closed) for opened, closed in ("“”", "()"))
    ends = re.match(r"[A-ZÁÉÍÓÚÑ0-9“]", text) and text.endswith(".")
    return bool(paired and ends and not re.search(r"[{}]|“ ?”|\( ?\)|  | [.,:;)]", text))


def test_a_value_stands_in_quotes_or_brackets_and_the_rule_gives_it() -> None:
    filled = filled_by_rule()
    for rule, sentence in SENTENCES:
        assert set(PLACEHOLDER.findall(sentence)) <= filled.get(rule, set()) | CARRIED.get(rule, set()), rule
        held = re.sub(r"“[^“”]*”|\([^()]*\)", "", sentence)
        assert not PLACEHOLDER.search(held), sentence


def test_spanish_is_spanish_and_says_usted() -> None:
    for rule, sentence in SENTENCES:
        assert not ENGLISH_WORDS.search(_bare(sentence)), rule
        assert not FAMILIAR.search(_bare(sentence)), rule


def test_spanish_is_short() -> None:
    for rule, sentence in SENTENCES:
        for part in re.split(r"(?<=[.:;])\s", _bare(sentence)):
            assert len(part.split()) <= 26, f"{rule}: {part}"


def test_spanish_sends_nobody_to_a_terminal() -> None:
    for rule, sentence in SENTENCES:
        assert not TYPED.search(sentence), rule
        assert "`" not in sentence, rule
        assert "handbill" not in sentence.lower(), rule


# ---- what is filled in ----------------------------------------------------------------------------------------------


def test_a_wrong_number_is_named_in_spanish_with_the_english_beside_it() -> None:
    finding = Finding("field.phone", Severity.ERROR, Place(), "The value cannot be used.", "Check it.", "202-555-01")
    said = plain(finding, "es")
    assert said.problem == "“202-555-01” no es un número de teléfono que se pueda marcar."
    assert said.original == "The value cannot be used. Check it."
    assert said.lang == "es"


@pytest.mark.parametrize(
    ("english", "spanish"),
    [("5 cells", "5 celdas"), ("1 to 30", "de 1 a 30"), ("record 7", "registro 7"), ("300 % or less", "300 % o menos")],
    ids=["cells", "range", "record", "ink"],
)
def test_values_that_are_words_are_said_in_spanish(english: str, spanish: str) -> None:
    assert plain(_finding("row.long", seen=english), "es").seen == spanish


@pytest.mark.parametrize("days", ["1", "400", "1,365"])
def test_days_are_said_in_spanish_within_the_sentence(days: str) -> None:
    said = plain(_finding("contact.stale", seen=f"{days} days", limit="365 days"), "es")
    assert (said.seen, said.limit) == (f"{days} días", "365 días")
    assert f"hace {days} días; plazo: 365 días" in said.problem


def test_what_has_no_words_in_spanish_is_shown_as_it_is() -> None:
    assert plain(_finding("field.phone", seen="400 days old"), "es").seen == "400 days old"


def test_a_character_that_cannot_be_printed_is_shown_itself() -> None:
    assert "“☃”" in plain(_finding("text.no-glyph", seen="U+2603"), "es").problem
    assert "U+200B" in plain(_finding("text.control", seen="U+200B"), "es").problem


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=60))
def test_whatever_was_typed_stands_in_the_sentence_as_it_was_typed(text: str) -> None:
    said = plain(_finding("field.phone", seen=text), "es")
    assert said.problem.startswith(f"“{text}”")


@given(st.text(max_size=9), st.integers(1, 300))
def test_a_long_value_is_cut_in_the_sentence_and_whole_beside_it(part: str, times: int) -> None:
    text = part * times
    said = plain(_finding("field.value", seen=text), "es")
    assert len(said.problem) < 200
    assert said.seen == text


def test_a_note_asks_for_nothing_in_any_language() -> None:
    finding = Finding("field.table", Severity.NOTE, Place(), "Each row says it.", "")
    assert [plain(finding, lang).fix for lang in ("en", "es")] == ["", ""]


def test_findings_of_the_program_itself_are_said_with_their_values() -> None:
    findings = Findings()
    parse_yaml(b"title: A\ntitle: B\n", "card.yaml", findings)
    with pytest.raises(Refused) as refused:
        seats(4, 10, start=11, skip=())
    said = [plain(finding, "es") for finding in (*findings, *refused.value.findings)]
    assert [one.problem for one in said] == [
        "La clave “title” está dos veces.",
        "La hoja no tiene ningún lugar “11” donde empezar.",
    ]
    assert said[1].fix == "Empiece en un lugar que la hoja tenga (de 1 a 10)."


def test_what_is_said_crosses_to_another_process() -> None:
    said = plain(_finding("cell.empty", limit="dispatch"), "es")
    assert pickle.loads(pickle.dumps(said)) == said  # noqa: S301 - our own


# ---- English --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["es", "vi", "../es", ""], ids=["es", "vi", "path", "none"])
def test_a_rule_without_words_in_the_language_is_told_in_english_and_says_so(lang: str) -> None:
    said = plain(_finding("nobody.wrote-this", seen="7", limit="5"), lang)
    assert (said.problem, said.fix, said.lang) == ("Something is wrong.", "Mend it.", "en")
    assert (said.seen, said.limit, said.original) == ("7", "5", "")


@pytest.mark.parametrize("rule", ["cell.empty", "field.sample"])
def test_in_english_a_finding_says_its_own_sentences(rule: str) -> None:
    said = plain(_finding(rule, seen="7", limit="5"), "en")
    assert (said.problem, said.fix, said.lang, said.original) == ("Something is wrong.", "Mend it.", "en", "")


def test_every_sentence_that_asks_for_something_typed_has_words_for_the_page() -> None:
    lacking = typed_by_rule().keys() - ENGLISH.keys()
    assert not lacking, {rule: typed_by_rule()[rule] for rule in lacking}


def test_no_other_sentence_is_replaced() -> None:
    assert ENGLISH.keys() <= typed_by_rule().keys()


@pytest.mark.parametrize("rule", sorted(ENGLISH))
def test_on_a_page_nobody_is_asked_to_type_a_command(rule: str) -> None:
    asked = "Do it: handbill lock NAME --lang es, or say --set agency=… here."
    replaced = ENGLISH[rule]
    problem = "You said --encoding latin-1." if "problem" in replaced else "Something is wrong."
    fix = asked if "fix" in replaced else "Mend it."
    said = plain(Finding(rule, Severity.ERROR, Place(), problem, fix, "7", "agency"), "en")
    for text in (said.problem, said.fix):
        assert not TYPED.search(text)
        assert not re.search(r"[{}`]", text)
        assert text.endswith(".")
    assert said.lang == "en"


def test_a_sample_is_mended_in_its_field() -> None:
    finding = Finding("field.sample", Severity.WARNING, Place(), "It prints its sample.", "Set it with --set agency=…")
    assert plain(finding, "en").fix == "Fill in this field."
    assert plain(finding, "es").original == "It prints its sample. Fill in this field."


CHECKED = ["contact.stale", "release.contact-stale", "verify.contact-stale", "proof.number-stale"]


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("rule", CHECKED)
def test_nobody_is_asked_to_call_911_to_check_it(rule: str, lang: str) -> None:
    fix = plain(Finding(rule, Severity.WARNING, Place(), "Old.", "Record it: handbill contacts verify 911."), lang).fix
    assert {"en": "Never call 911", "es": "Nunca llame al 911"}[lang] in fix
