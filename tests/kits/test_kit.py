"""A small kit made once: its folders, its print file with the cover, its summary, and what is told and refused."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import yaml

from generator.batch.run import How, Ran, run
from generator.catalog.cachefolder import VARIABLE
from generator.catalog.places import Roots, shipped_root
from generator.errors import Refused, SetupError, UsageError
from generator.findings import Finding, Findings
from generator.kits.asked import Ask, usual_folder
from generator.kits.bench import KitBench
from generator.kits.combined import combined
from generator.kits.cover import made as cover_file
from generator.kits.opening import open_kit
from generator.making import Purpose
from generator.manifest import read_manifest
from generator.order import open_catalog
from generator.pdf.info import DocumentInfo
from generator.pdf.joined import Part
from generator.proof.known import known_directory
from generator.proof.report import proof_bytes

SPACE = Path(__file__).resolve().parent / "space"
ROOTS = Roots(shipped_root(), SPACE)
DAY = datetime.date(2026, 11, 20)
PRINT = "print-all.en.office.pdf"
DATE = "May 4, 2027"


@pytest.fixture(scope="module", autouse=True)
def _catalogue_read_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("cache")))
        yield


def made(ask: Ask, how: How | None = None) -> Ran:
    """A kit made in this process."""
    how = how or How()
    work, bench = open_kit(ROOTS, ask, keep_going=how.keep_going)
    return run(work, bench, ask.out, how)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small kit, built from its sample roster."""
    folder = tmp_path_factory.mktemp("kit") / "small"
    made(Ask("small", folder, today=DAY, fields={"date": DATE}))
    return folder


def roster(folder: Path, *lines: str) -> Path:
    """A roster of somebody's own."""
    path = folder / "roster.csv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def refused(ask: Ask) -> tuple[Finding, ...]:
    """Why a kit is refused before anything is made."""
    with pytest.raises(Refused) as caught:
        made(ask)
    return caught.value.findings


def test_every_piece_has_a_numbered_folder_with_its_manifest(out: Path) -> None:
    folders = sorted(path.name for path in out.iterdir() if path.is_dir())
    assert folders == ["01-day-sheet", "02-cards", "03-cases", "04-names", "tables"]
    assert all((out / folder / "manifest.json").is_file() for folder in folders[:-1])


def test_the_print_file_leads_with_the_cover_and_has_a_bookmark_for_each_piece_on_a_front(out: Path) -> None:
    with pikepdf.open(out / PRINT) as pdf, pdf.open_outline() as outline:
        numbers = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
        marks = [(item.title, numbers[item.destination[0].objgen]) for item in outline.root]
    titles = [title for title, _ in marks]
    assert titles == ["Small kit", "Sheet for the day", "Indicator card", "Scenario card", "Sheet with a name"]
    assert all(page % 2 == 0 for _, page in marks)


def test_the_cover_lists_each_piece_with_the_pages_on_which_it_stands(out: Path) -> None:
    told = json.loads((out / "kit.json").read_text(encoding="utf-8"))
    with pypdfium2.PdfDocument(out / PRINT) as pdf:
        cover = pdf[0].get_textpage().get_text_range()
        firsts = [pdf[piece["pages"][0] - 1].get_textpage().get_text_range() for piece in told["pieces"]]
        pages = len(pdf)
    assert DATE in cover
    assert "Small course" in cover
    assert "Letter, one side" in cover
    assert "turn the sheet on its long edge" in cover
    assert all(f"{first} to {last}" in cover for first, last in (piece["pages"] for piece in told["pieces"]))
    assert "The day" in firsts[0]
    assert "Ana Brandt" in firsts[3]
    assert told["pieces"][-1]["pages"][1] == pages == told["print"]["pages"]


def test_one_for_so_many_people_is_rounded_up_and_counted_in_sheets(out: Path) -> None:
    """Three people take two decks of cases and three cards, which come from one sheet of ten."""
    told = json.loads((out / "kit.json").read_text(encoding="utf-8"))
    pieces = {piece["folder"]: piece for piece in told["pieces"]}
    assert pieces["03-cases"]["wanted"] == pieces["03-cases"]["times"] == 2
    assert (pieces["02-cards"]["wanted"], pieces["02-cards"]["sheets"]) == (3, 1)
    assert pieces["04-names"]["sheets"] == 3
    assert told["print"]["sheets"] == 1 + sum(piece["sheets"] for piece in pieces.values())


def test_the_table_of_cases_holds_those_of_the_kits_role(out: Path) -> None:
    cases = (out / "tables" / "cases.csv").read_text(encoding="utf-8").split()
    listed = yaml.safe_load((shipped_root() / "data/training/cases.yaml").read_text(encoding="utf-8"))
    told = [name for name, case in listed.items() if "driver" in case["roles"]]
    assert cases == ["case", *told]


def test_the_manifest_beside_the_print_file_knows_its_numbers(out: Path) -> None:
    entry = read_manifest(out)[PRINT]
    parts = [one for folder in out.glob("0*") for one in read_manifest(folder).values()]
    assert {"emergency.voice", "hsi-tipline.voice"} <= set(entry["carries"])
    assert set(entry["numbers"]) == {number for one in parts for number in one["numbers"]}


