from __future__ import annotations

import datetime

import pytest

from generator.catalog.reader import Reader
from generator.findings import Findings
from generator.units import Length
from tests.catalog.shelf import node, only, rules


def reader(text: str) -> Reader:
    return Reader(node(text), Findings())


def test_a_key_that_nobody_asks_for_is_named_with_the_nearest_right_one() -> None:
    with reader("titel: A\n") as keys:
        keys.text("title", "")
    finding = only(keys.findings)
    assert finding.rule == "key.unknown"
    assert finding.problem == "The key “titel” is not known here."
    assert finding.fix == "Did you mean “title”?"
    assert finding.place.line == 1


def test_a_key_that_is_asked_for_is_known_even_when_it_is_left_out() -> None:
    with reader("title: A\n") as keys:
        assert keys.text("title") == "A"
        assert keys.text("note", "none") == "none"
        assert not keys.has("note")
    assert not keys.findings


def test_an_exception_inside_is_not_hidden_by_findings() -> None:
    with pytest.raises(ZeroDivisionError), reader("odd: 1\n") as keys:
        raise ZeroDivisionError
    assert not keys.findings


def test_a_missing_key_is_named_with_where_it_belongs() -> None:
    with reader("panels:\n  front: {}\n") as keys, keys.mapping("panels") as panels, panels.mapping("front") as front:
        assert front.text("title") == ""
    finding = only(keys.findings)
    assert finding.rule == "key.missing"
    assert finding.place.key == "panels.front.title"


@pytest.mark.parametrize(("text", "kind"), [("a: [x]\n", "a list"), ("a: {b: c}\n", "a mapping")])
def test_text_is_asked_for_and_something_else_found(text: str, kind: str) -> None:
    with reader(text) as keys:
        assert keys.text("a") == ""
    assert kind in only(keys.findings).problem


def test_what_is_no_mapping_is_a_finding_and_reads_as_an_empty_one() -> None:
    with reader("- a\n- b\n") as keys:
        assert keys.names() == ()
    assert only(keys.findings).problem == "Expected keys with values here, found a list."


def test_a_word_out_of_a_list_is_held_to_the_list() -> None:
    with reader("audience: offcer\n") as keys:
        assert keys.choice("audience", ("public", "officer")) == "public"
    finding = only(keys.findings)
    assert finding.fix == "Did you mean “officer”?"
    assert finding.seen == "offcer"
    assert reader("a: officer\n").choice("a", ("public", "officer")) == "officer"
    assert reader("b: x\n").choice("a", ("public", "officer"), "officer") == "officer"


def test_a_bare_number_is_no_length_and_the_fix_writes_the_unit() -> None:
    with reader("width: 3.5\n") as keys:
        keys.length("width")
    finding = only(keys.findings)
    assert finding.rule == "length.bare"
    assert finding.fix == "Write the unit: 3.5pt, 3.5mm or 3.5in."
    assert finding.seen == "3.5"


def test_a_wrong_length_is_a_finding_and_a_right_one_is_read() -> None:
    with reader("a: 3 feet\nb: 3.5in\n") as keys:
        keys.length("a")
        assert keys.length("b").pt == pytest.approx(252)
        assert keys.length("c", keys.length("b")).pt == pytest.approx(252)
    assert rules(keys.findings) == ["length.wrong"]


def test_an_empty_text_is_no_length_no_number_no_date_and_no_choice() -> None:
    with reader("a: ''\nb: ''\nc: ''\nd: ' '\ne: ''\nf: ''\n") as keys:
        keys.length("a", keys.length("zero", Length.parse("0pt")))
        keys.number("b", 1.0)
        keys.date("c")
        keys.length("d")
        assert keys.integer("e", 3) == 3
        assert keys.choice("f", ("public", "officer"), "officer") == "officer"
    found = [(finding.rule, finding.place.key) for finding in keys.findings.sorted()]
    assert found == [
        ("length.wrong", "a"),
        ("value.wrong", "b"),
        ("value.wrong", "c"),
        ("length.wrong", "d"),
        ("value.wrong", "e"),
        ("value.wrong", "f"),
    ]


@pytest.mark.parametrize("text", ["a: []\n", "a: {b: c}\n", "b: 1\n", "a:\n"])
def test_a_word_that_is_missing_or_no_text_is_one_finding_and_reads_as_the_first(text: str) -> None:
    keys = reader(text)
    assert keys.choice("a", ("public", "officer")) == "public"
    only(keys.findings)


@pytest.mark.parametrize("text", ["a: []\n", "b: 1\n"])
def test_a_length_or_number_that_is_missing_or_no_text_is_one_finding(text: str) -> None:
    keys = reader(text)
    assert keys.length("a").pt == 0
    only(keys.findings)
    keys = reader(text)
    assert keys.number("a") == 0
    only(keys.findings)


def test_numbers_are_read_whole_or_broken_as_asked() -> None:
    with reader("a: 1.25\nb: 2\nc: two\nd: 2.5\n") as keys:
        assert keys.number("a") == pytest.approx(1.25)
        assert keys.integer("b") == 2
        assert keys.integer("e", 7) == 7
        assert not keys.findings
        keys.number("c")
        keys.integer("d")
    assert rules(keys.findings) == ["value.wrong", "value.wrong"]


def test_true_and_false_are_the_only_two() -> None:
    with reader("a: true\nb: false\nc: yes\n") as keys:
        assert keys.boolean("a")
        assert not keys.boolean("b", default=True)
        assert keys.boolean("d", default=True)
        assert not keys.findings
        keys.boolean("c")
    assert only(keys.findings).problem == "“yes” is neither true nor false."


def test_dates_are_read_as_dates() -> None:
    with reader("a: 2024-05-30\nb: 30.5.2024\n") as keys:
        assert keys.date("a") == datetime.date(2024, 5, 30)
        assert keys.date("b") == datetime.date.min
    assert only(keys.findings).fix == "Write it as 2024-05-30."


def test_lists_are_read_as_lists() -> None:
    with reader("a: [x, y]\nb: x\nc: []\n") as keys:
        assert keys.texts("a") == ("x", "y")
        assert keys.texts("c") == ()
        assert keys.items("d") == ()
        assert not keys.findings
        assert keys.texts("b") == ()
    assert only(keys.findings).problem == "Expected a list, found text."


def test_names_of_a_mapping_of_names_are_all_known() -> None:
    with reader("a: 1\nb: 2\n") as keys:
        assert keys.names() == ("a", "b")
    assert not keys.findings


def test_a_mapping_that_is_left_out_reads_as_an_empty_one() -> None:
    with reader("a: 1\n") as keys:
        keys.names()
        assert keys.mapping("b").names() == ()
    assert not keys.findings


def test_all_faults_of_a_mapping_are_found_at_once() -> None:
    with reader("width: 3\naudience: nobody\nnotes: x\nodd: 1\n") as keys:
        keys.length("width")
        keys.choice("audience", ("public",))
        keys.texts("notes")
        keys.text("title")
    assert sorted(rules(keys.findings)) == ["key.missing", "key.unknown", "length.bare", "value.wrong", "value.wrong"]
