"""Logos in a catalogue: a small grammar that says what is wrong, and a folder of pictures that were handed in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from generator.catalog.blocks import Image as Picture
from generator.catalog.blocks import walk
from generator.catalog.catalog import load_catalog
from generator.catalog.layouts import Layout, read_layouts
from generator.catalog.pictures import check_picture
from generator.catalog.places import Roots
from generator.findings import Findings, Place
from tests.catalog.shelf import CARD, ROOT, alone, only, workspace

FIELD = "  logo: {type: logo, label: Your logo}\n"
WORD = "  word: {type: text, label: Word, sample: x}\n"
BLOCK = 'image: {file: "{logo}", height: 0.4in}'


def card(block: str, field: str = FIELD) -> dict[str, str]:
    return {"layouts/cards/card.yaml": f"fields:\n{field}{WORD}" + CARD.replace("- text: Front", f"- {block}")}


def found(folder: Path, block: str = BLOCK, field: str = FIELD) -> tuple[Findings, Layout]:
    """What reading the layout finds, and the layout."""
    findings = Findings()
    return findings, read_layouts(alone(folder, card(block, field)), findings)["card"]


def checked(folder: Path, block: str) -> Findings:
    """The errors of a whole catalogue with the layout in it."""
    findings = Findings()
    load_catalog(workspace(folder, card(block)), findings, ("en",))
    return Findings(list(findings.errors))


@pytest.mark.parametrize(
    "block",
    [BLOCK, 'image: {file: "{logo}", height: 0.4in, width: 1in, alt: "{word}"}'],
    ids=["in short", "in full"],
)
def test_a_field_and_a_block_make_a_logo_that_prints_nothing_by_itself(tmp_path: Path, block: str) -> None:
    findings, layout = found(tmp_path, block)
    assert not findings
    shown = next(one for one in walk(layout.panels["front"]) if isinstance(one, Picture))
    assert (shown.field, shown.file) == ("logo", "")
    assert layout.logos == {}


@pytest.mark.parametrize(
    ("block", "rule", "words"),
    [
        ('image: {file: "{logo}", width: 1in}', "image.box", "how high"),
        ('image: {file: "{logo}", height: 1in, decorative: true}', "image.alt", "no decoration"),
        ('image: {file: "{lgo}", height: 1in}', "field.logo", "Did you mean “logo”?"),
        ('image: {file: "{word}", height: 1in}', "field.logo", "No field of the type logo"),
        ("text: Front", "field.unused", "No block prints “logo”."),
    ],
    ids=["no height", "decorative", "unknown", "a text", "not printed"],
)
def test_what_cannot_print_a_logo_is_refused_with_what_to_write(
    tmp_path: Path, block: str, rule: str, words: str
) -> None:
    findings = [one for one in found(tmp_path, block)[0] if one.rule == rule]
    assert len(findings) == 1
    assert words in str(findings[0])
    assert findings[0].place.file == "layouts/cards/card.yaml"


def test_words_may_wait_for_a_logo_but_not_print_it(tmp_path: Path) -> None:
    row = "row: {blocks: [{%s}, {text: {text: %s, when: logo}}]}"
    assert not checked(tmp_path / "waits", row % (BLOCK, "Hello"))
    finding = only(checked(tmp_path / "prints", row % (BLOCK, '"{logo}"')))
    assert finding.rule == "field.logo"
    assert "“logo” is a picture" in finding.problem


@pytest.mark.parametrize("key", ["sample: pictures/a.png", "required: true", "must_change: true"])
def test_nothing_stands_in_for_a_logo(tmp_path: Path, key: str) -> None:
    finding = only(found(tmp_path, field=f"  logo: {{type: logo, label: Your logo, {key}}}\n")[0])
    assert f"The key “{key.partition(':')[0]}” is not known here" in finding.problem


def shelves(tmp_path: Path) -> Roots:
    for name, colour in (("ours", "red"), ("handed", "blue")):
        (tmp_path / name / "pictures").mkdir(parents=True)
        Image.new("RGB", (4, 4), colour).save(tmp_path / name / "pictures" / f"{name}.png")
    return Roots(ROOT, tmp_path / "ours", tmp_path / "handed")


def test_a_picture_handed_in_counts_as_inside_and_does_not_tell_where_it_lies(tmp_path: Path) -> None:
    roots, findings = shelves(tmp_path), Findings()
    check_picture("pictures/handed.png", Place(), roots, findings)
    check_picture("pictures/ours.png", Place(), roots, findings)
    assert not findings
    path = roots.find_picture("pictures/handed.png")
    assert path == tmp_path / "handed/pictures/handed.png"
    assert roots.shown(path) == "pictures/handed.png"


def test_what_was_handed_in_never_goes_before_the_workspace(tmp_path: Path) -> None:
    roots = shelves(tmp_path)
    Image.new("RGB", (4, 4)).save(tmp_path / "handed/pictures/ours.png")
    assert roots.find_picture("pictures/ours.png") == tmp_path / "ours/pictures/ours.png"


@pytest.mark.parametrize("name", ["../ours/pictures/ours.png", "pictures/link.png", "/etc/passwd"])
def test_nothing_leads_out_of_what_was_handed_in(tmp_path: Path, name: str) -> None:
    roots, findings = shelves(tmp_path), Findings()
    Image.new("RGB", (4, 4)).save(tmp_path / "secret.png")
    (tmp_path / "handed/pictures/link.png").symlink_to(tmp_path / "secret.png")
    check_picture(name, Place(), roots, findings)
    assert only(findings).rule == "image.outside"


def test_only_pictures_are_read_from_what_was_handed_in(tmp_path: Path) -> None:
    roots = shelves(tmp_path)
    for name in ("layouts/cards/card.yaml", "data/contacts.yaml", "fonts/register.yaml"):
        (tmp_path / "handed" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "handed" / name).write_text(": no YAML at all", encoding="utf-8")
        assert roots.find(name) != tmp_path / "handed" / name
    findings = Findings()
    assert "card" not in load_catalog(roots, findings, ("en",)).layouts
    assert not findings.errors
