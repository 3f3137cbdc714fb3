"""A logo in finished files: only its pixels decide bytes, it is told of, and what cannot be printed is refused."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from generator.build import build, check
from generator.catalog.cachefolder import VARIABLE
from generator.catalog.places import Roots, shipped_root
from generator.errors import Refused
from generator.findings import Finding
from generator.making import Purpose
from generator.manifest import NAME, digest, read_content, read_manifest
from generator.order import Order
from tests.conftest import Command

CARD = "campus-glovebox-card"
VALUES = {"dispatch": "202-555-0110", "agency": "North Ridge Police"}
PDF = f"{CARD}.en.press.pdf"


def drawing(path: Path, mark: str = "navy", mode: str = "RGB", **how: object) -> Path:
    """A logo of two colours that is no square."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.new("RGB", (600, 400), mark)
    picture.paste((250, 240, 90), (100, 100, 500, 300))
    picture.convert(mode).save(path, **how)
    return path


def made(roots: Roots, out: Path, logo: str, *purposes: Purpose, lang: str = "en") -> dict[str, bytes]:
    order = Order(out, (CARD,), (lang,), purposes or (Purpose.PRESS, Purpose.SCREEN), fields={**VALUES, "logo": logo})
    return {entry.name: (out / entry.name).read_bytes() for entry in build(roots, order).entries}


def refused(roots: Roots, out: Path, logo: str) -> Finding:
    with pytest.raises(Refused) as refusal:
        made(roots, out, logo, Purpose.PRESS)
    (finding,) = [one for one in refusal.value.findings if one.severity == "error"]
    assert not out.exists()
    return finding


def test_neither_the_name_nor_the_place_of_a_logo_nor_what_else_is_in_its_file_decides_a_byte(tmp_path: Path) -> None:
    drawing(tmp_path / "ours/pictures/our-logo.png")
    drawing(tmp_path / "other/art/Z 9.png", optimize=True, dpi=(72, 72), compress_level=1)
    drawing(tmp_path / "handed/pictures/0f3a.png")
    ours = made(Roots(shipped_root(), tmp_path / "ours"), tmp_path / "a", "pictures/our-logo.png")
    other = made(Roots(shipped_root(), tmp_path / "other"), tmp_path / "b", "art/Z 9.png")
    handed = made(Roots(shipped_root(), None, tmp_path / "handed"), tmp_path / "c", "pictures/0f3a.png")
    assert ours == other == handed
    assert len(ours) == 2


def test_a_logo_is_in_the_file_once_with_words_for_those_who_cannot_see_it(tmp_path: Path) -> None:
    drawing(tmp_path / "ours/pictures/logo.png")
    for lang, said in (("en", "Logo: North Ridge Police"), ("es", "Logotipo: North Ridge Police")):
        made(Roots(shipped_root(), tmp_path / "ours"), tmp_path / lang, "pictures/logo.png", Purpose.SCREEN, lang=lang)
        with pikepdf.open(tmp_path / lang / f"{CARD}.{lang}.screen.pdf") as file:
            things = [one for one in file.objects if isinstance(one, pikepdf.Dictionary | pikepdf.Stream)]
            assert sum(one.get("/Subtype") == "/Image" for one in things) == 1
            assert said in [str(one.get("/Alt")) for one in things if one.get("/S") == "/Figure"]


@pytest.mark.parametrize(
    ("name", "mode"),
    [("a.png", "RGBA"), ("a.png", "L"), ("a.jpg", "CMYK"), ("a.tif", "1"), ("a.webp", "RGB")],
    ids=["alpha", "grey", "CMYK JPEG", "line art", "WebP"],
)
def test_logos_of_the_usual_kinds_are_printed_and_proofed(tmp_path: Path, name: str, mode: str) -> None:
    drawing(tmp_path / "ours/pictures" / name, mode=mode)
    assert made(Roots(shipped_root(), tmp_path / "ours"), tmp_path / "out", f"pictures/{name}", Purpose.PRESS)


