"""Long lists: fifty megabytes and a hundred thousand rows in as little memory as ten."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from openpyxl import Workbook

from generator.catalog.records.opening import open_table
from generator.compose.rows import read_entries
from generator.findings import Findings
from tests.compose.samples import shipped
from tests.conftest import ROOT
from tests.records.sheets import csv_file, field, layout_with, xlsx_file

FOUR = layout_with(*(field(name) for name in ("agency", "code", "officer", "desk")))


def _grown(long: Path, short: Path) -> tuple[int, int]:
    """The rows of a file, and the megabytes that Python held at most while all of them were read."""
    assert open_table(short, Findings()) is not None  # what is loaded once is no part of it
    tracemalloc.start()
    try:
        table = open_table(long, Findings())
        assert table is not None
        rows = sum(1 for _ in table.rows())
        return rows, tracemalloc.get_traced_memory()[1] // 1_000_000
    finally:
        tracemalloc.stop()


def test_fifty_megabytes_are_read_in_bounded_memory(tmp_path: Path) -> None:
    line = "Campus Police,202-555-0110,C00501," + "n" * 465 + "\n"
    long = csv_file(tmp_path, "agency,dispatch,code,notes\n" + line * 105_000)
    assert long.stat().st_size > 50_000_000
    rows, grown = _grown(long, csv_file(tmp_path, "a,b\n1,2\n", "short.csv"))
    assert rows == 105_000
    assert grown < 8


def test_a_long_json_list_is_read_in_bounded_memory(tmp_path: Path) -> None:
    record = json.dumps({"agency": "Campus Police", "notes": "n" * 460})
    long = csv_file(tmp_path, "[" + ",\n".join([record] * 40_000) + "]", "long.json")
    rows, grown = _grown(long, csv_file(tmp_path, '[{"a": "1"}]', "short.json"))
    assert rows == 40_000
    assert grown < 8


def test_ten_thousand_rows_are_read_and_checked_in_little_time(tmp_path: Path) -> None:
    """About 70 ms on the machine where it was written; the limit leaves room for a busy one."""
    rows = "".join(f"Campus Police {n},C{n:05},Officer {n},Front desk\n" for n in range(10_000))
    path = csv_file(tmp_path, "agency,code,officer,desk\n" + rows)
    shipped()
    spent = []
    for _ in range(3):
        findings = Findings()
        began = time.process_time()
        table = open_table(path, findings)
        assert table is not None
        assert sum(entry.sound for entry in read_entries(table, FOUR, shipped(), findings)) == 10_000
        spent.append(time.process_time() - began)
        assert not findings.found
    assert min(spent) < 0.3


_LOADED = """
import sys
from pathlib import Path
from generator.catalog.records.opening import open_table
from generator.findings import Findings

table = open_table(Path(sys.argv[1]), Findings())
print(len(list(table.rows())), "openpyxl" in sys.modules)
"""


@pytest.mark.parametrize(
    ("name", "loaded"), [("people.csv", "False"), ("people.json", "False"), ("people.xlsx", "True")], ids=str
)
def test_only_a_workbook_waits_for_the_library_of_workbooks(tmp_path: Path, name: str, loaded: str) -> None:
    """It takes longer to load than ten thousand rows take to read."""
    path = tmp_path / name
    if name.endswith(".xlsx"):
        xlsx_file(tmp_path, [["a"], ["1"]])
    else:
        path.write_text("a\n1\n" if name.endswith(".csv") else '[{"a": "1"}]', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, str(path)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["1", loaded]


def _workbook(path: Path, rows: int) -> Path:
    """A workbook of so many rows."""
    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.append(["agency", "dispatch", "code", "notes"])
    for number in range(rows):
        page.append([f"Police {number}", "202-555-0110", f"C{number:05}", "n" * 400])
    book.save(path)
    return path


def test_a_workbook_five_times_as_long_takes_no_more_memory(tmp_path: Path) -> None:
    """What is held is a batch of rows; all rows of the longer one would be four megabytes."""
    short = _workbook(tmp_path / "short.xlsx", 500)
    long = _workbook(tmp_path / "long.xlsx", 2_500)
    rows, held = _grown(short, short)
    more, grown = _grown(long, short)
    assert (rows, more) == (500, 2_500)
    assert grown <= held + 1


def test_what_stands_in_a_long_list_is_read_to_its_last_row(tmp_path: Path) -> None:
    lines = "".join(f"Police {number},C{number:05}\n" for number in range(30_000))
    table = open_table(csv_file(tmp_path, "agency,code\n" + lines), Findings())
    assert table is not None
    rows = list(table.rows())
    assert (rows[-1].number, rows[-1].values["code"]) == (30_001, "C29999")
    assert len({row.values["agency"] for row in rows}) == 30_000


@pytest.mark.parametrize("rows", [10, 2_000], ids=str)
def test_rows_are_read_as_they_are_asked_for(tmp_path: Path, rows: int) -> None:
    table = open_table(csv_file(tmp_path, "agency\n" + "North Police\n" * rows), findings := Findings())
    assert table is not None
    read = read_entries(table, layout_with(field("agency")), shipped(), findings)
    assert next(read).row == 2
    assert not findings.found
