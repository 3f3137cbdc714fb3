"""Logos in pieces: fitted whatever their shape, nothing where there is none, and words that say whose they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.catalog.layouts import Layout
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.translated import in_language
from generator.compose.chosen import chosen
from generator.compose.items import Face, Group, ImageItem, Piece, Role, TextItem, walk
from generator.compose.piece import compose, compose_in
from generator.compose.record import Value, read_record
from generator.findings import Findings
from tests.compose.samples import layout_of, painted, shipped
from tests.records.sheets import field

SHAPES = {"wide": (2400, 300), "tall": (240, 2400), "square": (1200, 1200)}
BLOCK = '{image: {file: "{logo}", width: 80pt, height: 24pt, alt: "{agency}"}}'
LOGO = field("logo", "logo", sample="")
AGENCY = field("agency", label="Your agency")


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What ships, with a logo of each shape in a workspace."""
    folder = tmp_path_factory.mktemp("ours")
    (folder / "pictures").mkdir()
    for name, size in SHAPES.items():
        Image.new("RGBA", size, (20, 60, 120, 255)).save(folder / f"pictures/{name}.png")
    return replace(shipped(), roots=Roots(shipped().roots.shipped, folder))


def sample(front: str) -> Layout:
    return replace(layout_of(front), fields={"logo": LOGO, "agency": AGENCY})


def laid(
    layout: Layout, catalog: Catalog, logo: str = "", lang: str = "en", findings: Findings | None = None, **values: str
) -> Piece:
    """The piece with a logo and these values; it must be without a fault unless findings are asked for."""
    found = Findings() if findings is None else findings
    one = chosen([layout], {"logo": logo and f"pictures/{logo}.png"}, catalog, found)[0]
    record = {name: Value(text) for name, text in values.items()}
    piece = compose(one, in_language(catalog, lang), lang, record, found)
    assert findings is not None or not found.errors, [str(finding) for finding in found]
    return piece


def logos(face: Face) -> list[tuple[Group, ImageItem]]:
    return [(group, item) for group, item in walk(face.root) if isinstance(item, ImageItem)]


@given(across=st.integers(1, 3000), down=st.integers(1, 3000))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_logo_of_any_shape_is_fitted_into_its_box_at_its_own_proportions(
    catalog: Catalog, across: int, down: int
) -> None:
    assert catalog.roots.workspace is not None
    Image.new("1", (across, down)).save(catalog.roots.workspace / "pictures/any.png")
    ((_, item),) = logos(laid(sample(f"[{BLOCK}]"), catalog, "any", findings=Findings()).faces[0])
    assert item.frame.width <= 80.001
    assert item.frame.height <= 24.001
    assert item.frame.width / item.frame.height == pytest.approx(across / down)
    assert item.frame.width == pytest.approx(80) or item.frame.height == pytest.approx(24)


@pytest.mark.parametrize(
    ("with_logo", "without"),
    [
        (f"[{BLOCK}, {{text: Below}}]", "[{text: Below}]"),
        (f"[{{row: {{gap: 10pt, blocks: [{BLOCK}, {{text: Beside}}]}}}}]", "[{text: Beside}]"),
        (f"[{{row: {{blocks: [{BLOCK}]}}}}, {{text: Below}}]", "[{text: Below}]"),
        (
            f"[{{row: {{blocks: [{BLOCK}, {{text: One}}, {{text: Two}}]}}}}]",
            "[{row: {blocks: [{text: One}, {text: Two}]}}]",
        ),
        ("[{band: {when: logo, blocks: [%s]}}, {text: Below}]" % BLOCK, "[{text: Below}]"),  # noqa: UP031 - braces
    ],
    ids=["in a stack", "beside words", "alone in a row", "beside two", "in a band that waits for it"],
)
def test_without_a_logo_the_piece_is_as_if_nothing_were_asked(catalog: Catalog, with_logo: str, without: str) -> None:
    assert laid(sample(with_logo), catalog).faces[0].root == laid(sample(without), catalog).faces[0].root
    assert len(logos(laid(sample(with_logo), catalog, "wide").faces[0])) == 1


