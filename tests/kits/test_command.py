"""`handbill kit` and `handbill list kits` as a trainer types them: what they print, refuse and leave behind."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from generator.batch.journal import NAME as JOURNAL
from generator.batch.work import Outcome, Unit
from generator.catalog.cachefolder import VARIABLE
from generator.kits.bench import KitBench
from tests.conftest import ROOT, Ran, run_in

SPACE = Path(__file__).resolve().parent / "space"
DATE = "May 4, 2027"
PRINT = "print-all.en.office.pdf"


@pytest.fixture(scope="module", autouse=True)
def _catalogue_read_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("cache")))
        yield


def handbill(*args: str | Path) -> Ran:
    """What a command line gives, in this process."""
    return run_in(ROOT, *map(str, args))


def said_in(ran: Ran) -> str:
    """All that a command said, on one line."""
    return " ".join(f"{ran.out} {ran.err}".split())


def small(out: Path, *args: str | Path, space: Path = SPACE, date: str = DATE) -> Ran:
    """The small kit for a desk printer, made into a folder."""
    return handbill("kit", "small", "--workspace", space, "--out", out, "--set", f"date={date}", *args)


def office(out: Path, *args: str | Path, space: Path = SPACE) -> Ran:
    """The small kit without its files for screens."""
    return small(out, "--purpose", "office", *args, space=space)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The small kit made in one go, and what the command said."""
    out = tmp_path_factory.mktemp("whole") / "kit"
    return out, office(out)


@pytest.fixture
def space(tmp_path: Path) -> Path:
    """A workspace with the small kit, to be changed."""
    return Path(shutil.copytree(SPACE, tmp_path / "space"))


def change(space: Path, edit: Callable[[dict[str, object]], None], file: str = "data/kits/small.yaml") -> None:
    """Edit a file of a workspace."""
    said = yaml.safe_load((space / file).read_text(encoding="utf-8"))
    edit(said)
    (space / file).write_text(yaml.safe_dump(said, sort_keys=False), encoding="utf-8")


def test_a_trainer_is_told_what_to_print(whole: tuple[Path, Ran]) -> None:
    out, said = whole
    assert said.code == 0, said_in(said)
    assert f"Print this: {out / PRINT}" in said_in(said)
    assert (out / "kit.txt").is_file()
    assert "0 errors" in said_in(said)


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("--stock", "cards=avery-5384"), 1, "--stock cards: error: The face “front” is"),
        (("--stock", "names=avery-5384"), 1, "--stock names: error: The face “front” is"),
        (("--stock", "cards=lettr"), 1, "Did you mean “letter”?"),
        (("--stock", "crads=letter"), 1, "Did you mean “cards”?"),
        (("--stock", "letter"), 2, "PIECE=STOCK"),
        (("--people", "0"), 2, "--people"),
        (("--people", "many"), 2, "--people"),
        (("--set", "dat=x"), 1, "Did you mean “date”?"),
        (("--set", "role=drivr"), 1, "Did you mean “driver”?"),
        (("--set", "case=cash-kitchen"), 1, "“case” is said by each row of a table"),
        (("--set", "name=Ana"), 1, "“name” is said by each row of a table"),
        (("--lang", "ess"), 2, "Did you mean “es”?"),
        (("--lang", "es"), 1, "has no words in Spanish"),
        (("--purpose", "paper"), 2, "paper"),
        (("--sheet", "Friday"), 2, "name it with --records"),
        (("--resume", "--restart"), 2, "say one of them"),
        (("--printer", "nobody"), 1, "nobody"),
        (("--tray", "2"), 2, "--printer"),
        (("--purpose", "screen", "--printer", "desk"), 2, "--purpose office"),
    ],
)
def test_what_is_asked_wrongly_is_refused_before_anything_is_made(
    tmp_path: Path, args: tuple[str, ...], code: int, told: str
) -> None:
    said = small(tmp_path / "out", *args)
    assert (said.code, told in said_in(said)) == (code, True), said_in(said)
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_kit_that_nobody_knows_is_answered_with_the_nearest(tmp_path: Path) -> None:
    said = handbill("kit", "campus-100", "--out", tmp_path / "out")
    assert said.code == 2
    assert "There is no kit “campus-100”. Did you mean “campus-101”?" in said_in(said)
    assert not (tmp_path / "out").exists()


