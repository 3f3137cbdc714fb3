from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog.files import entries, open_file, open_named
from generator.catalog.measures import distance, optional_distance, optional_size, size
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.findings import Findings
from generator.units import Length
from tests.catalog.shelf import alone, node, only, rules


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "---\n"])
def test_an_empty_file_is_never_passed_over_in_silence(tmp_path: Path, text: str) -> None:
    findings = Findings()
    roots = alone(tmp_path, {"data/x.yaml": text})
    assert open_file(tmp_path / "data/x.yaml", roots, findings) is None
    assert only(findings).rule == "file.empty"


def test_a_broken_file_is_told_once(tmp_path: Path) -> None:
    findings = Findings()
    roots = alone(tmp_path, {"data/x.yaml": "a: [\n"})
    assert open_file(tmp_path / "data/x.yaml", roots, findings) is None
    assert only(findings).rule == "yaml.syntax"


def test_a_file_every_catalogue_has_is_missed(tmp_path: Path) -> None:
    findings = Findings()
    assert open_named("data/x.yaml", Roots(tmp_path), findings) is None
    assert only(findings).place.file == "data/x.yaml"


def test_the_workspace_copy_of_a_file_is_opened_first(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    alone(tmp_path / "mine", {"data/x.yaml": "a: mine\n"})
    alone(tmp_path / "shipped", {"data/x.yaml": "a: shipped\n"})
    found = open_named("data/x.yaml", Roots(tmp_path / "shipped", tmp_path / "mine"), Findings())
    assert found is not None
    assert isinstance(found.value, dict)
    assert found.value["a"].value == "mine"


def test_a_mapping_of_names_is_read_entry_by_entry() -> None:
    findings = Findings()
    read = {name: reader.text("title") for name, reader in entries(node("a: {title: A}\nb: {title: B}\n"), findings)}
    assert read == {"a": "A", "b": "B"}
    assert not findings
    assert entries(None, findings) == ()


def test_a_list_where_names_should_be_is_a_finding() -> None:
    findings = Findings()
    assert entries(node("- a\n"), findings) == ()
    assert rules(findings) == ["value.wrong"]


@pytest.mark.parametrize(("text", "rule"), [("0in", "length.size"), ("-1in", "length.size"), ("3", "length.bare")])
def test_a_size_is_more_than_nothing(text: str, rule: str) -> None:
    findings = Findings()
    size(Reader(node(f"width: {text}\n"), findings), "width")
    assert only(findings).rule == rule


def test_a_distance_may_be_nothing_but_not_less() -> None:
    findings = Findings()
    reader = Reader(node("a: 0pt\nb: -1mm\n"), findings)
    assert distance(reader, "a") == Length.parse("0pt")
    assert distance(reader, "c", Length.parse("2pt")) == Length.parse("2pt")
    assert not findings
    distance(reader, "b")
    assert only(findings).problem == "A b of -1mm is less than nothing."


def test_lengths_that_may_be_left_out_are_none_then() -> None:
    findings = Findings()
    reader = Reader(node("a: 3pt\n"), findings)
    assert optional_distance(reader, "a") == optional_size(reader, "a") == Length.parse("3pt")
    assert optional_distance(reader, "b") is None
    assert optional_size(reader, "b") is None
    assert not findings
