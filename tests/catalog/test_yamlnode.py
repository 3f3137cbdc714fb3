from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.yamlnode import MAX_BYTES, MAX_DEPTH, Node, parse_yaml, read_yaml
from generator.findings import Findings, Place
from tests.catalog.shelf import only, rules


def parsed(text: str) -> tuple[Node | None, Findings]:
    findings = Findings()
    return parse_yaml(text.encode(), "x.yaml", findings), findings


def test_every_value_knows_its_file_line_column_and_key() -> None:
    root, findings = parsed("title: A\npanels:\n  front:\n    - text: One\n    - text: Two\n")
    assert root is not None
    assert not findings
    front = root.value["panels"].value["front"]
    second = front.value[1].value["text"]
    assert second.value == "Two"
    assert second.place == Place("x.yaml", 5, 13, "panels.front[1].text")


@pytest.mark.parametrize("word", ["911", "1.0", "yes", "true", "0x1F", "2024-05-30", "1_000", "1:30", "0555"])
def test_numbers_dates_and_words_stay_the_text_that_was_written(word: str) -> None:
    root, findings = parsed(f"value: {word}\n")
    assert root is not None
    assert root.value["value"].value == word
    assert not findings


@pytest.mark.parametrize("word", ["", "~", "null"])
def test_nothing_is_nothing(word: str) -> None:
    root, _ = parsed(f"value: {word}\n")
    assert root is not None
    value = root.value["value"]
    assert value.value is None
    assert value.kind == "nothing"


def test_a_quoted_word_is_text_even_where_it_would_mean_nothing() -> None:
    root, findings = parsed("a: \"~\"\nb: 'null'\nc: ''\n")
    assert root is not None
    assert not findings
    assert isinstance(root.value, dict)
    assert [root.value[key].value for key in "abc"] == ["~", "null", ""]


def test_kinds_are_named_as_people_call_them() -> None:
    root, _ = parsed("a: {}\nb: []\nc: x\n")
    assert root is not None
    assert isinstance(root.value, dict)
    assert [root.value[key].kind for key in "abc"] == ["a mapping", "a list", "text"]


def test_an_alias_is_refused_before_it_can_grow() -> None:
    bomb = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n"
    root, findings = parsed(bomb)
    assert root is None
    assert only(findings).rule == "yaml.alias"
    assert only(findings).place.line == 2


def test_stars_and_ampersands_in_texts_are_no_aliases() -> None:
    root, findings = parsed("a: Report **now** & stay safe\nb: '*'\n")
    assert root is not None
    assert not findings


def test_a_key_that_stands_twice_names_the_line_of_the_first() -> None:
    root, findings = parsed("title: A\nformat: x\ntitle: B\n")
    assert root is not None
    finding = only(findings)
    assert finding.rule == "yaml.duplicate-key"
    assert finding.place.line == 3
    assert "the first is on line 1" in finding.problem
    assert root.value["title"].value == "A"


def test_a_key_that_is_no_word_is_refused() -> None:
    _, findings = parsed("? [a, b]\n: x\n")
    assert rules(findings) == ["yaml.key"]


@pytest.mark.parametrize(
    "text", ["a: [1, 2\n", "a: b: c\n", "a: 'x\n", "- a\nb: c\n", "a: 1\n--- \nb: 2\n", "\ta: 1\n", "[" * 9000]
)
def test_broken_yaml_is_a_finding_with_its_line(text: str) -> None:
    root, findings = parsed(text)
    assert root is None
    assert only(findings).rule == "yaml.syntax"
    assert only(findings).place.line >= 1


def test_a_character_that_yaml_forbids_is_a_finding() -> None:
    root, findings = parsed("a: \x00\n")
    assert root is None
    assert only(findings).rule == "yaml.syntax"


def test_a_file_in_another_encoding_is_a_finding() -> None:
    findings = Findings()
    assert parse_yaml("a: café".encode("latin-1"), "x.yaml", findings) is None
    assert only(findings).rule == "yaml.encoding"


def test_a_byte_order_mark_does_not_become_part_of_the_first_key() -> None:
    root = parse_yaml(b"\xef\xbb\xbftitle: A", "x.yaml", Findings())
    assert root is not None
    assert isinstance(root.value, dict)
    assert list(root.value) == ["title"]


def test_a_file_past_the_limit_is_not_parsed() -> None:
    findings = Findings()
    assert parse_yaml(b"#" * (MAX_BYTES + 1), "x.yaml", findings) is None
    assert only(findings).rule == "yaml.too-large"
    assert only(findings).limit == str(MAX_BYTES)


def test_values_nested_too_deep_are_refused() -> None:
    _, findings = parsed("a: " + "[" * (MAX_DEPTH + 5) + "]" * (MAX_DEPTH + 5))
    assert "yaml.too-deep" in rules(findings)
    _, findings = parsed("a: " + "[" * (MAX_DEPTH - 2) + "]" * (MAX_DEPTH - 2))
    assert not findings


@pytest.mark.parametrize("wrong", ["? [a, {b: c}]\n: [x, {y: z}]\n", "a: 1\na: [x, {y: [z]}]\n"], ids=["key", "twice"])
def test_what_follows_a_refused_pair_is_read_all_the_same(wrong: str) -> None:
    root, findings = parsed(f"{wrong}last: here\nlast: again\n")
    assert root is not None
    assert root.value["last"].value == "here"
    assert rules(findings)[-1] == "yaml.duplicate-key"
    assert len(findings) == 2


@pytest.mark.parametrize("text", ["a: &x 1\na: *x\n", "? [&x 1, *x]\n: 2\n"], ids=["value", "key"])
def test_an_alias_is_refused_wherever_it_stands(text: str) -> None:
    root, findings = parsed(text)
    assert root is None
    assert rules(findings) == ["yaml.alias"]


def test_tags_do_not_make_objects() -> None:
    root, _ = parsed("a: !!python/object/apply:os.system ['true']\n")
    assert root is not None
    assert root.value["a"].kind == "a list"


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    findings = Findings()
    assert read_yaml(tmp_path / "none.yaml", "none.yaml", findings) is None
    assert only(findings).rule == "file.unreadable"
    assert only(findings).place.file == "none.yaml"


def test_a_file_is_read_under_the_name_its_user_knows(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("title: A\n", encoding="utf-8")
    root = read_yaml(path, "layouts/a.yaml", Findings())
    assert root is not None
    assert root.place.file == "layouts/a.yaml"


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=80))
def test_no_text_brings_the_parser_down(text: str) -> None:
    findings = Findings()
    root = parse_yaml(text.encode("utf-8", "surrogatepass"), "x.yaml", findings)
    assert root is None or isinstance(root, Node)
