"""The papers of the repository are true: pictures, words, versions and lengths."""

from __future__ import annotations

import re
import tomllib

import pytest
from PIL import Image, ImageChops

from generator import VERSION
from generator.catalog.blockreader import KINDS
from tests.conftest import ROOT, Built

README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_readme_is_under_120_lines() -> None:
    assert README.count("\n") < 120


@pytest.mark.xdist_group("catalogue")
@pytest.mark.parametrize("name", sorted(set(re.findall(r"docs/pictures/([\w.-]+\.png)", README))))
def test_a_picture_in_the_readme_is_what_the_program_makes_today(catalogue: Built, name: str) -> None:
    with Image.open(ROOT / "docs" / "pictures" / name) as shown, Image.open(catalogue.out / name) as made:
        assert shown.size == made.size
        difference = ImageChops.difference(shown.convert("L"), made.convert("L"))
    assert sum(difference.point(lambda value: 255 if value > 40 else 0).histogram()[255:]) == 0


def test_every_path_the_readme_links_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_changelog_names_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {VERSION}" in changelog


def test_every_dependency_is_pinned_and_no_file_names_a_registry() -> None:
    pins = {
        line.split("==")[0].lower().replace("_", "-") for line in (ROOT / "constraints.txt").read_text().splitlines()
    }
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    names = {re.match(r"[\w-]+", entry)[0].lower() for entry in wanted}  # type: ignore[index]
    assert names <= pins
    for path in ("constraints.txt", "pyproject.toml", "Makefile", ".ci/run", "README.md"):
        text = (ROOT / path).read_text(encoding="utf-8")
        assert not re.search(r"index-url|find-links|https?://\S*/simple\b", text), path


def test_every_block_is_in_the_reference() -> None:
    reference = (ROOT / "docs" / "layouts.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"| `{kind}` |" in reference, kind


def test_every_exit_code_is_in_the_readme() -> None:
    assert "0 done, 1 refused by findings, 2 wrong usage, 3 something is wrong" in README
