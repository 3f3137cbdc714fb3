from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.catalog.layouts import read_layouts
from generator.catalog.places import Roots, check_workspace, shipped_root
from generator.catalog.topics import read_topics
from generator.catalog.training import read_training
from generator.findings import Finding, Findings
from tests.catalog.shelf import CARD, only, workspace


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


def test_only_yaml_files_are_listed(tmp_path: Path) -> None:
    roots = two(tmp_path)
    assert [path.name for path in roots.files("data")] == ["x.yaml"]
    assert roots.files("nowhere") == ()


def test_yml_is_read_like_yaml(tmp_path: Path) -> None:
    roots = two(tmp_path)
    fill(tmp_path / "mine", "layouts/cards/d.yml", "layouts/cards/a.yml", "data/x.yml")
    assert [path.name for path in roots.files("layouts")] == ["a.yml", "b.yaml", "c.yaml", "d.yml"]
    assert roots.find("data/x.yaml") == tmp_path / "mine/data/x.yml"
    assert roots.relative(tmp_path / "mine/data/x.yml") == "data/x.yaml"
    assert roots.shown(tmp_path / "mine/data/x.yml") == "mine/data/x.yml"


def test_a_layout_in_a_yml_file_is_a_layout(tmp_path: Path) -> None:
    roots, findings = workspace(tmp_path, {"layouts/cards/ours.yml": CARD, "layouts/formats.yml": "{}\n"}), Findings()
    layouts = read_layouts(roots, findings, read_training(roots, read_topics(roots, Findings()), Findings()))
    assert not findings
    assert layouts["ours"].place.file == "ours/layouts/cards/ours.yml"


def test_only_regular_files_are_listed(tmp_path: Path) -> None:
    roots = two(tmp_path)
    os.mkfifo(tmp_path / "mine/layouts/cards/a.yaml")
    (tmp_path / "mine/layouts/folder.yaml").mkdir()
    (tmp_path / "mine/layouts/link.yaml").symlink_to(tmp_path / "nowhere.yaml")
    (tmp_path / "mine/layouts/good.yaml").symlink_to(tmp_path / "shipped/data/x.yaml")
    assert [path.name for path in roots.files("layouts")] == ["a.yaml", "b.yaml", "c.yaml", "good.yaml"]
    assert roots.files("layouts")[0] == tmp_path / "shipped/layouts/cards/a.yaml"


def test_a_file_is_shown_by_the_name_its_user_knows(tmp_path: Path) -> None:
    roots = two(tmp_path)
    assert roots.shown(tmp_path / "mine/layouts/cards/c.yaml") == "mine/layouts/cards/c.yaml"
    assert roots.shown(tmp_path / "elsewhere/c.yaml") == "c.yaml"


def test_what_ships_is_found_beside_the_package() -> None:
    assert (shipped_root() / "layouts" / "formats.yaml").is_file()
    assert (shipped_root() / "fonts" / "register.yaml").is_file()


# What would be passed over without a word


def found(roots: Roots) -> Findings:
    findings = Findings()
    check_workspace(roots, findings)
    return findings


def test_a_workspace_in_order_has_no_finding(tmp_path: Path) -> None:
    roots = two(tmp_path)
    (tmp_path / "mine/pictures").mkdir()
    fill(tmp_path / "mine", "docker-compose.yml", "notes.txt")
    assert not found(roots)
    assert not found(Roots(roots.shipped))


def test_a_workspace_without_a_single_known_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "mine/cards").mkdir(parents=True)
    finding = only(found(Roots(tmp_path, tmp_path / "mine")))
    assert (finding.rule, str(finding.severity), finding.place.file) == ("workspace.empty", "warning", "mine")
    assert "layouts, data, fonts, pictures" in finding.problem


@pytest.mark.parametrize("name", ["card.yaml", "card.yml", "CARD.YAML"])
@pytest.mark.parametrize("text", [CARD, "hosts: []\ncontacts:\n  line: {}\n"])
def test_a_file_of_ours_beside_the_folders_is_found(tmp_path: Path, name: str, text: str) -> None:
    finding = only(found(workspace(tmp_path, {name: text, "data/x.yaml": "a: b\n"})))
    assert (finding.rule, str(finding.severity), finding.place.file) == ("workspace.stray", "warning", f"ours/{name}")


def unreadable(roots: Roots) -> Finding:
    finding = only(found(roots))
    assert (finding.rule, str(finding.severity)) == ("file.unreadable", "error")
    return finding


@pytest.mark.parametrize("name", ["layouts/cards/a.yaml", "data/contacts.yaml", "data/topics/a.yml"])
def test_whatever_is_named_like_a_file_and_is_none_is_found(tmp_path: Path, name: str) -> None:
    roots = workspace(tmp_path, {"data/x.yaml": "a: b\n"})
    path = tmp_path / "ours" / name
    path.mkdir(parents=True)
    assert "a folder" in unreadable(roots).problem
    path.rmdir()
    path.symlink_to(tmp_path / "nowhere.yaml")
    assert "a link that leads nowhere" in unreadable(roots).problem
    path.unlink()
    os.mkfifo(path)
    assert "no regular file" in unreadable(roots).problem
    assert unreadable(roots).place.file == f"ours/{name}"


def test_two_files_that_are_one_to_us_are_found(tmp_path: Path) -> None:
    roots = workspace(tmp_path, {"data/topics/a.yaml": "title: A\n", "data/topics/a.yml": "title: B\n"})
    finding = only(found(roots))
    assert (finding.rule, finding.place.file) == ("file.twice", "ours/data/topics/a.yml")


def test_a_suffix_in_capitals_is_found(tmp_path: Path) -> None:
    finding = only(found(workspace(tmp_path, {"layouts/cards/a.YAML": CARD})))
    assert (finding.rule, finding.fix) == ("file.suffix", "Rename it to a.yaml.")


def test_what_an_editor_hides_is_no_matter(tmp_path: Path) -> None:
    roots = workspace(tmp_path, {"layouts/cards/a.yaml": CARD})
    (tmp_path / "ours/layouts/cards/.#a.yaml").symlink_to("me@desk.1234")
    assert not found(roots)