@pytest.mark.parametrize(
    ("lang", "agency", "said"),
    [
        ("en", "North Ridge Police", "Logo: North Ridge Police"),
        ("es", "Policía de Norte", "Logotipo: Policía de Norte"),
        ("en", "", "Logo"),
        ("es", "", "Logotipo"),
    ],
)
def test_a_logo_says_that_it_is_one_and_whose(catalog: Catalog, lang: str, agency: str, said: str) -> None:
    layout = sample(f'[{BLOCK}, {{text: {{text: "{{agency}}", when: agency}}}}]')
    values = {"agency": agency} if agency else {}
    ((group, _),) = logos(laid(layout, catalog, "wide", lang, **values).faces[0])
    assert (group.role, group.alt) == (Role.FIGURE, said)


@pytest.mark.parametrize("lang", ["en", *sorted(shipped().translations)])
def test_a_logo_without_words_of_its_own_is_named_in_every_language(catalog: Catalog, lang: str) -> None:
    layout = sample('[{image: {file: "{logo}", height: 24pt}}]')
    one = chosen([layout], {"logo": "pictures/tall.png"}, catalog, Findings())[0]
    ((group, _),) = logos(compose(one, in_language(catalog, lang), lang, {}, Findings()).faces[0])
    assert group.alt.strip()


def test_on_paint_a_logo_stands_on_paper_that_reaches_beyond_it(catalog: Catalog) -> None:
    face = laid(sample(f"[{{band: {{blocks: [{BLOCK}]}}}}]"), catalog, "wide").faces[0]
    ((_, item),) = logos(face)
    (plate,) = painted(face, "paper")
    assert plate.x < item.frame.x
    assert plate.y < item.frame.y
    assert plate.right > item.frame.right
    assert plate.bottom > item.frame.bottom
    assert not painted(laid(sample(f"[{BLOCK}]"), catalog, "wide").faces[0], "paper")


@pytest.mark.parametrize(("pixels", "severity"), [(60, "error"), (200, "warning")])
def test_a_logo_with_too_few_pixels_is_found_where_it_was_set(catalog: Catalog, pixels: int, severity: str) -> None:
    assert catalog.roots.workspace is not None
    Image.new("RGB", (pixels, pixels)).save(catalog.roots.workspace / "pictures/coarse.png")
    findings, layout = Findings(), sample('[{image: {file: "{logo}", height: 1in}}]')
    laid(layout, catalog, "coarse", findings=findings)
    (finding,) = findings
    assert (finding.rule, str(finding.severity), finding.place.key) == ("image.resolution", severity, "--set logo")


def test_an_error_of_one_logo_is_told_once_for_all_layouts_that_have_it(catalog: Catalog) -> None:
    findings = Findings()
    chosen([sample(f"[{BLOCK}]"), sample(f"[{BLOCK}]")], {"logo": "pictures/none.png"}, catalog, findings)
    (finding,) = findings
    assert (finding.rule, finding.place.key) == ("image.missing", "--set logo")


@pytest.mark.parametrize("file", ["pictures/\x1b[31m.png", f"pictures/{'x' * 300}.png", "a\nb.png"])
def test_a_name_that_cannot_be_told_of_is_refused(catalog: Catalog, file: str) -> None:
    findings, layout = Findings(), sample(f"[{BLOCK}]")
    (one,) = chosen([layout], {"logo": file}, catalog, findings)
    assert [finding.rule for finding in findings] == ["field.value"]
    assert one.logos == {}


def printed(piece: Piece) -> list[tuple[str, tuple[float, ...]]]:
    """Every line with the sizes of its type."""
    lines = (item.line for face in piece.faces for _, item in walk(face.root) if isinstance(item, TextItem))
    return [(line.text, tuple(run.size for run in line.runs)) for line in lines]


WITH_LOGO = [name for name, layout in shipped().layouts.items() if "logo" in layout.fields]


def test_the_campus_card_takes_a_logo() -> None:
    assert "campus-glovebox-card" in WITH_LOGO


@pytest.mark.parametrize("name", WITH_LOGO)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_shipped_piece_sets_smaller_type_or_breaks_a_line_for_a_logo(catalog: Catalog, name: str, lang: str) -> None:
    layout = catalog.layouts[name]
    values = {name: one.sample for name, one in layout.fields.items() if one.kind in ("text", "phone")}
    record = read_record(layout, values, catalog.contacts, Findings())
    usual = printed(compose_in(layout, catalog, lang, record, Findings())[0])
    for shape in SHAPES:
        found = Findings()
        one = chosen([layout], {"logo": f"pictures/{shape}.png"}, catalog, found)[0]
        piece = compose_in(one, catalog, lang, record, found)[0]
        assert not found.errors, [str(finding) for finding in found]
        assert printed(piece) == usual
        assert sum(len(logos(face)) for face in piece.faces) == 1
