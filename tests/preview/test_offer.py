"""What is offered: everything offered can be had, and everything that can be had is offered."""

from __future__ import annotations

import pickle

import pytest

from generator.catalog.heads import read_heads
from generator.catalog.kits import read_kits
from generator.errors import UsageError
from generator.findings import Findings
from generator.listing import rows
from generator.making import Purpose
from generator.order import Order, composed
from generator.preview.offer import Option, offer
from generator.preview.shelf import Shelf, shelf
from generator.preview.sizes import Size
from generator.stocklist import stock_rows
from generator.units import Length
from tests.preview.shown import OUT, SHIPPED, catalogue, shown


@pytest.fixture(scope="module")
def gallery() -> Shelf:
    """All that ships."""
    return shelf(SHIPPED)


def test_fields_are_asked_in_the_order_of_the_layout_with_what_they_need() -> None:
    agency, logo, dispatch, *_ = offer(SHIPPED, "campus-glovebox-card").fields
    assert (agency.name, agency.kind, agency.label) == ("agency", "text", "Your agency")
    assert (logo.kind, logo.sample, logo.options) == ("logo", "", ())
    assert (dispatch.name, dispatch.kind, dispatch.sample) == ("dispatch", "phone", "202-555-0142")
    assert (dispatch.required, dispatch.must_change, agency.required) == (True, True, False)
    assert dispatch.options == ()


def test_a_choice_is_offered_by_its_titles_and_versions_as_they_are() -> None:
    fields = {field.name: field for field in offer(SHIPPED, "knowledge-check").fields}
    (case,) = offer(SHIPPED, "scenario-card").fields
    assert Option("campus-police", "Campus police") in fields["role"].options
    assert [option.id for option in fields["version"].options] == [o.label for o in fields["version"].options]
    assert Option("cash-kitchen", "The cash kitchen") in case.options


@pytest.mark.parametrize("layout", ["errata-label", "scenario-card", "discussion-guide"])
def test_each_option_that_is_offered_is_accepted(layout: str) -> None:
    (field,) = offer(SHIPPED, layout).fields
    assert len(field.options) > 2
    for option in field.options:
        told = [one for one in shown(layout, **{field.name: option.id}).told if one.field == field.name]
        assert not told, option


def test_only_contacts_that_can_be_called_on_are_offered_for_a_line() -> None:
    (line,) = offer(SHIPPED, "errata-label").fields
    assert Option("nht-hotline", catalogue().contacts.contacts["nht-hotline"].name) in line.options
    assert {option.id for option in line.options} <= set(catalogue().contacts.contacts)


@pytest.mark.parametrize("layout", ["hsi-tip-card", "campus-guide", "two-language-poster"])
def test_the_languages_offered_are_those_of_the_list_with_a_title_in_each(layout: str) -> None:
    made = offer(SHIPPED, layout)
    (head,) = [head for head in read_heads(SHIPPED, Findings()) if head.id == layout]
    assert tuple(language.id for language in made.languages) == head.languages
    assert [title.id for title in made.titles] == list(head.languages)
    for title in made.titles[:3]:
        assert shown(layout, title.id).title == title.label


def test_a_language_is_offered_in_its_own_name_and_in_english() -> None:
    languages = {language.id: language for language in offer(SHIPPED, "hsi-tip-card").languages}
    assert (languages["es"].name, languages["es"].english_name, languages["es"].rtl) == ("Español", "Spanish", False)
    assert languages["ar"].rtl


def test_every_theme_that_is_offered_can_be_had() -> None:
    made = offer(SHIPPED, "indicator-card")
    assert made.theme in [theme.id for theme in made.themes]
    for theme in made.themes:
        composed(catalogue(), Order(OUT, ("indicator-card",), ("en",), theme=theme.id), findings := Findings())
        assert not findings.errors


@pytest.mark.parametrize("layout", ["indicator-card", "sro-guide", "tear-off-poster", "efforts-poster"])
def test_the_stocks_offered_are_those_that_fit_best_first(layout: str) -> None:
    found = [stock.id for stock in offer(SHIPPED, layout).stocks]
    assert found == [row["stock"] for row in stock_rows(SHIPPED, Findings(), layout)]


def test_a_stock_is_offered_with_its_part_numbers_and_paper() -> None:
    (stock,) = [stock for stock in offer(SHIPPED, "campus-glovebox-card").stocks if stock.id == "avery-8389"]
    assert (stock.title, stock.paper) == (catalogue().stocks["avery-8389"].title, "letter")
    assert "5389" in stock.parts


def test_only_files_that_can_be_made_are_offered() -> None:
    assert offer(SHIPPED, "indicator-card").purposes == tuple(Purpose)
    assert Purpose.VCARD not in offer(SHIPPED, "name-tent").purposes
    for made in (offer(SHIPPED, "efforts-poster"), offer(SHIPPED, "indicator-card")):
        assert (Purpose.OFFICE in made.purposes) == bool(made.stocks)


def test_a_size_is_told_in_points_and_as_the_lengths_of_the_format() -> None:
    made = offer(SHIPPED, "indicator-card")
    assert (made.width, made.height) == (252, 144)
    assert made.size == (Length.parse("3.5in"), Length.parse("2in"))
    assert (made.faces, made.audience) == (("front", "back"), catalogue().layouts["indicator-card"].audience)


def test_a_layout_that_there_is_not_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UsageError, match="“indicator-card”"):
        offer(SHIPPED, "indicator-crad")


def test_an_offer_and_a_gallery_go_from_process_to_process(gallery: Shelf) -> None:
    made = offer(SHIPPED, "knowledge-check")
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own
    assert pickle.loads(pickle.dumps(gallery)) == gallery  # noqa: S301 - our own


def test_the_gallery_has_every_layout_with_its_languages_in_the_order_of_the_list(gallery: Shelf) -> None:
    heads = read_heads(SHIPPED, Findings())
    assert [(piece.id, piece.titles["en"], piece.audience, piece.format) for piece in gallery.pieces] == [
        (head.id, head.title, head.audience, head.format) for head in heads
    ]
    assert [tuple(piece.titles) for piece in gallery.pieces] == [head.languages for head in heads]


def test_a_piece_in_the_gallery_is_known_by_its_kind(gallery: Shelf) -> None:
    found = {row.id: row for row in gallery.pieces}
    kinds = {
        "indicator-card": Size.CARD,
        "campus-glovebox-card": Size.CARD,
        "campus-glovebox-fold": Size.FOLDED,
        "efforts-brochure": Size.FOLDED,
        "sro-guide": Size.BOOKLET,
        "three-steps-poster": Size.POSTER,
        "agenda-poster": Size.SHEET,
        "stall-sticker": Size.CARD,
    }
    assert {name: found[name].kind for name in kinds} == kinds
    assert found["indicator-card"].titles["es"] == shown("indicator-card", "es").title


def test_the_gallery_has_every_kit_as_it_is_listed(gallery: Shelf) -> None:
    listed = rows("kits", SHIPPED, Findings())
    assert [
        {
            "kit": kit.id,
            "pieces": str(kit.count),
            "languages": ", ".join(kit.titles),
            "title": kit.titles["en"],
            "what it is for": kit.summaries["en"],
        }
        for kit in gallery.kits
    ] == listed
    assert len(listed) == len(read_kits(SHIPPED, Findings()))


def test_a_gallery_is_put_together_once(gallery: Shelf) -> None:
    assert shelf(SHIPPED) is gallery
