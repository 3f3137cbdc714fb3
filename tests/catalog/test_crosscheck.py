from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from generator.catalog.catalog import Catalog, load_catalog
from generator.catalog.places import Roots
from generator.catalog.textcheck import topic_nodes
from generator.errors import Refused, refuse_errors
from generator.findings import Finding, Findings
from tests.catalog.shelf import CARD, ROOT, only, rules, workspace

CARD_FILE = "layouts/cards/card.yaml"
FORMATS = (ROOT / "layouts/formats.yaml").read_text(encoding="utf-8")
FIELDS = "fields:\n  agency: {type: text, label: Your agency, sample: Sample Police}\n"
TALK = """\
title: Talk
hello: Hello
greeting: "{talk.hello}, and call {contact.hsi-tipline.voice}."
local: "{agency} listens."
asks:
  one: {short: Are you safe?, full: Are you safe where you are?}
  two: {short: Can you leave?, full: Can you leave when you want to?}
list: [First, "{agency}"]
"""


def load(folder: Path, files: dict[str, str]) -> tuple[Catalog, Findings]:
    """What ships in English, under a workspace with these files and a topic."""
    findings = Findings()
    roots = workspace(folder, {"data/topics/talk.yaml": TALK, **files})
    return load_catalog(roots, findings, ("en",), ("card",)), findings


def card(block: str) -> str:
    """The small card with this block on its front."""
    return CARD.replace("- text: Front", f"- {block}")


def found(folder: Path, block: str, head: str = "") -> Findings:
    return load(folder, {CARD_FILE: head + card(block)})[1]


def fault(folder: Path, block: str, head: str = "") -> Finding:
    finding = only(found(folder, block, head))
    assert finding.place.file == f"ours/{CARD_FILE}"
    return finding


def test_all_that_ships_leads_somewhere() -> None:
    findings = Findings()
    catalog = load_catalog(Roots(ROOT), findings)
    assert not findings, "\n".join(map(str, findings))
    assert {"hsi-tip-card", "indicator-card"} <= catalog.layouts.keys()
    assert {"beacon", "plain"} <= catalog.themes.keys()
    assert {"hsi-tipline", "emergency"} <= catalog.contacts.contacts.keys()
    assert ("public-sans", "bold") in catalog.fonts
    assert catalog.icons
    assert catalog.facts
    assert "indicators" in catalog.topics
    assert "en" in catalog.languages
    assert "avery-5371" in catalog.stocks


def test_a_workspace_with_one_sound_card_has_no_findings(tmp_path: Path) -> None:
    catalog, findings = load(tmp_path, {CARD_FILE: CARD})
    assert not findings
    assert "card" in catalog.layouts
    refuse_errors(findings)


@pytest.mark.parametrize(
    ("right", "wrong", "problem", "fix"),
    [
        ("wallet-card", "walet-card", "There is no format “walet-card”.", "Did you mean “wallet-card”?"),
        ("theme: plain", "theme: plane", "There is no theme “plane”.", "Did you mean “plain”?"),
        ("  back:", "  bakc:", "The format “wallet-card” has no panel “bakc”.", "Did you mean “back”?"),
    ],
)
def test_a_layout_names_a_known_format_theme_and_faces(
    tmp_path: Path, right: str, wrong: str, problem: str, fix: str
) -> None:
    _, findings = load(tmp_path, {CARD_FILE: CARD.replace(right, wrong)})
    assert (problem, fix) in [(finding.problem, finding.fix) for finding in findings]


def test_a_face_without_a_panel_is_found(tmp_path: Path) -> None:
    _, findings = load(tmp_path, {CARD_FILE: CARD.partition("  back:")[0]})
    assert only(findings).problem == "The panel “back” of the format “wallet-card” is missing."


@pytest.mark.parametrize(
    "block",
    ["contact: hsi-tiplin", "qr: hsi-tiplin", "text: Call {contact.hsi-tiplin.voice}", "row: [{contact: hsi-tiplin}]"],
)
def test_an_unknown_contact_names_the_nearest_right_one_wherever_it_stands(tmp_path: Path, block: str) -> None:
    finding = fault(tmp_path, block)
    assert finding.rule == "contact.unknown"
    assert finding.problem == "There is no contact “hsi-tiplin”."
    assert finding.fix == "Did you mean “hsi-tipline”?"
    assert finding.place.line == 7


