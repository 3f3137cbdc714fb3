"""Merges against single builds: a card filled into what others share is the card that composing its record gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.layouts import Layout
from generator.catalog.translated import in_language
from generator.compose.items import Face, Group, PathItem, TextItem
from generator.compose.pattern import face_of
from generator.compose.piece import compose
from generator.compose.record import Record, Value
from generator.findings import Findings
from generator.merging.filling import Filler
from tests.compose.samples import layout_of, shipped
from tests.compose.test_pattern import PAGE, fields

KINDS = {"name": "text", "campus": "text", "phone": "phone", "other": "phone", "url": "link", "second": "link"}
BLOCKS = (
    '- heading: "Card of {name}"',
    '- text: "{name}"',
    '- text: "{campus}"',
    '- text: "**{name}** of {campus}, {name}"',
    '- text: {text: "{campus}", align: right}',
    '- text: {text: "Call {phone} now", align: center}',
    '- note: "{phone}"',
    '- note: "{other}"',
    '- text: "{other}, {phone}: {url}"',
    '- bullets: {items: ["{name}", "{campus}", "both"], columns: 2, marker: check}',
    '- table: {header: ["{name}", "Who"], rows: [["{campus}", "{phone}"], ["{other}", "{name}"]]}',
    '- contact: {contact: emergency, label: "{campus} {name}"}',
    '- band: {fill: brand, ink: paper, blocks: [{text: "{name}"}, {note: "{campus}"}]}',
    '- columns: [{text: "{name}"}, {text: "{campus}"}, {note: "{phone}"}]',
    '- text: {text: "Only {name}", when: campus}',
    '- bilingual: {with: [es, en], blocks: [{text: "{name}"}, {note: "{steps.safety}"}]}',
    '- row: [{stack: [{text: "{name}"}]}, {qr: {contact: hsi-tipline, link: "{url}", module: 0.5mm}}]',
    '- row: [{qr: {contact: hsi-tipline, link: "{url}"}}, {qr: {contact: hsi-tipline, link: "{url}", module: 0.6mm}}]',
    '- row: [{qr: {contact: hsi-tipline, link: "{url}", level: H}}, {qr: {contact: hsi-tipline, link: "{url}"}}]',
    '- row: [{qr: {contact: hsi-tipline, link: "{url}"}}, {qr: {contact: hsi-tipline, link: "{second}"}}]',
    '- row: [{qr: {contact: hsi-tipline, link: "{url}"}}, {qr: {contact: hsi-tipline}}]',
)
FORMATS = ("wallet-card", "letter-duplex", "index-card", "table-tent", "shoe-fold", "booklet-8")
# Few of each, so that fields of one card often say the same; some are markup elsewhere, and none is here.
TEXTS = ("Ana", "Ana", "i", "1", "{campus}", "**bold**", "Wilhelmina Featherstonehaugh", "محمد", "é", "fi", "李小龍")
PHONES = (("202-555-0142", "+12025550142"), ("+44 20 7946 0018", "+442079460018"))
QUERIES = ("", "?ref=1", "?ref=2", "?ref=A-1", "?ref=C00-000123")

blocks = st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=3, unique=True).map("\n".join)
texts = st.sampled_from(TEXTS).map(Value)
phones = st.sampled_from(PHONES).map(lambda pair: Value(*pair))
links = st.sampled_from([f"{PAGE}{query}" for query in QUERIES]).map(
    lambda to: Value(to.removeprefix("https://"), "", to)
)
VALUES = {"text": texts, "phone": phones, "link": links}
records = st.fixed_dictionaries({}, optional={name: VALUES[kind] for name, kind in KINDS.items()})


def levelled(row: Record) -> Record:
    """The record with one value for all fields of a kind, which is how cards come to be mixed up."""
    first = {KINDS[name]: value for name, value in row.items()}
    return {name: first[KINDS[name]] for name in row}


def layout(front: str, back: str, kind: str = "wallet-card") -> Layout:
    small = layout_of(front, back)
    sides = [small.panels["front"], small.panels["back"]]
    panels = {name: sides[at % 2] for at, name in enumerate(shipped().formats[kind].panels)}
    return replace(small, format=kind, panels=panels, fields=fields(**KINDS))


def placed(group: Group) -> Iterator[tuple[object, tuple[float, ...]]]:
    """What stands in a group, piece by piece, apart from where it stands."""
    yield (group.role, group.alt, group.lang, group.link, group.frame, group.turn), ()
    for child in group.children:
        match child:
            case Group():
                yield from placed(child)
            case TextItem():
                yield child.line, (child.x, child.baseline)
            case PathItem():
                at = tuple(value for _, values in child.steps for value in values)
                yield replace(child, steps=tuple((name, ()) for name, _ in child.steps)), at
            case _:
                yield child, ()
    yield "end", ()


def alike(card: Face, alone: Face) -> bool:
    """Whether two faces show and ask for the same, to a millionth of a point and the rounding of the machine."""
    shown = list(zip(placed(card.root), placed(alone.root), strict=True))
    places = [pair for (_, first), (_, second) in shown for pair in zip(first, second, strict=True)]
    return (
        all(one == other for (one, _), (other, _) in shown)
        and all(isclose(one, other, abs_tol=1e-6) for one, other in places)
        and replace(card, root=alone.root) == alone
    )


def differing(of: Layout, rows: list[Record], lang: str = "en") -> list[Mapping[str, Value]]:
    """The records, filled one after another, whose cards are not what composing them gives, or are refused by one."""
    filler = Filler(of, shipped(), lang)
    wrong = []
    for row in rows:
        merged, alone = Findings(), Findings()
        filled = filler.fill(row, {}, merged)
        faces = compose(of, in_language(shipped(), lang), lang, row, alone).faces
        if alone.errors:
            same = filled is None and bool(merged.errors)
        else:
            same = filled is not None and all(map(alike, map(face_of, filled.cards), faces))
        wrong += [] if same else [row]
    return wrong


def used(front: str, back: str, row: Record) -> Record:
    return {name: value for name, value in row.items() if f"{{{name}}}" in front + back}


@settings(deadline=None, max_examples=60)
@given(
    blocks,
    blocks,
    st.sampled_from(FORMATS),
    st.sampled_from(("en", "ar", "th")),
    st.tuples(records.map(levelled), records, records).map(list),
)
def test_every_record_of_a_merge_comes_out_as_it_does_alone(
    front: str, back: str, kind: str, lang: str, rows: list[Record]
) -> None:
    assert not differing(layout(front, back, kind), [used(front, back, row) for row in rows], lang)


LINK_1, LINK_2 = (Value(f"www.ice.gov/tipline?ref={n}", "", f"{PAGE}?ref={n}") for n in "12")
ONE, TWO = Value("202-555-0100", "+12025550100"), Value("202-555-0199", "+12025550199")


@pytest.mark.parametrize(
    ("front", "first", "second"),
    [
        (
            '- text: "{name}"\n- text: "{campus}"',
            {"name": Value("Ana"), "campus": Value("Ana")},
            {"name": Value("Bo"), "campus": Value("North")},
        ),
        (
            '- note: "{phone}"\n- note: "{other}"',
            {"phone": ONE, "other": ONE},
            {"phone": ONE, "other": TWO},
        ),
        ('- text: "{name}"\n- text: Ana', {"name": Value("Ana")}, {"name": Value("Bo")}),
        (BLOCKS[17], {"url": LINK_1}, {"url": LINK_2}),
        (BLOCKS[18], {"url": LINK_1}, {"url": LINK_2}),
        (BLOCKS[19], {"url": LINK_1, "second": LINK_1}, {"url": LINK_1, "second": LINK_2}),
        (
            BLOCKS[20],
            {"url": Value("www.ice.gov/tipline", "", PAGE)},
            {"url": LINK_2},
        ),
    ],
    ids=[
        "one name twice",
        "one number twice",
        "a word of the layout",
        "two sizes",
        "two levels",
        "one link",
        "own page",
    ],
)
def test_fields_that_say_the_same_on_the_first_card_are_not_mixed_up_on_the_second(
    front: str, first: Record, second: Record
) -> None:
    of = layout(front, '- text: "{contact.hsi-tipline.web}"')
    assert not differing(of, [first, second])
    assert not differing(of, [second, first])
