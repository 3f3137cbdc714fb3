from __future__ import annotations

from pathlib import Path

from generator.catalog.places import Roots, shipped_root


def fill(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(root.name, encoding="utf-8")


def two(tmp_path: Path) -> Roots:
    fill(tmp_path / "shipped", "layouts/cards/a.yaml", "layouts/cards/b.yaml", "data/x.yaml", "data/notes.txt")
    fill(tmp_path / "mine", "layouts/cards/b.yaml", "layouts/cards/c.yaml")
    return Roots(tmp_path / "shipped", tmp_path / "mine")


def test_the_workspace_wins_file_by_file(tmp_path: Path) -> None:
    roots = two(tmp_path)
    files = roots.files("layouts")
    assert [path.name for path in files] == ["a.yaml", "b.yaml", "c.yaml"]
    assert [path.read_text() for path in files] == ["shipped", "mine", "mine"]


def test_a_file_is_looked_for_in_the_workspace_first(tmp_path: Path) -> None:
    roots = two(tmp_path)
    assert roots.find("layouts/cards/b.yaml") == tmp_path / "mine/layouts/cards/b.yaml"
    assert roots.find("data/x.yaml") == tmp_path / "shipped/data/x.yaml"
    assert roots.find("data/none.yaml") is None
    assert roots.find("data") is None


def test_without_a_workspace_there_is_what_ships(tmp_path: Path) -> None:
    roots = Roots(two(tmp_path).shipped)
    assert roots.folders == (tmp_path / "shipped",)
    assert [path.name for path in roots.files("layouts")] == ["a.yaml", "b.yaml"]


def test_only_files_of_the_asked_kind_are_listed(tmp_path: Path) -> None:
    roots = two(tmp_path)
    assert [path.name for path in roots.files("data")] == ["x.yaml"]
    assert [path.name for path in roots.files("data", ".txt")] == ["notes.txt"]
    assert roots.files("nowhere") == ()


def test_a_file_is_shown_by_the_name_its_user_knows(tmp_path: Path) -> None:
    roots = two(tmp_path)
    assert roots.shown(tmp_path / "mine/layouts/cards/c.yaml") == "mine/layouts/cards/c.yaml"
    assert roots.shown(tmp_path / "elsewhere/c.yaml") == "c.yaml"


def test_what_ships_is_found_beside_the_package() -> None:
    assert (shipped_root() / "layouts" / "formats.yaml").is_file()
    assert (shipped_root() / "fonts" / "register.yaml").is_file()