@pytest.mark.parametrize(
    "block",
    [
        "contact: {contact: emergency, channels: [web]}",
        "qr: emergency",
        "text: See {contact.emergency.web}",
        "text: See {contact.emergency.fax}",
    ],
)
def test_a_channel_that_the_contact_lacks_is_found(tmp_path: Path, block: str) -> None:
    finding = fault(tmp_path, block)
    assert finding.rule == "contact.channel"
    assert finding.fix == "Known here: voice."


@pytest.mark.parametrize("reference", ["contact.emergency", "contact.emergency.voice.shown"])
def test_a_reference_to_a_contact_names_its_channel(tmp_path: Path, reference: str) -> None:
    assert fault(tmp_path, f"text: Call {{{reference}}}").rule == "reference.wrong"


@pytest.mark.parametrize(
    ("reference", "nearest"),
    [("talk.helo", "talk.hello"), ("tlak.hello", "talk.hello"), ("talk.asks.one.shrt", "talk.asks.one.short")],
)
def test_a_missing_topic_key_names_the_nearest_right_one(tmp_path: Path, reference: str, nearest: str) -> None:
    finding = fault(tmp_path, f'text: "{{{reference}}}"')
    assert finding.rule == "topic.missing-key"
    assert finding.problem == f"No topic holds “{reference}”."
    assert finding.fix == f"Did you mean “{nearest}”?"


def test_a_missing_key_like_no_other_says_where_to_look(tmp_path: Path) -> None:
    assert "data/topics/" in fault(tmp_path, 'text: "{zzz.qqq}"').fix


def test_a_reference_to_a_whole_list_is_no_text(tmp_path: Path) -> None:
    finding = fault(tmp_path, 'text: "See {talk.asks}"')
    assert finding.rule == "topic.not-text"
    assert "a mapping" in finding.problem


@pytest.mark.parametrize(
    ("block", "head"),
    [
        ('bullets: "{talk.asks.short}"', ""),
        ('bullets: ["{talk.asks.full}"]', ""),
        ('bullets: {items: "{talk.asks.short}", first: 2, last: 2}', ""),
        ('bullets: ["{talk.hello}", "{talk.greeting}"]', ""),
        ('bullets: "{talk.asks.one}"', ""),
        ('bullets: "{talk.list}"', FIELDS),
        ('bullets: ["{agency}"]', FIELDS),
        ('bullets: ["{contact.emergency.voice}"]', ""),
        ('text: "**{talk.greeting}** {talk.local}"', FIELDS),
        ("text: {text: For you, when: agency}", FIELDS),
        ("figure: hsi-cases", ""),
        ("icon: eye", ""),
        ('contact: {contact: hsi-tipline, channels: [voice, web], label: "{talk.hello}"}', ""),
        ("qr: hsi-tipline", ""),
    ],
)
def test_what_leads_somewhere_is_no_finding(tmp_path: Path, block: str, head: str) -> None:
    assert not found(tmp_path, block, head).sorted()


@pytest.mark.parametrize("items", ['"{talk.asks.shrt}"', '["{talk.sks}"]', '"{nothing.here}"'])
def test_a_list_of_a_topic_that_is_not_there_is_found(tmp_path: Path, items: str) -> None:
    assert fault(tmp_path, f"bullets: {items}").rule == "topic.missing-key"


@pytest.mark.parametrize("cut", ["first: 3", "last: 3", "first: 2, last: 1"])
def test_a_list_cut_past_its_end_is_found_rather_than_printed_short(tmp_path: Path, cut: str) -> None:
    finding = fault(tmp_path, f'bullets: {{items: "{{talk.asks.short}}", {cut}}}')
    assert finding.rule == "bullets.range"
    assert "ends with entry 2" in finding.problem


@pytest.mark.parametrize(
    "block",
    [
        'text: "From {agncy}"',
        "text: {text: A, when: agncy}",
        'bullets: [A, "{agncy}"]',
        'contact: {contact: emergency, label: "{agncy}"}',
        'qr: {contact: hsi-tipline, caption: "{agncy}"}',
        'icon: {name: eye, alt: "{agncy}"}',
    ],
)
def test_a_field_that_the_layout_does_not_declare_is_found(tmp_path: Path, block: str) -> None:
    finding = fault(tmp_path, block, FIELDS)
    assert finding.rule == "field.unknown"
    assert finding.fix == "Did you mean “agency”?"


