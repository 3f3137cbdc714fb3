"""Hostile lists: whatever bytes a file has, it is read or refused in a sentence, and nothing else happens."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.catalog.records.opening import open_table
from generator.compose.rows import read_entries
from generator.errors import Refused
from generator.findings import Findings
from tests.compose.samples import shipped
from tests.records.sheets import CARD, csv_file, xlsx_file

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def survives(path: Path, encoding: str = "") -> None:
    """A file is read to its end, or refused with a finding that says why and what to do."""
    findings = Findings()
    table = open_table(path, findings, encoding=encoding)
    if table is None:
        assert findings.errors
        assert all(finding.problem and finding.fix for finding in findings.errors)
        return
    try:
        read = list(read_entries(table, CARD, shipped(), findings))
    except Refused:  # a workbook is only read to its end here
        assert path.suffix == ".xlsx"
        return
    for entry in read:
        assert all(finding.place.file == path.name for finding in entry.findings)
        shown = [value.shown for value in entry.record.values()]
        assert not entry.sound or all(text.replace("\u200c", "").isprintable() for text in shown)


@FEW
@given(data=st.binary(max_size=200), head=st.sampled_from([b"", b"agency,dispatch\n", b"\xff\xfe", b"\xef\xbb\xbf"]))
@pytest.mark.parametrize("name", ["people.csv", "people.json", "people.yaml"])
def test_any_bytes_are_read_or_refused(tmp_path: Path, name: str, data: bytes, head: bytes) -> None:
    survives(csv_file(tmp_path, head + data, name))


@FEW
@given(
    text=st.text(st.sampled_from('agency,;"\n\r\t|=+-@{}[]:&*#é\u200c\u202e\x00 01'), max_size=80),
    encoding=st.sampled_from(["", "cp1252", "utf-16-le", "shift_jis"]),
)
def test_any_text_of_a_table_is_read_or_refused(tmp_path: Path, text: str, encoding: str) -> None:
    survives(csv_file(tmp_path, "agency,badge_id\n" + text), encoding)


@FEW
@given(text=st.text(st.sampled_from('{}[]":,ab01 \n\\u-eE.'), max_size=60))
@pytest.mark.parametrize("name", ["people.json", "people.yaml"])
def test_any_text_of_a_list_is_read_or_refused(tmp_path: Path, name: str, text: str) -> None:
    survives(csv_file(tmp_path, '[{"agency": "North"},' + text, name))


@FEW
@given(at=st.floats(0, 1), bytes_=st.binary(min_size=1, max_size=4))
def test_a_workbook_with_any_bytes_changed_is_read_or_refused(tmp_path: Path, at: float, bytes_: bytes) -> None:
    path = tmp_path / "once.xlsx"
    if not path.exists():
        path = xlsx_file(tmp_path, [["agency", "badge_id"], ["North", 501], ["South", "x"]]).rename(path)
    data = bytearray(path.read_bytes())
    start = int(at * (len(data) - len(bytes_)))
    data[start : start + len(bytes_)] = bytes_
    survives(csv_file(tmp_path, bytes(data), "spoiled.xlsx"))


@pytest.mark.parametrize("cut", [1, 4, 30, 200, 1000, 3000], ids=str)
def test_a_workbook_cut_anywhere_is_refused(tmp_path: Path, cut: int) -> None:
    data = xlsx_file(tmp_path, [["agency"], ["North"]]).read_bytes()
    survives(csv_file(tmp_path, data[:cut], "cut.xlsx"))
    survives(csv_file(tmp_path, data[:-cut], "cut.xlsx"))
