"""Promises about posting notices: for every rule a sheet that keeps what it asks of size, type, words and lines."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from generator.build import build
from generator.catalog.blocks import Bilingual, ContactBlock, LockedBlock, Posting, Qr, Text, walk
from generator.catalog.catalog import Catalog, load_catalog
from generator.catalog.contacts import Answers
from generator.catalog.layouts import Layout
from generator.catalog.locked import read_locked
from generator.catalog.notices import HOTLINE, has_words, notice_for, notice_langs
from generator.catalog.places import Roots, shipped_root
from generator.catalog.profiles import USUAL_PROFILE
from generator.catalog.rules import MustSay, PostingRule, find_channel, read_rules
from generator.compose.items import Face, Group, Piece, TextItem, groups
from generator.compose.items import walk as items_of
from generator.compose.passages import words_of
from generator.compose.piece import compose_in
from generator.errors import Refused, UsageError
from generator.findings import Findings
from generator.lock import Taking, lock
from generator.making import Job, Purpose, make
from generator.manifest import read_content
from generator.order import Order
from generator.posting import check_targets, open_rulebook
from generator.press.duplex import Flip
from generator.proof.posting.check import check_pages
from generator.proof.posting.results import Verdict
from generator.translate.review import Signature
from tests.catalog.shelf import workspace

RULES = sorted(path.stem for path in (shipped_root() / "data" / "rules").glob("*.yaml"))
FIXED = ("statute", "agency")
# The clauses that California and Illinois look for; no statute reads like this.
WORDING = {
    "en": "You or someone you know is forced to work? Call 1-888-373-7888. It is toll-free.\n\n"
    "Calls are anonymous and confidential, in 160 languages, and in 170 languages.",
    "es": "¿Usted o alguien que conoce trabaja a la fuerza? Llame al 1-888-373-7888. Es gratis.\n\n"
    "La llamada es anónima y confidencial, en 160 idiomas y en 170 idiomas.",
    "fr": "On vous force à travailler ? Appelez le 1-888-373-7888.\n\nC’est gratuit.",
}
SIGNED = Signature("Sam", datetime.date(2026, 11, 20))


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Roots:
    """A workspace that holds words for every rule that fixes them."""
    folder = tmp_path_factory.mktemp("notices")
    roots = workspace(folder, {"data/readme.txt": ""})
    for rule in read_rules(roots, Findings()).values():
        for lang in (rule.languages or ("en", "es")) if rule.fixed_wording in FIXED else ():
            (folder / "words.txt").write_text(WORDING[lang], encoding="utf-8")
            lock(roots, folder / "words.txt", Taking(rule.id, lang, "a sample", SIGNED))
    return roots


@lru_cache(maxsize=1)
def catalog_of(roots: Roots) -> Catalog:
    findings = Findings()
    catalog = load_catalog(roots, findings)
    assert not findings.errors, [str(finding) for finding in findings.errors]
    return catalog


def shaped(rule: PostingRule, catalog: Catalog, *asked: str) -> Layout:
    """The notice for a rule, which must be without error."""
    findings = Findings()
    layout = notice_for(catalog.layouts["posting-notice"], rule, asked, catalog, findings)
    assert not findings.errors, [str(finding) for finding in findings.errors]
    return layout


def made(rule: PostingRule, catalog: Catalog, *asked: str) -> list[tuple[Piece, Catalog]]:
    """The composed signs for a rule, each with the catalogue in its language."""
    layout, findings = shaped(rule, catalog, *asked), Findings()
    pieces = [compose_in(layout, catalog, lang, {}, findings) for lang in notice_langs(rule, layout, asked)]
    assert not findings.errors, [str(finding) for finding in findings.errors]
    return pieces


def faces_of(rule: PostingRule, catalog: Catalog, *asked: str) -> list[Face]:
    """The faces of the signs for a rule."""
    return [face for piece, _ in made(rule, catalog, *asked) for face in piece.faces]


def named(name: str, ours: Roots) -> PostingRule:
    return read_rules(ours, Findings())[name]


def inner(layout: Layout, kind: type) -> list[object]:
    return [block for panel in layout.panels.values() for block in walk(panel) if isinstance(block, kind)]


def spoken(root: Group) -> str:
    return " ".join(" ".join(words_of(root)).split())


@pytest.mark.parametrize("name", RULES)
def test_no_clause_that_a_machine_can_check_fails_for_any_rule(ours: Roots, name: str) -> None:
    rule, catalog = named(name, ours), catalog_of(ours)
    profile = catalog.profiles[USUAL_PROFILE]
    jobs = [Job(piece, spoken, Purpose.PRESS, None, Flip.LONG, profile) for piece, spoken in made(rule, catalog)]
    files = [(finished.name, finished.data) for job in jobs for finished in make(job)]
    result = check_pages(rule, files, catalog.contacts, tongues=open_rulebook(ours).tongues)
    assert result.clauses
    assert [clause for clause in result.clauses if clause.verdict is Verdict.FAIL] == []


def test_a_rule_is_held_against_the_notice_that_is_laid_out_for_it(ours: Roots) -> None:
    result = check_targets(ours, "tx-alcbev-104.07", ["posting-notice"], (), {})
    size = next(clause for clause in result.clauses if clause.clause == "size")
    assert (size.verdict, size.seen) == (Verdict.PASS, "11 × 8.5 in")


@pytest.mark.parametrize("name", RULES)
def test_every_sign_is_as_large_as_the_rule_asks_and_no_letter_is_smaller(ours: Roots, name: str) -> None:
    rule = named(name, ours)
    for face in faces_of(rule, catalog_of(ours)):
        sizes = [run.size for _, item in items_of(face.root) if isinstance(item, TextItem) for run in item.line.runs]
        assert min(sizes) >= (9 if rule.notice == "index-notice" else 16)
        for sheet in rule.sheets[:1]:
            assert face.trim.width >= (sheet.width.pt if sheet.width else 0)
            assert face.trim.height >= (sheet.height.pt if sheet.height else 0)


@pytest.mark.parametrize("name", RULES)
def test_every_number_of_the_rule_stands_on_every_sign(ours: Roots, name: str) -> None:
    rule, catalog = named(name, ours), catalog_of(ours)
    wanted = [find_channel(number, catalog.contacts) for number in rule.numbers]
    for face in faces_of(rule, catalog):
        text = spoken(face.root)
        assert [channel.shown for _, channel in filter(None, wanted) if channel.shown not in text] == []


@pytest.mark.parametrize("name", [name for name in RULES if name != "tx-lodging-54.103"])
def test_every_language_of_the_rule_stands_on_the_one_sheet(ours: Roots, name: str) -> None:
    rule = named(name, ours)
    (face,) = faces_of(rule, catalog_of(ours))
    langs = {group.lang for group in groups(face.root) if group.lang}
    assert langs == set(rule.languages or ("en", "es"))


def test_separate_signs_are_made_in_each_language_alone(ours: Roots) -> None:
    rule = named("tx-lodging-54.103", ours)
    faces = faces_of(rule, catalog_of(ours))
    assert [{group.lang for group in groups(face.root) if group.lang} for face in faces] == [{"en"}, {"es"}]
    assert notice_langs(rule, shaped(rule, catalog_of(ours)), ["es"]) == ("es",)


def halves(face: Face) -> list[tuple[float, float, set[float]]]:
    """Where each language starts and ends downwards, and the sizes it is set in."""
    found = []
    for group in [group for group in groups(face.root) if group.lang][1:]:
        items = [item for _, item in items_of(group) if isinstance(item, TextItem)]
        sizes = {run.size for item in items for run in item.line.runs}
        found.append((min(item.baseline for item in items), max(item.baseline for item in items), sizes))
    return found


def test_equal_halves_have_one_size_of_type_and_start_half_a_sheet_apart(ours: Roots) -> None:
    (face,) = faces_of(named("nm-min-wage", ours), catalog_of(ours))
    first, second = halves(face)
    assert first[2] == second[2]
    assert second[0] - first[0] == pytest.approx(face.trim.height / 2 - face.safe, rel=0.03)


def test_two_thirds_of_a_wide_sheet_are_the_first_language_in_larger_type(ours: Roots) -> None:
    (face,) = faces_of(named("tx-alcbev-104.07", ours), catalog_of(ours))
    assert (face.trim.width, face.trim.height) == (792, 612)
    english, spanish = [group for group in groups(face.root) if group.lang][1:]
    left = [item for _, item in items_of(english) if isinstance(item, TextItem)]
    right = min(item.x for _, item in items_of(spanish) if isinstance(item, TextItem))
    assert max(item.x + item.line.width for item in left) < right
    assert right == pytest.approx(face.trim.width * 2 / 3, rel=0.05)
    sizes = [max(spot) for *_, spot in halves(face)]
    assert sizes[0] > sizes[1]


def test_where_all_must_be_bold_no_word_is_set_in_another_weight(ours: Roots) -> None:
    (face,) = faces_of(named("la-15-541.1", ours), catalog_of(ours))
    names = {run.face.name for _, item in items_of(face.root) if isinstance(item, TextItem) for run in item.line.runs}
    assert names
    assert all("Bold" in name for name in names), names


def test_fixed_words_that_nobody_took_in_refuse_the_notice_and_say_how_to_supply_them(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        build(Roots(shipped_root()), Order(tmp_path, layouts=("posting-notice",), rule="la-15-541.1"))
    assert [finding.rule for finding in refused.value.findings] == ["locked.missing"] * 3
    assert {finding.seen for finding in refused.value.findings} == {"en", "fr", "es"}
    assert all("handbill lock la-15-541.1 FILE" in finding.fix for finding in refused.value.findings)
    assert not list(tmp_path.iterdir())


def test_fixed_words_stand_alone_beside_the_first_number(ours: Roots) -> None:
    layout = shaped(named("ca-civ-52.6", ours), catalog_of(ours))
    assert [block.id for block in inner(layout, LockedBlock)] == ["ca-civ-52.6"]  # type: ignore[attr-defined]
    assert layout.audience == "survivor"
    words = spoken(faces_of(named("ca-civ-52.6", ours), catalog_of(ours))[0].root)
    assert "911" not in words
    assert "Ask for your language" not in words


def test_a_number_that_the_fixed_words_print_is_not_said_again(ours: Roots) -> None:
    catalog, rule = catalog_of(ours), named("ca-civ-52.6", ours)
    asked = [block.channels for block in inner(shaped(rule, catalog), ContactBlock)]  # type: ignore[attr-defined]
    assert asked == [("voice", "text"), ("voice",)]
    text = catalog.locked[rule.id].texts["en"]
    longer = replace(text, text=f"{text.text} Text 233733 or call 1-888-539-2373.")
    both = replace(catalog.locked[rule.id], texts={"en": longer, "es": longer})
    told = replace(catalog, locked={**catalog.locked, rule.id: both})
    assert [block.channels for block in inner(shaped(rule, told), ContactBlock)] == [("voice",)]  # type: ignore[attr-defined]


def test_the_hotline_of_a_nonprofit_comes_before_every_other_line(ours: Roots) -> None:
    rule = named("nm-min-wage", ours)
    assert rule.numbers[0].startswith("nm-free")
    lockups = inner(shaped(rule, catalog_of(ours)), ContactBlock)
    assert [(block.contact, block.size) for block in lockups] == [  # type: ignore[attr-defined]
        (HOTLINE, "number-large"),
        ("nm-free", "number"),
    ]


def test_what_is_true_of_the_hotline_alone_is_not_said_of_another_line(ours: Roots) -> None:
    words = spoken(faces_of(named("fl-787.29", ours), catalog_of(ours))[0].root)
    assert "The call is free" not in words
    assert "not stated" not in words
    assert "911" in words


def test_a_notice_for_services_alone_names_no_police_and_no_danger(ours: Roots) -> None:
    rule, catalog = named("ny-gbl-206-f", ours), catalog_of(ours)
    assert rule.forbid == (Answers.POLICE,)
    (face,) = faces_of(rule, catalog)
    assert "911" not in spoken(face.root)
    assert {catalog.contacts.contacts[name].answers for name in face.contacts} == {Answers.NGO}


def test_a_code_stands_only_where_the_rule_wants_one(ours: Roots) -> None:
    coded = [name for name in RULES if inner(shaped(named(name, ours), catalog_of(ours)), Qr)]
    assert coded == [name for name in RULES if named(name, ours).qr == "wanted"] == ["mt-44-4-1501"]


def test_a_sentence_is_printed_only_for_a_rule_that_looks_for_its_words(ours: Roots) -> None:
    catalog = catalog_of(ours)
    sentences = {
        name: [block.text for block in inner(shaped(named(name, ours), catalog), Text) if "sentences" in block.text]  # type: ignore[attr-defined]
        for name in ("tx-lodging-54.103", "nm-min-wage", "nj-52-17b-237.1")
    }
    assert sentences == {
        "tx-lodging-54.103": [f"{{posting.sentences.{key}}}" for key in ("signs", "training", "retaliation")],
        "nm-min-wage": ["{posting.sentences.keywords}"],
        "nj-52-17b-237.1": [],
    }


def test_what_no_sentence_says_is_a_warning_that_names_it(ours: Roots) -> None:
    catalog, findings = catalog_of(ours), Findings()
    rule = replace(named("nj-52-17b-237.1", ours), must_say=(MustSay("That snow is white", {"en": ("snow",)}),))
    notice_for(catalog.layouts["posting-notice"], rule, (), catalog, findings)
    (found,) = findings
    assert (found.rule, found.seen) == ("posting.unsaid", "That snow is white")


@pytest.mark.parametrize(
    ("text", "pattern", "there"),
    [
        ("Signs of it", "signs of", True),
        ("Signs office", "signs of", False),
        ("They retaliated", "retaliat*", True),
        ("No help", "HELP", True),
        ("unforced to", "forced to", False),
        ("3.5 (a)", "(a)", True),
    ],
    ids=["case", "whole words", "any ending", "capitals", "middle of a word", "marks"],
)
def test_words_are_found_whole_and_an_asterisk_is_any_ending(text: str, pattern: str, there: bool) -> None:
    assert has_words(text, [pattern]) is there


def test_a_language_of_the_county_joins_the_others_on_a_larger_sheet(ours: Roots) -> None:
    rule = named("nj-52-17b-237.1", ours)
    (face,) = faces_of(rule, catalog_of(ours), "fr")
    assert {group.lang for group in groups(face.root) if group.lang} == {"en", "es", "fr"}
    assert (face.trim.width, face.trim.height) == (792, 1224)


def test_a_language_or_rule_that_is_not_there_is_a_wrong_use(ours: Roots, tmp_path: Path) -> None:
    for order in (
        Order(tmp_path, layouts=("posting-notice",), rule="nj-52-17b-237.1", langs=("xx",)),
        Order(tmp_path, layouts=("posting-notice",), rule="nj"),
    ):
        with pytest.raises(UsageError, match="There is no"):
            build(ours, order)


def test_a_layout_without_parts_for_a_rule_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no place for what a posting rule asks"):
        build(Roots(shipped_root()), Order(tmp_path, layouts=("hsi-tip-card",), rule="nj-52-17b-237.1"))


def test_every_purpose_is_made_under_the_name_of_its_rule(ours: Roots, tmp_path: Path) -> None:
    for rule in ("nj-52-17b-237.1", "us-117-301"):
        build(ours, Order(tmp_path, layouts=("posting-notice",), rule=rule))
    stems = [f"posting-notice-{rule}.en" for rule in ("nj-52-17b-237.1", "us-117-301")]
    endings = ("press.pdf", "office.pdf", "screen.pdf", "front.png", "vcf")
    made = {path.name for path in tmp_path.iterdir()} - {"manifest.json"}
    assert made == {f"{stem}.{ending}" for stem in stems for ending in endings}


def test_without_a_rule_the_notice_keeps_to_the_strictest_of_most(ours: Roots, tmp_path: Path) -> None:
    order = Order(tmp_path, layouts=("posting-notice",), langs=("en",), purposes=(Purpose.PRESS,))
    fields = {"state_name": "Our line", "state_line": "202-555-0142"}
    (entry,) = build(ours, replace(order, fields=fields)).entries
    assert entry.name == "posting-notice.en.press.pdf"
    assert {"1-888-373-7888", "233733", "202-555-0142"} <= set(entry.numbers)
    layout = catalog_of(ours).layouts["posting-notice"]
    kind = catalog_of(ours).formats[layout.format]
    assert (kind.width.pt, kind.height.pt, kind.floor.pt) == (792, 1224, 16)
    assert [block.shares for block in inner(layout, Bilingual)] == [(1.0, 1.0)]  # type: ignore[attr-defined]
    assert {block.part for block in inner(layout, Posting)} == {"wording", "numbers", "promises", "danger", "code"}  # type: ignore[attr-defined]


def test_the_locked_words_of_a_notice_are_named_on_its_face(ours: Roots) -> None:
    (face,) = faces_of(named("la-15-541.1", ours), catalog_of(ours))
    texts = read_locked(ours, Findings())["la-15-541.1"].texts
    assert face.locked == tuple(("la-15-541.1", lang, texts[lang].sha256) for lang in ("en", "fr", "es"))


def test_locked_wording_that_stands_on_the_notice_word_for_word_answers_its_clause(ours: Roots) -> None:
    result = check_targets(ours, "ca-civ-52.6", ["posting-notice"], (), {})
    assert {one.verdict for one in result.clauses if one.clause == "wording"} == {Verdict.PASS}


def test_a_sheet_without_the_locked_wording_of_a_statute_fails_its_clause(ours: Roots) -> None:
    result = check_targets(ours, "tx-alcbev-104.07", ["two-language-poster"], ("en",), {})
    assert {one.verdict for one in result.clauses if one.clause == "wording"} == {Verdict.FAIL}


def test_the_manifest_of_a_notice_holds_each_clause_and_the_hash_of_its_wording(ours: Roots, tmp_path: Path) -> None:
    order = Order(tmp_path, ("posting-notice",), purposes=(Purpose.SCREEN, Purpose.IMAGE), rule="ca-civ-52.6")
    build(ours, order)
    files = read_content(tmp_path / "manifest.json")["files"]
    notice = files["posting-notice-ca-civ-52.6.en.screen.pdf"]
    told = {clause["clause"]: clause["verdict"] for clause in notice["rules"][0]["clauses"]}
    assert notice["rules"][0]["rule"] == "ca-civ-52.6"
    assert (told["size"], told["wording"], told["places"]) == ("pass", "pass", "unknown")
    locked = read_locked(ours, Findings())["ca-civ-52.6"].texts
    assert {(text["language"], text["sha256"]) for text in notice["locked"]} == {
        (lang, text.sha256) for lang, text in locked.items()
    }
    assert [entry["rules"] for name, entry in files.items() if name.endswith(".png")] == [[]]


def test_a_notice_that_fails_a_clause_of_its_rule_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    text = (shipped_root() / "data/rules/nm-min-wage.yaml").read_text(encoding="utf-8")
    larger = f"{text}sheets:\n  - {{width: 24in, height: 36in}}\n"
    roots = workspace(tmp_path / "ours", {"data/rules/nm-min-wage.yaml": larger})
    out = tmp_path / "out"
    with pytest.raises(Refused) as refusal:
        build(roots, Order(out, ("posting-notice",), purposes=(Purpose.SCREEN,), rule="nm-min-wage"))
    found = [finding for finding in refusal.value.findings if finding.rule == "posting.failed"]
    assert [finding.place.key for finding in found] == ["size"]
    assert list(out.iterdir()) == []