@pytest.mark.parametrize("block", ['text: "{talk.local}"', 'bullets: "{talk.list}"', 'heading: "{talk.deep}"'])
def test_a_field_in_the_words_of_a_topic_must_be_declared_by_the_layout_too(tmp_path: Path, block: str) -> None:
    files = {"data/topics/talk.yaml": TALK + 'deep: "So: {talk.local}"\n', CARD_FILE: card(block)}
    finding = only(load(tmp_path, files)[1])
    assert finding.rule == "field.unknown"
    assert finding.problem == "“card” declares no field “agency”."
    assert finding.fix == "Declare it under “fields:”."


@pytest.mark.parametrize("text", ["{agency", "a } b", "{two words}", "{}"])
def test_a_brace_that_belongs_to_no_reference_is_found(tmp_path: Path, text: str) -> None:
    assert "reference.wrong" in rules(found(tmp_path, f'text: "{text}"', FIELDS))


def test_a_bold_mark_without_a_partner_is_found(tmp_path: Path) -> None:
    assert fault(tmp_path, 'text: "Call **now"').rule == "text.bold"


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ('odd: "{talk.helo}"', "topic.missing-key"),
        ('odd: "{contact.hsi-tiplin.voice}"', "contact.unknown"),
        ('odd: "{talk.asks}"', "topic.not-text"),
        ('odd: "**bold"', "text.bold"),
        ('odd: "{hello"', "reference.wrong"),
        ('odd: "So {talk.odd}"', "reference.circle"),
    ],
)
def test_the_words_of_a_topic_are_checked_where_they_stand(tmp_path: Path, line: str, rule: str) -> None:
    finding = only(load(tmp_path, {"data/topics/talk.yaml": f"{TALK}{line}\n"})[1])
    assert finding.rule == rule
    assert finding.place.file == "ours/data/topics/talk.yaml"
    assert finding.place.line == TALK.count("\n") + 1


def test_words_that_lead_back_to_themselves_are_found_and_end(tmp_path: Path) -> None:
    circle = 'title: T\na: "{loop.b} {loop.b}"\nb: "{loop.c} {loop.c}"\nc: "{loop.a} {loop.a}"\n'
    _, findings = load(tmp_path, {"data/topics/loop.yaml": circle, CARD_FILE: card('text: "{loop.a}"')})
    assert rules(findings) == ["reference.circle"] * 3


def test_words_may_lead_through_four_texts_and_no_further(tmp_path: Path) -> None:
    chain = "title: T\na: Words\n" + "".join(f'{to}: "{{chain.{at}}}"\n' for at, to in zip("abcd", "bcde", strict=True))
    _, findings = load(tmp_path, {"data/topics/chain.yaml": chain})
    assert only(findings).place.key == "e"


def test_a_heap_of_references_is_checked_without_unfolding_it(tmp_path: Path) -> None:
    wide = " ".join(["{heap.%s}"] * 60)
    heap = "title: T\na: Words\n" + "".join(
        f'{to}: "{wide % ((at,) * 60)}"\n' for at, to in zip("abc", "bcd", strict=True)
    )
    _, findings = load(tmp_path, {"data/topics/heap.yaml": heap, CARD_FILE: card('text: "{heap.d}"')})
    assert not findings


@pytest.mark.parametrize(
    ("block", "rule", "fix"),
    [
        ("figure: hsi-case", "fact.unknown", "Did you mean “hsi-cases”?"),
        ("icon: eyes", "icon.unknown", "Did you mean “eye”?"),
        ("text: {text: A, style: boddy}", "style.unknown", "Did you mean “body”?"),
        ("bullets: {items: [A], style: boddy}", "style.unknown", "Did you mean “body”?"),
        ("contact: {contact: emergency, size: numbr}", "style.unknown", "Did you mean “number”?"),
        ("rule: brnad", "ink.unknown", "Did you mean “brand”?"),
        ("icon: {name: eye, ink: acent}", "ink.unknown", "Did you mean “accent”?"),
        ("band: {fill: sofd, blocks: [{text: A}]}", "ink.unknown", "Did you mean “soft”?"),
    ],
)
def test_a_name_that_leads_nowhere_comes_with_the_nearest_right_one(
    tmp_path: Path, block: str, rule: str, fix: str
) -> None:
    finding = fault(tmp_path, block)
    assert (finding.rule, finding.fix) == (rule, fix)


