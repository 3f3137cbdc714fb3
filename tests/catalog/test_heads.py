"""Heads: a list shows every layout by audience, with the languages that have its words."""

from __future__ import annotations

from pathlib import Path

from generator.catalog.heads import read_heads
from generator.catalog.layouts import AUDIENCES
from generator.catalog.places import Roots, shipped_root
from generator.catalog.translated import languages_of
from generator.findings import Findings
from tests.catalog.shelf import CARD, alone
from tests.compose.samples import shipped


def test_the_list_agrees_with_what_the_whole_catalogue_says() -> None:
    heads = {head.id: head for head in read_heads(Roots(shipped_root()), Findings())}
    assert set(heads) == set(shipped().layouts)
    for name, layout in shipped().layouts.items():
        head = heads[name]
        assert (head.audience, head.format, head.theme) == (layout.audience, layout.format, layout.theme)
        assert head.languages == languages_of(layout, shipped())


def test_layouts_are_listed_by_audience_and_name() -> None:
    heads = read_heads(Roots(shipped_root()), Findings())
    assert heads == sorted(heads, key=lambda head: (AUDIENCES.index(head.audience), head.id))


def test_a_language_without_one_of_the_files_is_not_listed(tmp_path: Path) -> None:
    words = {f"data/translations/es/{name}.yaml": "card: b\n" for name in ("labels", "contacts", "layouts", "talk")}
    card = CARD.replace("- text: Front", '- text: "{talk.hello}"')
    roots = alone(tmp_path, {"layouts/cards/card.yaml": card, **words})
    assert [head.languages for head in read_heads(roots, Findings())] == [("en", "es")]
    (tmp_path / "data/translations/es/talk.yaml").unlink()
    assert [head.languages for head in read_heads(roots, Findings())] == [("en",)]


def test_a_language_without_a_title_for_a_piece_is_not_listed_for_it(tmp_path: Path) -> None:
    words = {f"data/translations/es/{name}.yaml": "a: b\n" for name in ("labels", "contacts", "layouts")}
    roots = alone(tmp_path, {"layouts/cards/card.yaml": CARD, **words})
    assert [head.languages for head in read_heads(roots, Findings())] == [("en",)]


def test_files_that_wait_for_their_translator_offer_no_language_yet(tmp_path: Path) -> None:
    words = {f"data/translations/es/{name}.yaml": "card: b\n" for name in ("labels", "contacts", "layouts", "talk")}
    card = CARD.replace("- text: Front", '- text: "{talk.hello}"')
    waiting = 'hello: {text: "", of: 12345678, review: draft}\n'
    title = 'card:\n  title: {text: "", of: 12345678, review: draft}\n'
    for name, text in (("talk", waiting), ("layouts", title)):
        files = {"layouts/cards/card.yaml": card, **words, f"data/translations/es/{name}.yaml": text}
        (tmp_path / name).mkdir()
        heads = read_heads(alone(tmp_path / name, files), Findings())
        assert [head.languages for head in heads] == [("en",)]
