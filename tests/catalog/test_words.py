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
from generator.catalog.words import checked_words, normal_text, refuse_typed
from generator.catalog.yamlnode import Node, parse_yaml
from generator.findings import Findings, Place

ROOTS = Roots(shipped_root())
TOPICS = read_topics(ROOTS, Findings())
PUBLIC = ("indicators", "steps")


def test_a_typed_number_is_an_error_that_says_what_to_write() -> None:
    findings = Findings()
    refuse_typed("Call 911 or 988", Place("a.yaml", 3, 5, "lead"), findings)
    first, second = findings.errors
    assert (first.rule, first.place.line, first.seen, second.seen) == ("text.raw-number", 3, "911", "988")
    assert first.fix == "Refer to the contact: {contact.ID.CHANNEL}."


def test_a_typed_address_is_refused_like_a_number() -> None:
    findings = Findings()
    refuse_typed("Write to tips@evil.example", Place("a.yaml", 3, 5, "lead"), findings)
    (finding,) = findings.errors
    assert (finding.rule, finding.seen) == ("text.raw-address", "tips@evil.example")
    assert finding.problem == "The address “tips@evil.example” is typed into the text, where nothing checks it."
    assert finding.fix == "Refer to the contact: {contact.ID.CHANNEL}."


@pytest.mark.parametrize(
    "code",
    [
        *("\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\x07", "\x9f", "\t"),
        *("\u00ad", "\u200e", "\u200f", "\u2060", "\u2066", "\u2069", "\ufeff", "\U000e0041"),
        *("\u200b", "\u200c", "\u200d"),
    ],
)
def test_invisible_codes_are_errors_named_by_number(code: str) -> None:
    findings = Findings()
    normal_text(f"Call {code}now", Place("a.yaml", 1), findings)
    (finding,) = findings.errors
    assert finding.rule == "text.control"
    assert f"U+{ord(code):04X}" in finding.problem


@pytest.mark.parametrize(
    "text",
    ["می\u200cخواهم", "क्\u200dष", "โทร\u200bหา", "โทร\u200b{contact.emergency.voice}", "{agency}\u200bโทร", "a\nf"],
)
def test_joiners_of_scripts_that_need_them_and_line_ends_may_stay(text: str) -> None:
    findings = Findings()
    assert normal_text(text, Place(), findings) == text
    assert not len(findings)


@pytest.mark.parametrize("text", ["so\u200bft", "e\u0301\u200da", "1\u200b2", "\u200b", "й\u200cя", "{a}\u200b{b}"])
def test_joiners_where_no_letter_needs_them_are_leftovers(text: str) -> None:
    findings = Findings()
    normal_text(text, Place(), findings)
    assert [finding.rule for finding in findings.errors] == ["text.control"]


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
