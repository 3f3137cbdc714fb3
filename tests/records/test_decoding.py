"""Characters of a file are known for sure, or the file is refused and asks for `--encoding`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.records.sheets import csv_file, opened, refused, texts

TEXT = "agency;town\nPolicía;Peñón\n"


def test_a_windows_file_is_refused_with_line_byte_and_what_it_would_say(tmp_path: Path) -> None:
    data = TEXT.encode("cp1252")
    finding = refused(csv_file(tmp_path, data))
    assert finding.rule == "records.encoding"
    assert finding.place.line == 2
    assert f"byte {data.index(0xED) + 1} of the file" in finding.problem
    assert "“Policía”" in finding.problem or "“Peñón”" in finding.problem
    assert "--encoding cp1252" in finding.fix


def test_an_apostrophe_of_windows_is_not_taken_for_a_letter_of_another_system(tmp_path: Path) -> None:
    assert "--encoding cp1252" in refused(csv_file(tmp_path, "agency,x\nWomen’s Shelter,1\n".encode("cp1252"))).fix


def test_with_the_encoding_said_it_reads_right(tmp_path: Path) -> None:
    assert texts(opened(csv_file(tmp_path, TEXT.encode("cp1252")), encoding="cp1252")) == [["Policía", "Peñón"]]


def test_a_macintosh_file_is_told_from_a_windows_one(tmp_path: Path) -> None:
    assert "--encoding mac-roman" in refused(csv_file(tmp_path, TEXT.encode("mac-roman"))).fix


@pytest.mark.parametrize("lines", [3, 20_000, 60_000], ids=str)
def test_the_line_is_right_however_far_down_it_is(tmp_path: Path, lines: int) -> None:
    data = b"agency,town\n" + b"Campus Police of the North,Sample Town\n" * lines
    finding = refused(csv_file(tmp_path, data + "Peñón,x\n".encode("cp1252")))
    assert finding.place.line == lines + 2
    assert f"byte {len(data) + 3} " in finding.problem
    assert "“Peñón”" in finding.problem


def test_a_character_cut_by_a_block_is_whole_and_one_cut_by_the_end_is_refused(tmp_path: Path) -> None:
    lines = "a,b\n" + "x,1234567890123456789\n" * 50_000
    text = lines[: (1 << 20) - 2] + "\né,1\n"
    assert text.encode()[: 1 << 20][-1] == 0xC3
    assert texts(opened(csv_file(tmp_path, text)))[-1] == ["é", "1"]
    finding = refused(csv_file(tmp_path, "a,b\n1,é".encode()[:-1]))
    assert (finding.rule, finding.place.line) == ("records.encoding", 2)


def test_utf_16_without_a_mark_is_recognised_by_its_zero_bytes(tmp_path: Path) -> None:
    path = csv_file(tmp_path, TEXT.encode("utf-16-le"))
    assert "--encoding utf-16-le" in refused(path).fix
    assert texts(opened(path, encoding="utf-16-le")) == [["Policía", "Peñón"]]
    assert "--encoding utf-16-be" in refused(csv_file(tmp_path, TEXT.encode("utf-16-be"))).fix


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13"])
def test_an_encoding_that_is_none_is_refused(tmp_path: Path, encoding: str) -> None:
    assert encoding in refused(csv_file(tmp_path, TEXT), encoding=encoding).problem


def test_a_utf_8_file_is_never_misread_because_somebody_said_windows(tmp_path: Path) -> None:
    finding = refused(csv_file(tmp_path, TEXT), encoding="cp1252")
    assert "Leave --encoding out" in finding.fix
    assert opened(csv_file(tmp_path, "a,b\n1,2\n"), encoding="cp1252").columns == ("a", "b")


def test_a_byte_order_mark_counts_more_than_what_is_said(tmp_path: Path) -> None:
    table = opened(csv_file(tmp_path, TEXT.encode("utf-8-sig")), encoding="cp1252")
    assert table.columns == ("agency", "town")
    assert texts(table) == [["Policía", "Peñón"]]


def test_an_encoding_said_that_does_not_fit_is_refused_by_line(tmp_path: Path) -> None:
    finding = refused(csv_file(tmp_path, b"a,b\n1,\xff\xfe\n"), encoding="shift_jis")
    assert (finding.rule, finding.place.line, finding.limit) == ("records.encoding", 2, "shift_jis")
