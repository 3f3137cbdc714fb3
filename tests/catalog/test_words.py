"""The words are clean, carry no typed number, and the shipped ones are plain, kind and short enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.catalog.contacts import Channel, ChannelKind, Directory, read_contacts
from generator.catalog.facts import read_facts
from generator.catalog.places import Roots, shipped_root
from generator.catalog.reading import grade
from generator.catalog.topics import read_topics, texts_of
from generator.catalog.words import checked_words, normal_text, raw_numbers, refuse_raw_numbers
from generator.catalog.yamlnode import Node, parse_yaml
from generator.findings import Findings, Place

ROOTS = Roots(shipped_root())
TOPICS = read_topics(ROOTS, Findings())
PUBLIC = ("indicators", "steps")


@pytest.mark.parametrize(
    "text",
    [
        "Call 1-866-347-2423 now",
        "Call 866-347-2423",
        "Call (866) 347-2423.",
        "Call 8663472423",
        "Call +18663472423",
        "Call +52 55 1234 5678",
        "Call 866.347.2423",
        "Call 1\u2013866\u2013347\u20132423",
        "Call 1\u2011866\u2011347\u20112423",
        "Call 1 866 347 2423",
        "Call 1-888-3737-888",
        "Call 08000 121 700",
        "Call 347-2423 today",
        "Llame al ١-٨٦٦-٣٤٧-٢٤٢٣",
        "Call 1-866-DHS-2-ICE",
        "Call 1-800-THE-LOST",
        "Call 1-800-the-lost",
        "Call 800-THE-LOST",
        "Call 1-866-4USWAGE",
        "Call 505-GET-FREE",
        "Call 911",
        "Call 911.",
        "Call 9-1-1",
        "(988)",
        "TTY: 711",
        "Text 233733",
        "Text BeFree",
        "**911**",
    ],
)
def test_a_number_typed_into_a_text_is_seen(text: str) -> None:
    assert len(raw_numbers(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Call {contact.emergency.voice}",
        "{contact.line-988.voice}",
        "27.6 million people in 2021",
        "$150 billion a year, 1,000 cases, 42,000 officers",
        "From 2019 to 2023, or 2019–2023, or 2019-2023",
        "Read on 2024-05-30",
        "Under 18",
        "24 hours a day, 7 days a week",
        "18 U.S.C. 1595",
        "Some 1,911 cases and 911,000 more, or 9.11",
        "800 workers and 400 ARRESTS",
        "Be free",
        "H-1B, H-2A, H-2B",
    ],
)
def test_plain_figures_and_references_are_no_numbers_to_dial(text: str) -> None:
    assert raw_numbers(text) == ()


def test_a_typed_number_is_an_error_that_says_what_to_write() -> None:
    findings = Findings()
    refuse_raw_numbers("Call 911 or 988", Place("a.yaml", 3, 5, "lead"), findings)
    first, second = findings
    assert (first.rule, first.place.line, first.seen, second.seen) == ("text.raw-number", 3, "911", "988")
    assert "Refer to the contact: {contact.emergency.voice}" in first.fix
    assert findings.errors


@pytest.mark.parametrize("code", ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\x07", "\x9f", "\t"])
def test_invisible_codes_are_errors_named_by_number(code: str) -> None:
    findings = Findings()
    normal_text(f"Call {code}now", Place("a.yaml", 1), findings)
    (finding,) = findings.errors
    assert finding.rule == "text.control"
    assert f"U+{ord(code):04X}" in finding.problem


def test_isolates_joiners_and_line_ends_may_stay() -> None:
    findings = Findings()
    text = "a\u2066b\u2069 c\u200dd\u200be\nf"
    assert normal_text(text, Place(), findings) == text
    assert not len(findings)


def test_texts_come_out_composed() -> None:
    assert normal_text("Meninadanc\u0327a", Place(), Findings()) == "Meninadan\u00e7a"


def test_every_text_below_a_node_is_checked_and_keeps_its_place() -> None:
    findings = Findings()
    node = parse_yaml("a:\n  - cafe\u0301\n  - {b: call 911}\nc: ''\nd:\n".encode(), "x.yaml", findings)
    assert node is not None
    checked = checked_words(node, findings)
    assert isinstance(checked.value, dict)
    entries = checked.value["a"].value
    assert isinstance(entries, list)
    assert entries[0] == Node("caf\u00e9", Place("x.yaml", 2, 5, "a[0]"))
    assert [(f.rule, f.place.key) for f in findings] == [
        ("text.raw-number", "a[1].b"),
        ("text.empty", "c"),
        ("text.empty", "d"),
    ]


# The shipped words


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node.value, str):
        yield node.value
    children = (
        node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, list) else ()
    )
    for child in children:
        yield from _texts(child)


def test_the_shipped_catalogue_has_no_finding() -> None:
    findings = Findings()
    read_contacts(ROOTS, findings)
    read_topics(ROOTS, findings)
    read_facts(ROOTS, findings)
    assert [str(finding) for finding in findings] == []


@pytest.mark.parametrize("name", PUBLIC)
def test_public_text_reads_at_grade_six_or_below(name: str) -> None:
    texts = [re.sub(r"\{[^}]*\}", "us", text) for text in _texts(TOPICS[name].node)]
    assert grade(texts) <= 6.0


def test_the_facts_respect_the_person() -> None:
    for fact in read_facts(ROOTS, Findings()).values():
        assert not re.search(r"\b(?:victims?|rescue[ds]?|slave(?:ry|s)?|pimps?|prostitut\w*)\b", fact.label + fact.text)


def test_there_are_fourteen_signs_each_short_enough_for_a_card() -> None:
    short, full = texts_of(TOPICS, "indicators.signs.short"), texts_of(TOPICS, "indicators.signs.full")
    assert len(short) == len(full) == 14
    assert [text for text in short if len(text) > 38 or text.endswith(".")] == []
    assert [text for text in full if text.count(".") != 1 or not text.endswith(".")] == []
    assert len(set(short)) == 14


def test_short_signs_begin_alike_with_a_verb() -> None:
    firsts = {text.split()[0] for text in texts_of(TOPICS, "indicators.signs.short")}
    assert all(first.endswith("s") or first in {"Cannot"} for first in firsts), firsts


def test_the_disclaimer_says_signs_are_not_proof_and_fits_a_card() -> None:
    (short,) = texts_of(TOPICS, "indicators.disclaimer.short")
    (full,) = texts_of(TOPICS, "indicators.disclaimer.full")
    assert len(short) <= 105
    for text in (short, full):
        assert "not proof" in text
        assert "Race" in text
        assert "gender" in text


def test_the_three_steps_have_one_word_a_short_line_and_a_sentence() -> None:
    titles = [texts_of(TOPICS, f"steps.{step}.title")[0] for step in ("recognise", "report", "respond")]
    assert titles == ["Recognize", "Report", "Respond"]
    assert len(texts_of(TOPICS, "steps.full")) == 3
    assert [text for text in texts_of(TOPICS, "steps.short") if len(text) > 45] == []


@pytest.mark.parametrize("key", ["question", "call-to-action", "danger", "safety", "save"])
def test_the_lines_every_tip_piece_needs_are_there(key: str) -> None:
    assert texts_of(TOPICS, f"steps.{key}")


def test_the_danger_line_gives_the_emergency_number_through_the_directory() -> None:
    assert "{contact.emergency.voice}" in texts_of(TOPICS, "steps.danger")[0]


def _named(directory: Directory, reference: str) -> Channel | None:
    _, contact, kind = reference.split(".")
    found = directory.contacts.get(contact)
    return found.channel(ChannelKind(kind)) if found else None


def test_every_contact_that_a_text_refers_to_is_in_the_directory() -> None:
    directory = read_contacts(ROOTS, Findings())
    references = [
        reference
        for topic in TOPICS.values()
        for text in _texts(topic.node)
        for reference in re.findall(r"\{(contact\.[^}]*)\}", text)
    ]
    assert len(references) >= 2
    assert [reference for reference in references if _named(directory, reference) is None] == []


def test_labels_name_every_way_of_reaching_somebody() -> None:
    for key in (
        "call",
        "text",
        "web",
        "email",
        "tty",
        "from-abroad",
        "social",
        "who-answers",
        "opens",
        "front",
        "back",
    ):
        assert texts_of(TOPICS, f"labels.{key}"), key


def test_topic_files_name_no_folder_of_their_own() -> None:
    assert {Path(topic.place.file).parent.as_posix() for topic in TOPICS.values()} == {"data/topics"}
