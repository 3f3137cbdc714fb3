"""Joined files: their pages, trees, ids, bookmarks and bytes, held by a validator and by outside eyes."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from generator.build import build
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings
from generator.making import Purpose
from generator.order import Order
from generator.pdf.info import DocumentInfo
from generator.pdf.joined import Joined, Part, join
from generator.proof.same import check_same
from tests.validated import faults

INFO = DocumentInfo("All of it", "en", "2026-11-20", duplex="DuplexFlipLongEdge", tray=True)
Edit = Callable[[Pdf], None]


def edited(data: bytes, edit: Edit) -> bytes:
    """A file changed through pikepdf."""
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(data)) as pdf:
        edit(pdf)
        pdf.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> list[Part]:
    """A poster of one side, a card of two, and a booklet of eight pages with links and bookmarks."""
    out, layouts = tmp_path_factory.mktemp("parts"), ("three-steps-poster", "indicator-card", "sro-guide")
    build(Roots(shipped_root()), Order(out, layouts, ("en",), (Purpose.OFFICE, Purpose.SCREEN)))
    poster, card = ((out / f"{layout}.en.office.pdf").read_bytes() for layout in layouts[:2])
    guide = (out / "sro-guide.en.screen.pdf").read_bytes()
    return [Part(poster, "Poster", one_sided=True), Part(card, "Card"), Part(guide, "Guide")]


@pytest.fixture(scope="module")
def joined(parts: list[Part]) -> Joined:
    """The three in one file."""
    return join(parts, INFO)


def test_each_part_begins_on_a_front_and_one_sided_pages_have_empty_backs(joined: Joined) -> None:
    assert joined.origins[:4] == ((0, 0), None, (1, 0), (1, 1))
    assert [joined.origins.index((part, 0)) + 1 for part in range(3)] == [1, 3, 5]


def test_every_page_is_that_of_its_part(parts: list[Part], joined: Joined) -> None:
    findings = Findings()
    check_same(joined.data, "all.pdf", [part.data for part in parts], joined.origins, findings)
    assert list(findings) == []


@pytest.mark.parametrize(
    ("page", "other"), [(0, 2), (2, 3), (1, 2)], ids=["of another part", "another of its part", "not blank"]
)
def test_a_page_that_is_not_the_one_it_should_be_is_named(
    parts: list[Part], joined: Joined, page: int, other: int
) -> None:
    def replaced(pdf: Pdf) -> None:
        source = pdf.pages[other].obj
        pdf.pages[page].obj.Contents, pdf.pages[page].obj.Resources = source.Contents, source.Resources

    findings = Findings()
    data = edited(joined.data, replaced)
    check_same(data, "all.pdf", [part.data for part in parts], joined.origins, findings)
    assert [finding.place.key for finding in findings] == [f"page {page + 1}"]


def _moved(pdf: Pdf) -> None:
    pdf.pages[2].obj.TrimBox = Array([1, 1, 100, 100])


def _drawn_over(pdf: Pdf) -> None:
    page = pdf.pages[2].obj
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b" 0 0 9 9 re f")


def _of_another_font(pdf: Pdf) -> None:
    fonts = pdf.pages[2].obj.Resources.Font
    first, second = sorted(fonts.keys())[:2]
    fonts[first], fonts[second] = fonts[second], fonts[first]


def _leading_elsewhere(pdf: Pdf) -> None:
    page = next(page.obj for page in pdf.pages[4:] if any("/A" in one for one in page.get("/Annots", [])))
    next(one for one in page.Annots if "/A" in one).A = Dictionary(S=Name.URI, URI=String("https://example.org"))


@pytest.mark.parametrize("edit", [_moved, _drawn_over, _of_another_font, _leading_elsewhere])
def test_a_page_that_differs_in_anything_that_is_drawn_or_linked_is_named(
    parts: list[Part], joined: Joined, edit: Edit
) -> None:
    findings = Findings()
    check_same(edited(joined.data, edit), "all.pdf", [part.data for part in parts], joined.origins, findings)
    assert {finding.rule for finding in findings} == {"proof.joined"}


def test_a_file_that_lacks_a_page_is_not_compared_any_further(parts: list[Part], joined: Joined) -> None:
    findings = Findings()
    data = edited(joined.data, lambda pdf: pdf.pages.__delitem__(0))
    check_same(data, "all.pdf", [part.data for part in parts], joined.origins, findings)
    assert [finding.place.key for finding in findings] == [""]


def test_the_same_parts_give_the_same_bytes(parts: list[Part], joined: Joined) -> None:
    assert join(parts, INFO).data == joined.data


def test_page_validation_finds_nothing(joined: Joined) -> None:
    assert faults(joined.data) == []


def test_every_mark_and_link_leads_back_to_its_own_part(joined: Joined) -> None:
    with Pdf.open(io.BytesIO(joined.data)) as pdf:
        nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        held = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
        keys = [int(page.obj.StructParents) for page in pdf.pages if "/StructParents" in page.obj]
        links = [link for page in pdf.pages for link in page.obj.get("/Annots", [])]
        assert len(set(keys)) == len(keys)
        for page in pdf.pages:
            if "/StructParents" in page.obj:
                marked = [one for one in held[int(page.obj.StructParents)] if "/Pg" in one]
                assert all(one.Pg.objgen == page.obj.objgen for one in marked)
        assert links
        assert all(Name.Link == held[int(link.StructParent)].S for link in links)
        kids = pdf.Root.StructTreeRoot.K.K
        assert [(str(kid.S), str(kid.T)) for kid in kids] == [
            ("/Part", "Poster"),
            ("/Part", "Card"),
            ("/Part", "Guide"),
        ]


def test_the_bookmarks_of_a_part_stand_below_its_own(joined: Joined) -> None:
    with Pdf.open(io.BytesIO(joined.data)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Poster", "Card", "Guide"]
        assert outline.root[2].children
        assert not outline.root[0].children


def test_ids_of_two_parts_do_not_meet(parts: list[Part]) -> None:
    def named(pdf: Pdf) -> None:
        element = pdf.Root.StructTreeRoot.K
        element.ID = String("one")
        element.A = Dictionary(O=Name.Table, Headers=Array([String("one")]))
        pdf.Root.StructTreeRoot.IDTree = Dictionary(Names=Array([String("one"), element]))

    twice = [Part(edited(part.data, named), part.title) for part in parts[:2]]
    with Pdf.open(io.BytesIO(join(twice, INFO).data)) as pdf:
        root = pdf.Root.StructTreeRoot
        assert [str(name) for name in list(root.IDTree.Names)[::2]] == ["1.one", "2.one"]
        assert [str(kid.A.Headers[0]) for kid in root.K.K] == ["1.one", "2.one"]


def _without_tags(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def _with_form(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array())


def _for_a_press(pdf: Pdf) -> None:
    pdf.Root.OutputIntents = Array([Dictionary(OutputConditionIdentifier=String("FOGRA39"))])


def _with_other_roles(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Story=Name.Sect)


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (_without_tags, "without tags"),
        (_with_form, "forms to fill in"),
        (_for_a_press, "printing conditions"),
    ],
    ids=["no tags", "form", "press"],
)
def test_what_one_file_cannot_hold_is_not_joined(parts: list[Part], edit: Edit, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        join([parts[0], Part(edited(parts[1].data, edit), "Other")], INFO)


def test_role_maps_are_kept_and_may_not_contradict_each_other(parts: list[Part]) -> None:
    def other(pdf: Pdf) -> None:
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(Story=Name.Div)

    story = Part(edited(parts[0].data, _with_other_roles), "Story")
    with Pdf.open(io.BytesIO(join([story, parts[1]], INFO).data)) as pdf:
        assert pdf.Root.StructTreeRoot.RoleMap.Story == Name.Sect
    with pytest.raises(ValueError, match="different things of /Story"):
        join([story, Part(edited(parts[1].data, other), "Other")], INFO)


def test_the_file_says_its_title_language_and_edge(joined: Joined) -> None:
    with pikepdf.open(io.BytesIO(joined.data)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "All of it"
        assert pdf.Root.ViewerPreferences.Duplex == Name.DuplexFlipLongEdge
        assert pdf.Root.ViewerPreferences.PrintScaling == Name("/None")
        assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes().decode()