def test_the_same_kit_gives_the_same_bytes(out: Path, tmp_path: Path) -> None:
    made(Ask("small", tmp_path / "again", today=DAY, fields={"date": DATE}))
    again = {path.relative_to(tmp_path / "again"): path for path in (tmp_path / "again").rglob("*") if path.is_file()}
    assert {name: path.read_bytes() for name, path in again.items()} == {
        path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()
    }


def test_another_language_has_a_folder_of_its_own_and_is_refused_in_that_of_the_first(out: Path) -> None:
    assert usual_folder("small", "en") != usual_folder("small", "es")
    with pytest.raises(UsageError, match="holds the kit small in “en”"):
        open_kit(ROOTS, Ask("small", out, lang="es", today=DAY))


def test_a_kit_that_failed_in_part_has_no_print_file_and_says_which_piece_it_was(out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "kit")
    ask = Ask("small", tmp_path / "kit", today=DAY, fields={"date": DATE})
    work, bench = open_kit(ROOTS, ask, keep_going=True)
    units = list(bench.units())
    came = [(unit, bench.make(unit, tmp_path / "kit")) for unit in units if not unit.key.startswith("01")]
    closing = bench.finish(came, tmp_path / "kit")
    assert PRINT not in closing
    assert not (tmp_path / "kit" / PRINT).exists()
    assert json.loads(closing["kit.json"])["failed"] == ["01-day-sheet"]
    assert work.order.items[0].name == "01-day-sheet"


def test_a_file_that_was_changed_since_it_was_read_back_is_not_joined(out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "kit")
    _, bench = open_kit(ROOTS, Ask("small", tmp_path / "kit", today=DAY, fields={"date": DATE}))
    came = [(unit, bench.make(unit, tmp_path / "kit")) for unit in bench.units()]
    sheet = tmp_path / "kit/01-day-sheet/day-sheet.en.office.pdf"
    sheet.write_bytes(sheet.read_bytes() + b"%")
    with pytest.raises(SetupError, match=r"day-sheet\.en\.office\.pdf was changed while the kit was made"):
        bench.finish(came, tmp_path / "kit")


def test_a_code_of_a_piece_that_cannot_be_read_in_the_whole_is_refused(out: Path) -> None:
    part = Part((out / "01-day-sheet/day-sheet.en.office.pdf").read_bytes(), "Sheet")
    known = known_directory(open_catalog(ROOTS, ["en"], ("day-sheet",)).contacts, ())
    info = DocumentInfo("All", "en", "2026-11-20", duplex="DuplexFlipLongEdge", tray=True)
    with pytest.raises(Refused) as caught:
        combined([part], "all.pdf", info, known, 3.0, ["https://humantraffickinghotline.org"])
    assert [(one.rule, one.seen) for one in caught.value.findings if one.severity == "error"] == [
        ("proof.joined", "https://humantraffickinghotline.org")
    ]


@pytest.mark.parametrize("first", [3, 731, 1201])
def test_no_pages_of_a_cover_are_read_as_a_phone_number(tmp_path: Path, first: int) -> None:
    """A range from 731 with a dash has the form of a local number; certificates for 300 people come so far."""
    _, bench = open_kit(ROOTS, Ask("small", tmp_path / "kit", today=DAY, fields={"date": DATE}))
    row = replace(
        bench.cover.row(bench._longest(bench.items[0]), bench._papers["01-day-sheet"], (first, 1330)), need=""
    )
    found = Findings()
    data = cover_file(bench.cover.job([row], 9, found)).data
    known = known_directory(bench.cover.catalog.contacts, ())
    assert f"{first} to 1330" in row.cells[1]
    assert not [one for one in proof_bytes(data, "cover.pdf", known).findings if one.rule == "proof.number-unknown"]


def test_a_count_on_the_cover_that_looks_like_a_service_number_is_a_count(tmp_path: Path) -> None:
    ran = made(Ask("small", tmp_path / "kit", today=DAY, fields={"date": DATE}, people=211))
    assert not ran.failed
    with pypdfium2.PdfDocument(tmp_path / "kit" / PRINT) as pdf:
        assert "211" in pdf[0].get_textpage().get_text_range()
    strict = known_directory(open_catalog(ROOTS, ("en",)).contacts, ())
    parts = [path.read_bytes() for path in (tmp_path / "kit").glob("0*/*.office.pdf")]
    assert not [one for data in parts for one in proof_bytes(data, "", strict).findings if one.seen == "211"]


def test_a_column_that_no_piece_knows_and_a_sample_are_told_once(tmp_path: Path) -> None:
    work, bench = open_kit(ROOTS, Ask("small", tmp_path / "kit", today=DAY))
    told = _checked(bench)
    columns = [finding for finding in told if finding.rule == "column.unknown"]
    samples = [finding for finding in told if finding.rule == "field.sample"]
    assert [finding.seen for finding in columns] == ["unit"]
    assert [finding.problem for finding in samples] == [
        "The field “date” prints its sample “March 3, 2027” (in day-sheet, names)."
    ]
    assert work.identity == bench.campaign.identity