@pytest.mark.parametrize("handed", [False, True], ids=["in the workspace", "handed in"])
def test_the_manifest_lists_the_logo_with_its_hash_and_not_where_it_lay(tmp_path: Path, *, handed: bool) -> None:
    data = drawing(tmp_path / "ours/pictures/logo.png").read_bytes()
    roots = Roots(shipped_root(), None, tmp_path / "ours") if handed else Roots(shipped_root(), tmp_path / "ours")
    made(roots, tmp_path / "out", "pictures/logo.png", Purpose.PRESS)
    name = "pictures/logo.png" if handed else "ours/pictures/logo.png"
    assert read_content(tmp_path / "out" / NAME)["inputs"][name] == digest(data)
    assert read_manifest(tmp_path / "out")[PDF]["fields"]["logo"] == "pictures/logo.png"
    assert str(tmp_path) not in (tmp_path / "out/manifest.json").read_text(encoding="utf-8")


def test_a_changed_logo_is_never_taken_from_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    roots, path = Roots(shipped_root(), tmp_path / "ours"), tmp_path / "ours/pictures/logo.png"
    drawing(path)
    first = made(roots, tmp_path / "a", "pictures/logo.png", Purpose.PRESS)
    drawing(path, "maroon")
    second = made(roots, tmp_path / "b", "pictures/logo.png", Purpose.PRESS)
    drawing(path)
    assert first[PDF] != second[PDF]
    assert made(roots, tmp_path / "c", "pictures/logo.png", Purpose.PRESS) == first


def test_no_logo_is_the_card_as_it_was(tmp_path: Path) -> None:
    roots = Roots(shipped_root())
    build(roots, Order(tmp_path / "plain", (CARD,), ("en",), (Purpose.PRESS,), fields=VALUES))
    assert made(roots, tmp_path / "none", " ", Purpose.PRESS)[PDF] == (tmp_path / "plain" / PDF).read_bytes()


@pytest.mark.parametrize(
    ("logo", "rule", "words"),
    [
        ("pictures/none.png", "image.missing", "There is no picture"),
        ("../secret.png", "image.outside", "outside of the workspace"),
        ("/etc/hostname", "image.outside", "outside of the workspace"),
        ("pictures/logo.svg", "image.kind", "PNG, JPEG, TIFF, WEBP"),
        ("pictures/coarse.png", "image.resolution", "pixels wide"),
        ("x" * 300, "field.value", "too long"),
    ],
    ids=["missing", "above", "absolute", "SVG", "coarse", "too long"],
)
def test_what_cannot_be_printed_is_refused_at_its_option(tmp_path: Path, logo: str, rule: str, words: str) -> None:
    drawing(tmp_path / "secret.png")
    drawing(tmp_path / "ours/pictures/coarse.png")
    with Image.open(tmp_path / "secret.png") as picture:
        picture.resize((30, 20)).save(tmp_path / "ours/pictures/coarse.png")
    (tmp_path / "ours/pictures/logo.svg").write_text("<svg><script>alert(1)</script></svg>", encoding="utf-8")
    finding = refused(Roots(shipped_root(), tmp_path / "ours"), tmp_path / "out", logo)
    assert (finding.rule, finding.place.key) == (rule, "--set logo")
    assert words in str(finding)


def test_the_command_line_takes_a_logo(handbill: Command, tmp_path: Path) -> None:
    drawing(tmp_path / "ours/pictures/logo.png")
    values = [f"--set={name}={value}" for name, value in VALUES.items()]
    ran = handbill(
        "build", CARD, "--lang=en", "--purpose=press", "--workspace=ours", "--set=logo=pictures/logo.png", *values
    )
    assert ran.code == 0, ran.err
    roots = Roots(shipped_root(), tmp_path / "ours")
    assert (tmp_path / "output" / PDF).read_bytes() == made(roots, tmp_path / "a", "pictures/logo.png")[PDF]


def test_a_check_tells_once_what_is_wrong_with_a_logo() -> None:
    with pytest.raises(Refused) as refusal:
        check(Roots(shipped_root()), {"logo": "pictures/none.png"})
    assert [one.rule for one in refusal.value.findings if one.severity == "error"] == ["image.missing"]
