"""JSON and YAML lists: every value as it is written, streamed, and what is no list refused in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.catalog.records.model import Mark
from generator.catalog.records.opening import open_table
from generator.findings import Findings
from tests.records.sheets import csv_file, opened, refused, texts


def test_json_values_are_texts_and_numbers_are_marked(tmp_path: Path) -> None:
    text = '[{"a": "007", "b": 2025550142}, {"b": 1.50, "c": null}, {"a": true, "c": {"x": []}}, {"a": " "}]'
    table = opened(csv_file(tmp_path, text, "people.json"))
    rows = list(table.rows())
    assert table.columns == ("a", "b", "c")
    assert [list(row.values.values()) for row in rows] == [
        ["007", "2025550142", ""],
        ["", "1.50", ""],
        ["true", "", "a list or a mapping"],
    ]
    assert [dict(row.marks) for row in rows] == [{"b": Mark.NUMBER}, {"b": Mark.NUMBER}, {"c": Mark.NESTED}]
    assert str(table.place(2, "b")) == "people.json:2:2 (record 2, “b”)"


def test_yaml_values_are_as_they_are_written(tmp_path: Path) -> None:
    text = "- {phone: 0123, on: yes, hex: 0x1F, when: 2020-05-05}\n- phone: ~\n  on: 'null'\n  hex: [1, {a: b}]\n"
    rows = list(opened(csv_file(tmp_path, text, "people.yaml")).rows())
    assert [list(row.values.values()) for row in rows] == [
        ["0123", "yes", "0x1F", "2020-05-05"],
        ["", "null", "a list or a mapping", ""],
    ]
    assert rows[1].marks == {"hex": Mark.NESTED}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["people.json", "people.yaml"])
def test_a_byte_order_mark_tells_how_a_list_is_written(tmp_path: Path, name: str, encoding: str) -> None:
    assert texts(opened(csv_file(tmp_path, '[{"a": "Ríos"}]'.encode(encoding), name))) == [["Ríos"]]


def test_a_list_longer_than_a_block_is_read_to_its_end(tmp_path: Path) -> None:
    records = [{"a": f"Campus {number} " + "é" * (number % 700)} for number in range(900)]
    assert texts(opened(csv_file(tmp_path, json.dumps(records, ensure_ascii=False, indent=1), "people.json"))) == [
        [record["a"]] for record in records
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "does not begin with a list"),
        ('{"a": "1"}', "does not begin with a list"),
        ('["a"]', "a record is written as {…}"),
        ('[{"a": "1"} {"a": "2"}]', "a comma or the end"),
        ('[{"a": "1"}, {"a": "2"]', "it is not JSON"),
        ('[{"a": "1"}', "a comma or the end"),
        ('[{"a": "1"},]', "a record is written as {…}"),
        ('[{"a": "1"}] x', "after the end"),
        ('[{"a": "' + "x" * 1_100_000, "more than a million"),
        ('[{"a": ' + "[" * 100_000 + "]" * 100_000 + "}]", "breaks off"),
    ],
    ids=["empty", "mapping", "texts", "comma", "brace", "end", "trailing", "after", "endless", "deep"],
)
def test_json_that_is_no_list_of_records_is_refused(tmp_path: Path, text: str, words: str) -> None:
    finding = refused(csv_file(tmp_path, text, "people.json"))
    assert finding.rule == "records.list"
    assert words in finding.problem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: 1\n", "not a list"),
        ("- a\n", "line 1 is no record"),
        ("- a: 1\n- [b]\n", "line 2 is no record"),
        ("- a: 1\n  b: [\n", "not YAML on line"),
        ("- &x {a: 1}\n- *x\n", "alias"),
        ("- {[a]: 1}\n", "key that is no word"),
    ],
    ids=["mapping", "text", "list", "torn", "alias", "key"],
)
def test_yaml_that_is_no_list_of_records_is_refused(tmp_path: Path, text: str, words: str) -> None:
    finding = refused(csv_file(tmp_path, text, "people.yaml"))
    assert finding.rule == "records.list"
    assert words in finding.problem


@pytest.mark.parametrize("name", ["people.json", "people.yaml"])
def test_a_key_that_stands_twice_is_refused_with_its_record(tmp_path: Path, name: str) -> None:
    finding = refused(csv_file(tmp_path, '[{"a": "1"}, {"a": "2", "a": "3"}]', name))
    assert (finding.rule, finding.place.key) == ("records.twice", "record 2, “a”")


@pytest.mark.parametrize("name", ["people.json", "people.yaml"])
def test_a_list_without_records_is_refused(tmp_path: Path, name: str) -> None:
    assert refused(csv_file(tmp_path, "[]", name)).rule == "records.empty"


def test_a_yaml_list_of_more_than_its_limit_is_sent_to_csv(tmp_path: Path) -> None:
    path = tmp_path / "people.yaml"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    assert "CSV" in refused(path).fix


def test_keys_that_mean_the_same_column_are_found(tmp_path: Path) -> None:
    findings = Findings()
    assert open_table(csv_file(tmp_path, '[{"Phone": "1", "phone ": "2"}]', "people.json"), findings) is not None
    assert [finding.rule for finding in findings.errors] == ["column.twice"]