def fields_by_piece(ask: Ask) -> dict[str, dict[str, str]]:
    """What the fields of each item are set to."""
    _, bench = open_kit(ROOTS, ask)
    return {item.name: dict(item.order.fields) for item in bench.items}


def test_what_a_row_says_goes_before_what_is_set_and_that_is_told(tmp_path: Path) -> None:
    ask = Ask("small", tmp_path / "kit", today=DAY, fields={"date": DATE})
    asked = replace(ask, records=roster(tmp_path, "name,date", "Ana Brandt,May 5"))
    fields = fields_by_piece(asked)
    assert fields["01-day-sheet"]["date"] == DATE
    assert "date" not in fields["04-names"]
    _, bench = open_kit(ROOTS, asked)
    assert [(str(one.place), one.rule) for one in bench.noted if one.rule.startswith("field")] == [
        ("--set date", "field.table")
    ]
    assert fields_by_piece(replace(ask, out=tmp_path / "other"))["04-names"] == {"date": DATE}


def test_a_shared_field_can_be_said_in_words_and_what_is_set_goes_before(tmp_path: Path) -> None:
    space = Path(shutil.copytree(SPACE, tmp_path / "space"))
    kit = space / "data/kits/small.yaml"
    kit.write_text(kit.read_text(encoding="utf-8").replace("Small course", '"{space.day}"'), encoding="utf-8")
    ask = Ask("small", tmp_path / "kit", today=DAY, fields={"date": DATE})
    for fields, said in (({}, "The day"), ({"course": "Ours"}, "Ours")):
        _, bench = open_kit(Roots(shipped_root(), space), replace(ask, fields={**ask.fields, **fields}))
        assert bench.items[0].order.fields["course"] == said


@pytest.mark.parametrize("kit", ["campus-101", "community-101"])
def test_a_kit_that_ships_says_its_course_in_spanish_and_warns_of_no_sample_of_it(tmp_path: Path, kit: str) -> None:
    ask = Ask(kit, tmp_path / "kit", lang="es", today=DAY)
    _, bench = open_kit(Roots(shipped_root()), ask)
    words = yaml.safe_load((shipped_root() / "data/translations/es/kits.yaml").read_text(encoding="utf-8"))
    courses = {item.order.fields["course"] for item in bench.items if "course" in item.order.fields}
    assert courses == {words["list"][kit]["course"]["text"]}
    assert "course" not in {one.fix.partition("--set ")[2].partition("=")[0] for one in bench.noted}


def test_a_column_that_another_piece_uses_is_no_finding(tmp_path: Path) -> None:
    path = roster(tmp_path, "name,date", f"Ana Brandt,{DATE}")
    _, bench = open_kit(ROOTS, Ask("small", tmp_path / "kit", today=DAY, records=path, fields={"course": "X"}))
    assert not [finding for finding in _checked(bench) if finding.rule == "column.unknown"]


def test_a_real_persons_sheet_never_bears_a_sample(tmp_path: Path) -> None:
    found = refused(Ask("small", tmp_path / "kit", today=DAY, records=roster(tmp_path, "name", "Ana Brandt")))
    assert [(one.rule, one.limit) for one in found if one.severity == "error"] == [("column.missing", "date")]
    assert "--set date=…" in next(one.fix for one in found if one.rule == "column.missing")
    assert not (tmp_path / "kit" / PRINT).exists()


def test_a_faulty_row_is_named_by_row_and_column(tmp_path: Path) -> None:
    path = roster(tmp_path, "name,unit", "Ana Brandt,Night", ",Day")
    found = refused(Ask("small", tmp_path / "kit", today=DAY, records=path, fields={"date": DATE}))
    assert [str(one.place) for one in found if one.rule == "cell.empty"] == ["roster.csv:3:1 (row 3, column A “name”)"]


def test_what_is_asked_wrongly_is_told_at_once(tmp_path: Path) -> None:
    fields, stocks = {"dat": DATE, "role": "drivr"}, {"crads": "letter"}
    found = refused(Ask("small", tmp_path / "kit", today=DAY, fields=fields, stocks=stocks))
    assert {str(one.place) for one in found if one.severity == "error"} == {"--set dat", "--set role", "--stock crads"}


def test_pieces_of_a_table_are_left_out_where_only_screen_files_are_wanted(tmp_path: Path) -> None:
    ask = Ask("small", tmp_path / "kit", today=DAY, fields={"date": DATE}, purposes=(Purpose.SCREEN,))
    _, bench = open_kit(ROOTS, replace(ask, people=40))
    assert [item.name for item in bench.items] == ["01-day-sheet", "02-cards"]
    assert [item.quantity for item in bench.items] == [1, 40]
    assert {one.rule for one in _checked(bench)} >= {"kit.left-out"}


def _checked(bench: KitBench) -> tuple[Finding, ...]:
    findings = Findings()
    bench.check(findings)
    return findings.sorted()