def test_papers_that_fit_no_piece_are_told_for_all_pieces_at_once(tmp_path: Path) -> None:
    said = office(tmp_path / "out", "--stock", "cards=avery-5384", "--stock", "cases=avery-5384", "--json")
    wrong = [one["seen"] for one in said.json["findings"] if one["rule"] == "stock.misfit"]
    assert said.code == 1
    assert len(wrong) == 2
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_roster_without_names_is_refused_once_for_all_pieces(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("unit\nNight\n", encoding="utf-8")
    said = small(tmp_path / "out", "--records", tmp_path / "roster.csv", "--json")
    missing = [one for one in said.json["findings"] if one["rule"] == "column.missing"]
    assert said.code == 1
    assert [(one["limit"], one["severity"]) for one in missing] == [("name", "error")]


def test_a_program_gets_one_json_object_whether_it_went_well_or_not(tmp_path: Path, whole: tuple[Path, Ran]) -> None:
    said = office(whole[0], "--json")
    files = said.json["files"]
    assert said.code == 0
    assert PRINT in files
    assert {f"{name}/manifest.json" for name in ("01-day-sheet", "02-cards", "03-cases", "04-names")} <= set(files)
    bad = small(tmp_path / "out", "--stock", "crads=letter", "--json")
    assert [one["rule"] for one in bad.json["findings"] if one["severity"] == "error"] == ["kit.piece"]


def test_the_kits_are_listed_with_what_they_are_for() -> None:
    said, data = handbill("list", "kits"), handbill("list", "kits", "--json")
    assert (said.code, data.code) == (0, 0)
    kits = {row["kit"]: row for row in data.json["kits"]}
    assert {"campus-101", "community-101"} <= set(kits)
    assert all(row["languages"] == "en, es" for row in kits.values())
    assert all(name in said_in(said) and row["what it is for"] in said_in(said) for name, row in kits.items())


def test_a_workspaces_kit_is_listed_beside_those_that_ship() -> None:
    kits = {row["kit"] for row in handbill("list", "kits", "--workspace", SPACE, "--json").json["kits"]}
    assert {"small", "campus-101"} <= kits


def test_a_stopped_kit_goes_on_to_the_same_bytes(
    tmp_path: Path, whole: tuple[Path, Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, made, make = tmp_path / "kit", [], KitBench.make

    def stopped(bench: KitBench, unit: Unit, folder: Path) -> Outcome:
        if len(made) == 2:
            raise KeyboardInterrupt
        made.append(unit.key)
        return make(bench, unit, folder)

    with monkeypatch.context() as patch:
        patch.setattr(KitBench, "make", stopped)
        said = office(out)
    assert said.code == 130
    assert "Go on with --resume" in said_in(said)
    assert (out / JOURNAL).is_file()
    assert not (out / PRINT).exists()
    assert office(out).code == 2
    again = office(out, "--resume")
    assert again.code == 0, said_in(again)
    assert contents(out) == contents(whole[0])


def test_what_was_stopped_is_not_gone_on_with_for_another_date_but_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "kit"

    def stopped(bench: KitBench, unit: Unit, folder: Path) -> Outcome:
        if unit.key.startswith("02"):
            raise KeyboardInterrupt
        return make(bench, unit, folder)

    make = KitBench.make
    with monkeypatch.context() as patch:
        patch.setattr(KitBench, "make", stopped)
        assert office(out).code == 130
    other = small(out, "--purpose", "office", "--resume", date="May 5, 2027")
    assert other.code == 2
    assert "cannot be gone on with" in said_in(other)
    anew = small(out, "--purpose", "office", "--restart", date="May 5, 2027")
    assert anew.code == 0, said_in(anew)
    assert json.loads((out / "kit.json").read_text(encoding="utf-8"))["fields"] == {"date": "May 5, 2027"}


def test_another_kit_is_refused_in_the_same_folder_and_nothing_there_changes(
    tmp_path: Path, whole: tuple[Path, Ran]
) -> None:
    out = Path(shutil.copytree(whole[0], tmp_path / "kit"))
    before = contents(out)
    said = handbill("kit", "community-101", "--out", out)
    assert said.code == 2
    assert "holds the kit small in “en”" in said_in(said)
    assert contents(out) == before


def test_folders_of_a_kit_that_was_renumbered_since_are_refused_until_they_are_gone(
    tmp_path: Path, space: Path, whole: tuple[Path, Ran]
) -> None:
    out = Path(shutil.copytree(whole[0], tmp_path / "kit"))
    before = contents(out)
    change(space, lambda kit: kit["pieces"].pop("cards"))  # type: ignore[attr-defined]
    said = office(out, space=space)
    told = said_in(said)
    assert said.code == 2
    assert "pieces from before the kit was changed: 02-cards, 03-cases, 04-names" in told
    assert "01-day-sheet" not in told
    assert contents(out) == before
    for name in ("02-cards", "03-cases", "04-names"):
        shutil.rmtree(out / name)
    assert office(out, space=space).code == 0
    assert sorted(path.name for path in out.glob("0*")) == ["01-day-sheet", "02-cases", "03-names"]


def test_pieces_that_screens_leave_out_are_no_folders_of_an_older_kit(tmp_path: Path, whole: tuple[Path, Ran]) -> None:
    out = Path(shutil.copytree(whole[0], tmp_path / "kit"))
    said = small(out, "--purpose", "screen")
    assert said.code == 0, said_in(said)
    assert not (out / PRINT).exists()
