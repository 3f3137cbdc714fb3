"""Our column of the peer benchmark: its workspace stands on what ships, and its commands make the rows it needs."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from bench import peers
from generator.catalog.catalog import Catalog, load_catalog
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings, Severity
from tests.text import PUBLIC, PUBLIC_BOLD

LAYOUTS = {"peers-sheet", "peers-merged", "peers-campaign", "peers-poster"}
COLUMNS = ("name", "title", "campus", "phone", "url", "variant", "file")


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The catalogue of the workspace, with faces of ours under the names of the benchmark's."""
    folder = tmp_path_factory.mktemp("peers")
    for face, name in zip((PUBLIC, PUBLIC_BOLD), peers.FACES, strict=True):
        shutil.copy(face.path, folder / name)
    peers.prepare(folder / "workspace", folder)
    findings = Findings()
    catalog = load_catalog(Roots(shipped_root(), folder / "workspace"), findings, langs=["en"])
    assert [str(found) for found in findings if found.severity is Severity.ERROR] == []
    return catalog


def test_the_workspace_adds_our_layouts_to_those_that_ship(catalog: Catalog) -> None:
    assert catalog.layouts.keys() > LAYOUTS
    assert {catalog.layouts[name].theme for name in LAYOUTS} == {"peers"}
    assert catalog.themes["peers"].family == "dejavu-sans"


def test_every_theme_has_the_sizes_of_the_benchmark(catalog: Catalog) -> None:
    for theme in catalog.themes.values():
        assert [str(size) for size in theme.scales["peers-merged"]["body"]] == ["5.4pt"]


def rows_made(job: str, folder: Path, *rows: tuple[str, ...]) -> list[dict[str, str]]:
    """What the command of a job makes of a table before it starts Handbill."""
    table = folder / "table.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((COLUMNS, *rows))
    command = peers.commands("HANDBILL", folder)[job].format(csv=table, out=folder / "out")
    subprocess.run(["sh", "-c", command.partition(" && HANDBILL")[0]], check=True)
    made = (folder / "out.work" / "rows.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(made.splitlines()))


def test_a_merge_gets_the_number_of_the_campus_without_its_label(tmp_path: Path) -> None:
    (row,) = rows_made("J2", tmp_path, ("Ana", "T", "Campus 01", "Campus police 202-555-0042", "https://x", "0", ""))
    assert (row["name"], row["phone"], row["url"]) == ("Ana", "202-555-0042", "https://x")


def test_a_campaign_row_fills_every_field_with_its_signs_turned(tmp_path: Path, catalog: Catalog) -> None:
    given = ("", "Conozca las señales", "Campus 02", "Campus police 202-555-0001", "https://x?ref=1", "3", "c-03.pdf")
    (row,) = rows_made("J5", tmp_path, given)
    assert row.keys() == {*catalog.layouts["peers-campaign"].fields, "file"}
    assert (row["title"], row["phone"], row["file"]) == ("Conozca las señales", "202-555-0001", "c-03")
    signs = peers.signs()
    assert [row[f"s{at}"] for at in range(1, 15)] == [*signs[3:], *signs[:3]]


def test_a_benchmark_that_has_changed_is_not_run_with_half_of_our_changes(tmp_path: Path) -> None:
    bench = tmp_path / "bench"
    bench.mkdir()
    (bench / "common.py").write_text("'Campus police 555-0100'", encoding="utf-8")
    (bench / "verify.py").write_text("something else", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"verify\.py no longer holds"):
        peers.patched(bench, tmp_path / "copy")
    assert (tmp_path / "copy/common.py").read_text(encoding="utf-8") == "'Campus police 202-555-0100'"
    assert (bench / "common.py").read_text(encoding="utf-8") == "'Campus police 555-0100'"
