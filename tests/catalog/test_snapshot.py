"""Promises about snapshots: the same catalogue as from the files, never that of an older edit, and never in the way."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generator.catalog import snapshot
from generator.catalog.cachefolder import OFF, VARIABLE
from generator.catalog.catalog import load_catalog
from generator.catalog.model import Catalog
from generator.catalog.places import Roots, shipped_root
from generator.catalog.safety import check_safety
from generator.catalog.snapshot import remembered
from generator.findings import Findings
from tests.catalog.shelf import CARD, workspace
from tests.conftest import ROOT

SHIPPED = Roots(shipped_root())


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of this test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Roots]:
    """The catalogues that were read from their files."""
    read: list[Roots] = []

    def counted(roots: Roots, *rest: object) -> Catalog:
        read.append(roots)
        return load_catalog(roots, *rest)  # type: ignore[arg-type]

    class Reading:
        load_catalog = staticmethod(counted)

    monkeypatch.setattr(snapshot, "reading", Reading)
    return read


def opened(roots: Roots = SHIPPED, langs: tuple[str, ...] | None = ("en",), pieces: tuple[str, ...] = ()) -> Catalog:
    findings = Findings()
    catalog = remembered(roots, findings, langs, pieces)
    assert not findings.errors, [str(finding) for finding in findings.errors]
    return catalog


def test_pictures_are_found_where_they_were_handed_in_by_whoever_asks(
    cache: Path, readings: list[Roots], tmp_path: Path
) -> None:
    for name in ("one", "two"):
        roots = replace(SHIPPED, handed=tmp_path / name)
        assert opened(roots).roots == roots
    assert len(readings) == 1
    assert len(kept(cache)) == 1


def kept(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.pickle"))


@pytest.mark.parametrize("langs", [("en",), ("es", "ar"), None], ids=str)
def test_a_snapshot_is_the_catalogue_that_was_read(
    langs: tuple[str, ...] | None, cache: Path, readings: list[Roots]
) -> None:
    fresh = load_catalog(SHIPPED, Findings(), langs)
    taken, again = opened(langs=langs), opened(langs=langs)
    assert len(readings) == len(kept(cache)) == 1
    assert replace(taken, safety=None) == fresh
    assert replace(again, safety=None) == fresh
    assert again.safety is not None
    assert again.safety.clean == {"en", *again.translations}


def test_findings_that_are_no_errors_are_kept_with_it(tmp_path: Path, cache: Path, readings: list[Roots]) -> None:
    ours = workspace(tmp_path, {"stray.yaml": CARD})
    first, second = Findings(), Findings()
    remembered(ours, first, ("en",))
    remembered(ours, second, ("en",))
    assert [finding.rule for finding in first.found] == ["workspace.empty", "workspace.stray"]
    assert second.found == first.found
    assert len(readings) == 1
    assert kept(cache)


def test_a_catalogue_with_an_error_is_not_kept(tmp_path: Path, cache: Path, readings: list[Roots]) -> None:
    ours = workspace(tmp_path, {"layouts/card.yaml": CARD + "nonsense: yes\n"})
    for _ in range(2):
        findings = Findings()
        remembered(ours, findings, ("en",))
        assert [finding.rule for finding in findings.errors] == ["key.unknown"]
    assert len(readings) == 2
    assert kept(cache) == []


def test_an_edit_is_read_and_its_undoing_too(tmp_path: Path, cache: Path) -> None:
    ours = workspace(tmp_path, {"layouts/card.yaml": CARD})
    file = tmp_path / "ours" / "layouts" / "card.yaml"
    titles = []
    for title in ("A card", "A care", "A card"):
        file.write_text(CARD.replace("A card", title), encoding="utf-8")
        titles.append(opened(ours).layouts["card"].title)
    assert titles == ["A card", "A care", "A card"]
    assert len(kept(cache)) == 1


def test_what_was_asked_has_a_snapshot_of_its_own(cache: Path, readings: list[Roots]) -> None:
    assert "fr" not in opened(langs=("en",)).translations
    assert "fr" in opened(langs=("fr",)).translations
    opened(langs=("fr",), pieces=("two-language-poster",))
    assert len(readings) == len(kept(cache)) == 3


def test_two_workspaces_are_not_mistaken_for_one_another(tmp_path: Path, cache: Path) -> None:
    for name in ("one", "two"):
        ours = workspace(tmp_path / name, {"layouts/card.yaml": CARD.replace("A card", name)})
        assert opened(ours).layouts["card"].title == name
    assert len(kept(cache)) == 2


def test_turned_off_nothing_is_kept(cache: Path, readings: list[Roots], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, OFF)
    assert opened() == opened()
    assert len(readings) == 2
    assert not cache.exists()


class _Bomb:
    def __reduce__(self) -> tuple[object, ...]:
        return (exec, ("raise SystemError('a foreign pickle was loaded')",))


def spoiled(data: bytes) -> dict[str, bytes]:
    """A snapshot damaged in every way that a disk, a killed process or another program may."""
    middle = len(data) // 2
    return {
        "empty": b"",
        "cut off": data[:middle],
        "a bit turned": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "something else": b"no snapshot at all" * 10,
        "another pickle": snapshot._sum(pickle.dumps([1])) + pickle.dumps([1]),
        "a head alone": (head := pickle.dumps(snapshot._Head((), (), b""))) and snapshot._sum(head) + head,
        "unsigned code": bytes(32) + pickle.dumps(_Bomb()),
    }


@pytest.mark.parametrize("how", list(spoiled(bytes(100))))
def test_a_damaged_snapshot_is_read_anew_and_mended(how: str, cache: Path, readings: list[Roots]) -> None:
    fresh = opened()
    (file,) = kept(cache)
    sound = file.read_bytes()
    file.write_bytes(spoiled(sound)[how])
    assert opened() == fresh
    assert len(readings) == 2
    assert opened() == fresh
    assert len(readings) == 2, "the damaged file was not replaced"


def test_a_snapshot_that_cannot_be_loaded_though_it_is_whole_is_read_anew(cache: Path, readings: list[Roots]) -> None:
    opened()
    (file,) = kept(cache)
    packed = file.read_bytes()[32:].replace(b"generator.catalog.layouts", b"generator.catalog.layoutz")
    file.write_bytes(snapshot._sum(packed) + packed)
    opened()
    assert len(readings) == 2


def test_a_snapshot_that_others_may_write_is_not_loaded(cache: Path, readings: list[Roots]) -> None:
    opened()
    (file,) = kept(cache)
    file.chmod(0o666)
    opened()
    assert len(readings) == 2
    assert kept(cache)[0].stat().st_mode & 0o077 == 0


def test_another_handbill_python_or_library_reads_for_itself(
    cache: Path, readings: list[Roots], monkeypatch: pytest.MonkeyPatch
) -> None:
    program = snapshot._program()
    for other in (("0.0.9", *program[1:]), (program[0], "3.99", program[2]), (*program[:2], "other code")):
        monkeypatch.setattr(snapshot, "_program", lambda other=other: other)
        opened()
    assert len(readings) == len(kept(cache)) == 3


def test_the_code_that_reads_is_part_of_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot._program.__wrapped__()
    (tmp_path / "reader.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(snapshot, "__file__", str(tmp_path / "snapshot.py"))
    assert snapshot._program.__wrapped__() != before


def test_only_the_newest_snapshots_are_kept(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "_KEPT", 2)
    for lang in ("en", "es", "fr"):
        opened(langs=(lang,))
    assert len(kept(cache)) == 2


def test_a_file_that_changes_while_it_is_read_is_not_kept(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = workspace(tmp_path, {"layouts/card.yaml": CARD})

    class Hasty:
        @staticmethod
        def load_catalog(*asked: object) -> Catalog:
            catalog = load_catalog(*asked)  # type: ignore[arg-type]
            (tmp_path / "ours/layouts/card.yaml").write_text(CARD.replace("A card", "Late"), encoding="utf-8")
            return catalog

    with monkeypatch.context() as patch:
        patch.setattr(snapshot, "reading", Hasty)
        assert opened(ours).layouts["card"].title == "A card"
    assert kept(cache) == []
    assert opened(ours).layouts["card"].title == "Late"


def test_a_folder_that_cannot_be_written_only_costs_time(
    tmp_path: Path, readings: list[Roots], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "cache"))
    assert opened() == opened()
    assert len(readings) == 2


def test_the_safety_rules_judge_a_snapshot_as_they_judge_the_files(tmp_path: Path, cache: Path) -> None:
    words = {"layouts/card.yaml": CARD.replace("text: Front", "text: They were rescued by a hero")}
    words["data/topics/more.yaml"] = "title: More\nwords: Rescue her from her pimp.\n"
    ours = workspace(tmp_path, words)
    found = []
    for catalog in (load_catalog(ours, Findings(), ("en",)), opened(ours), opened(ours)):
        assert kept(cache) or catalog.safety is None
        findings = Findings()
        check_safety(catalog, findings)
        found.append(findings.sorted())
    assert {finding.rule for finding in found[0]} >= {"safety.word"}
    assert {finding.place.file for finding in found[0]} >= {"ours/data/topics/more.yaml", "ours/layouts/card.yaml"}
    assert found[1] == found[2] == found[0]


_READER = """\
import sys
from generator.catalog.places import Roots, shipped_root
from generator.catalog.snapshot import remembered
from generator.findings import Findings
for _ in range(3):
    catalog = remembered(Roots(shipped_root()), Findings(), ("en",))
print(len(catalog.layouts), "yaml.composer" in sys.modules)
"""


def test_processes_that_race_for_one_snapshot_all_get_a_whole_one(cache: Path) -> None:
    racers = [subprocess.Popen([sys.executable, "-c", _READER], cwd=ROOT, stdout=subprocess.PIPE) for _ in range(3)]
    said = {racer.communicate(timeout=100)[0] for racer in racers}
    assert [racer.returncode for racer in racers] == [0] * 3
    assert said == {f"{len(opened().layouts)} True\n".encode()}
    assert [path.name[:8] for path in cache.iterdir()] == ["catalog-"]


def test_a_catalogue_out_of_a_snapshot_needs_no_yaml(cache: Path) -> None:
    opened()
    said = subprocess.run([sys.executable, "-c", _READER], cwd=ROOT, capture_output=True, check=True, timeout=100)
    assert said.stdout.endswith(b" False\n")
    assert len(kept(cache)) == 1