@pytest.mark.parametrize("colours", ["fill: soft, ink: paper", "fill: brand, ink: ink", "fill: brand, ink: ''"])
def test_words_that_cannot_be_read_on_their_band_are_found(tmp_path: Path, colours: str) -> None:
    findings = found(tmp_path, f"band: {{{colours}, blocks: [{{text: A}}]}}")
    assert set(rules(findings)) == {"band.contrast"}


@pytest.mark.parametrize("colours", ["fill: brand", "fill: soft, ink: ink", "fill: soft, ink: ''"])
def test_words_that_can_be_read_on_their_band_are_no_finding(tmp_path: Path, colours: str) -> None:
    assert not found(tmp_path, f"band: {{{colours}, blocks: [{{text: A}}]}}")


def test_pictures_are_checked_where_the_layout_names_them(tmp_path: Path) -> None:
    (tmp_path / "ours" / "pictures").mkdir(parents=True)
    Image.new("RGB", (8, 8)).save(tmp_path / "ours/pictures/logo.png")
    assert not found(tmp_path, "image: {file: pictures/logo.png, alt: Our logo}")
    finding = fault(tmp_path, "image: {file: ../logo.png, alt: Our logo}")
    assert (finding.rule, finding.place.line) == ("image.outside", 7)
    assert fault(tmp_path, "image: {file: pictures/lgo.png, alt: Our logo}").rule == "image.missing"


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("stocks: [letter, a4, avery-5371]", "stocks: [leter]", "stock.unknown"),
        ("stocks: [letter, a4, avery-5371]", "stocks: [avery-5388]", "format.stock-size"),
        ("  scale: card", "  scale: crad", "scale.unknown"),
        ("  floor: 6pt\n  warn: 7pt", "  floor: 9pt\n  warn: 9pt", "scale.floor"),
    ],
)
def test_a_format_names_known_stocks_of_its_size_and_a_scale_that_keeps_its_floor(
    tmp_path: Path, right: str, wrong: str, rule: str
) -> None:
    assert right in FORMATS
    _, findings = load(tmp_path, {"layouts/formats.yaml": FORMATS.replace(right, wrong, 1)})
    assert set(rules(findings)) == {rule}
    assert "wallet-card" in findings.sorted()[0].problem or rule == "stock.unknown"


def test_a_theme_names_a_registered_font(tmp_path: Path) -> None:
    theme = (
        (ROOT / "layouts/themes/plain.yaml")
        .read_text(encoding="utf-8")
        .replace("family: public-sans", "family: pubic-sans")
    )
    finding = only(load(tmp_path, {"layouts/themes/plain.yaml": theme})[1])
    assert (finding.rule, finding.fix) == ("font.unknown", "Did you mean “public-sans”?")


def test_a_language_names_registered_fonts_in_both_weights(tmp_path: Path) -> None:
    languages = "en: {name: English, english_name: English, families: [public-sans, noto-snas]}\n"
    finding = only(load(tmp_path, {"data/languages.yaml": languages})[1])
    assert finding.fix == "Did you mean “noto-sans”?"
    register = (ROOT / "fonts/register.yaml").read_text(encoding="utf-8")
    text = register.replace("file: NotoSans-Bold.ttf", "file: NotoSans-Blod.ttf")
    _, findings = load(
        tmp_path, {"data/languages.yaml": languages.replace("snas", "sans"), "fonts/register.yaml": text}
    )
    assert rules(findings) == ["font.weight", "font.missing"]


def test_all_faults_of_a_workspace_are_reported_at_once(tmp_path: Path) -> None:
    files = {
        CARD_FILE: card('text: "{talk.helo}"'),
        "layouts/cards/second.yaml": CARD.replace("theme: plain", "theme: plane"),
        "layouts/stocks/wrong.yaml": "stocks:\n  w: {title: W, paper: latter}\n",
    }
    findings = load(tmp_path, files)[1]
    assert rules(findings) == ["topic.missing-key", "theme.unknown", "paper.unknown"]
    with pytest.raises(Refused) as refused:
        refuse_errors(findings)
    assert len(refused.value.findings) == 3


def test_topics_are_known_by_every_reference_that_leads_into_them() -> None:
    names = topic_nodes(load_catalog(Roots(ROOT), Findings(), ("en",)).topics)
    assert "indicators.title" in names
    assert "indicators.signs" in names
    assert names["indicators.title"].value
