"""The safety rules: each is broken once and seen with its place and its fix, and what keeps it is left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator.catalog.catalog import load_catalog
from generator.catalog.layouts import AUDIENCES, read_layouts
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.safety import check_safety
from generator.catalog.safetyrules import SAFETY_FILE, SafetyRules, read_safety
from generator.catalog.safetywords import any_of, bare, check_words, hits
from generator.catalog.said import said_by
from generator.catalog.topics import read_topics
from generator.findings import Finding, Findings, Place, Severity
from tests.catalog.shelf import ROOT, alone, workspace

SHIPPED = Roots(ROOT)
SAFE = '    - note: "{steps.safety}"\n    - contact: emergency\n'


@cache
def shipped() -> Catalog:
    """All that ships."""
    return load_catalog(SHIPPED, Findings())


@cache
def of_shipped_words() -> frozenset[Finding]:
    """What the shipped words alone give rise to, which is nothing if the first test below holds."""
    findings = Findings()
    check_safety(replace(shipped(), layouts={}, translations={}), findings)
    return frozenset(findings)


@cache
def rules() -> SafetyRules:
    """The rules that ship."""
    found = read_safety(SHIPPED, Findings())
    assert found is not None
    return found


def checked(
    folder: Path,
    blocks: str,
    *,
    audience: str = "public",
    allow: str = "",
    back: str = "    - spacer:\n",
    fields: str = "",
    topics: Mapping[str, str] | None = None,
) -> list[Finding]:
    """What the rules find in one card with these blocks on its front; `topics` are added by name."""
    head = f"title: A card\naudience: {audience}\nformat: wallet-card\ntheme: plain\n{fields}"
    head += f"allow: [{allow}]\n" if allow else ""
    files = {"layouts/cards/card.yaml": f"{head}panels:\n  front:\n{blocks}  back:\n{back}"}
    files |= {f"data/topics/{name}.yaml": text for name, text in (topics or {}).items()}
    return checked_files(folder, files)


def checked_files(folder: Path, files: Mapping[str, str]) -> list[Finding]:
    """What the rules find in layouts and topics that are added to the shipped words."""
    roots, findings = alone(folder, files), Findings()
    layouts, topics = read_layouts(roots, findings), read_topics(roots, findings)
    assert not findings.errors, findings.sorted()
    catalog = replace(shipped(), layouts=layouts, topics={**shipped().topics, **topics}, translations={})
    check_safety(catalog, findings)
    return [finding for finding in findings.sorted() if finding not in of_shipped_words()]


def names(found: list[Finding]) -> list[str]:
    """The rules that were broken."""
    return [finding.rule for finding in found]


def test_what_ships_breaks_no_safety_rule() -> None:
    findings = Findings()
    check_safety(shipped(), findings)
    assert [str(finding) for finding in findings.sorted()] == []


# Who answers


def test_a_lockup_without_a_word_on_who_answers_is_an_error_at_its_line(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, SAFE + "    - contact: {contact: hsi-tipline, show: [hours]}\n")
    assert (found.rule, found.severity, found.place.line) == ("safety.who-answers", Severity.ERROR, 9)
    assert "HSI Tip Line" in found.problem
    assert "“card”" in found.problem
    assert "Federal agents (HSI)" in found.fix
    assert "show: [who]" in found.fix


@pytest.mark.parametrize(
    "told",
    [
        "    - contact: hsi-tipline\n",
        "    - contact: {contact: hsi-tipline, show: []}\n    - text: Federal agents (HSI) pick up.\n",
        '    - contact: {contact: hsi-tipline, show: [], label: "Call federal agents (HSI)"}\n',
        '    - contact: {contact: hsi-tipline, show: []}\n    - text: "{steps.tip-line}"\n',
        "    - contact: {contact: hsi-tipline, show: []}\n    - contact: {contact: hsi-tipline, show: [who]}\n",
    ],
)
def test_who_answers_may_be_shown_or_said_on_the_same_face(told: str, tmp_path: Path) -> None:
    assert checked(tmp_path, SAFE + told) == []


def test_who_answers_on_the_other_face_does_not_help_a_lockup(tmp_path: Path) -> None:
    back = "    - contact: {contact: hsi-tipline, show: []}\n"
    found = checked(tmp_path, SAFE + '    - text: "{steps.tip-line}"\n', back=back)
    assert names(found) == ["safety.who-answers"]


def test_panels_of_one_face_count_as_one(tmp_path: Path) -> None:
    folded = next(f for f in shipped().formats.values() if any(len(face.panels) > 1 for face in f.faces))
    face = next(face for face in folded.faces if len(face.panels) > 1)
    first, second = face.panels[:2]
    panels = dict.fromkeys(folded.panels, "    - spacer:\n")
    panels[first.name] = SAFE + "    - contact: {contact: hsi-tipline, show: []}\n"
    panels[second.name] = '    - text: "{steps.tip-line}"\n'
    text = f"title: A sheet\naudience: public\nformat: {folded.id}\ntheme: plain\npanels:\n"
    text += "".join(f"  {name}:\n{blocks}" for name, blocks in panels.items())
    assert checked_files(tmp_path, {"layouts/sheet.yaml": text}) == []


def test_the_emergency_line_needs_no_word_on_who_answers(tmp_path: Path) -> None:
    assert checked(tmp_path, "    - contact: {contact: emergency, show: []}\n") == []


def test_a_number_in_a_text_is_a_warning_if_the_piece_never_says_who_answers(tmp_path: Path) -> None:
    text = '    - text: "Call {contact.nht-hotline.voice}."\n'
    (found,) = checked(tmp_path, SAFE + text)
    assert (found.rule, found.severity) == ("safety.who-answers", Severity.WARNING)
    assert "A nonprofit, not the police" in found.fix
    assert checked(tmp_path, SAFE + text, back="    - contact: nht-hotline\n") == []


def test_an_address_in_a_text_is_answered_by_nobody(tmp_path: Path) -> None:
    assert checked(tmp_path, '    - text: "Read {contact.blue-campaign.web}"\n') == []


# What comes first


def test_a_piece_for_survivors_opens_with_the_nonprofit_hotline(tmp_path: Path) -> None:
    found = checked(tmp_path, "    - contact: emergency\n    - contact: nht-hotline\n", audience="survivor")
    assert names(found) == ["safety.first"]
    assert "survivors" in found[0].problem
    assert "the hotline of a nonprofit" in found[0].fix
    assert checked(tmp_path, "    - contact: nht-hotline\n    - contact: emergency\n", audience="survivor") == []


@pytest.mark.parametrize("line", ["hsi-tipline", "cbp-eallegations", "ice-victim-assistance"])
def test_police_and_immigration_lines_stand_on_a_survivor_piece_only_if_allowed(line: str, tmp_path: Path) -> None:
    blocks = f"    - contact: nht-hotline\n    - contact: {line}\n"
    (found,) = checked(tmp_path, blocks, audience="survivor")
    assert (found.rule, found.severity, found.seen) == ("safety.opt-in", Severity.ERROR, line)
    assert "allow: [police]" in found.fix
    assert checked(tmp_path, blocks, audience="survivor", allow="police") == []


def test_a_police_number_hidden_in_a_topic_is_seen_too(tmp_path: Path) -> None:
    blocks = '    - contact: nht-hotline\n    - text: "{steps.report.full}"\n'
    assert "safety.opt-in" in names(checked(tmp_path, blocks, audience="survivor"))


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        ("    - contact: nht-hotline\n    - contact: hsi-ops\n", ["safety.first"]),
        ("    - contact: hsi-ops\n    - contact: nht-hotline\n", []),
        ("    - contact: emergency\n    - contact: hsi-ops\n", []),
        ('    - text: {text: "{dispatch}", when: dispatch}\n    - contact: nht-hotline\n', ["safety.first"]),
        ('    - text: {text: "{dispatch}", when: dispatch}\n    - contact: hsi-ops\n', []),
    ],
)
def test_a_piece_for_officers_opens_with_agents_or_a_local_line_that_is_surely_there(
    blocks: str, found: list[str], tmp_path: Path
) -> None:
    fields = "fields:\n  dispatch: {type: phone, label: Dispatch, sample: 202-555-0142}\n"
    assert names(checked(tmp_path, blocks, audience="officer", fields=fields)) == found


def test_a_local_line_that_is_always_there_may_open_an_officer_piece(tmp_path: Path) -> None:
    fields = "fields:\n  dispatch: {type: phone, label: Dispatch, required: true, sample: 202-555-0142}\n"
    blocks = '    - text: "Dispatch: {dispatch}"\n    - contact: nht-hotline\n'
    assert checked(tmp_path, blocks, audience="officer", fields=fields) == []


def test_labor_lines_stand_before_police_lines_for_workers(tmp_path: Path) -> None:
    whd, police, eeoc = (f"    - contact: {name}\n" for name in ("whd", "fbi-tips", "eeoc"))
    (found,) = checked(tmp_path, SAFE + whd + police + eeoc, audience="worker")
    assert (found.rule, found.seen, found.place.line) == ("safety.order", "fbi-tips", 10)
    assert checked(tmp_path, SAFE + whd + eeoc + police, audience="worker") == []


def test_a_worker_piece_never_opens_with_the_police(tmp_path: Path) -> None:
    assert names(checked(tmp_path, SAFE + "    - contact: fbi-tips\n", audience="worker")) == ["safety.first"]


# What goes with a tip line


@pytest.mark.parametrize("audience", ["public", "trainer"])
def test_a_tip_line_needs_the_emergency_number_and_a_word_not_to_confront(audience: str, tmp_path: Path) -> None:
    found = checked(tmp_path, "    - contact: hsi-tipline\n", audience=audience)
    assert sorted(names(found)) == ["safety.confront", "safety.emergency"]
    assert {finding.place.line for finding in found} == {7}
    assert all(finding.severity is Severity.ERROR for finding in found)
    assert any("{steps.safety}" in finding.fix for finding in found)
    assert any("{contact.emergency.voice}" in finding.fix for finding in found)


def test_a_tip_line_in_a_code_or_a_topic_counts_as_one(tmp_path: Path) -> None:
    for block in ("    - qr: hsi-tipline\n", '    - text: "{steps.report.full}"\n'):
        assert {"safety.confront", "safety.emergency"} <= set(names(checked(tmp_path, block)))


def test_the_emergency_number_may_stand_in_a_topic(tmp_path: Path) -> None:
    blocks = '    - contact: hsi-tipline\n    - text: "{steps.danger} {steps.safety}"\n'
    assert checked(tmp_path, blocks) == []


def test_a_line_that_depends_on_a_field_does_not_count(tmp_path: Path) -> None:
    blocks = """\
    - contact: hsi-tipline
    - row:
        when: agency
        blocks:
          - text: "{steps.danger} {steps.safety}"
"""
    fields = "fields:\n  agency: {type: text, label: Agency, sample: Police}\n"
    found = checked(tmp_path, blocks, fields=fields)
    assert sorted(names(found)) == ["safety.confront", "safety.emergency"]


def test_a_public_piece_with_the_hotline_alone_needs_the_emergency_number_only(tmp_path: Path) -> None:
    assert names(checked(tmp_path, "    - contact: nht-hotline\n")) == ["safety.emergency"]
    assert checked(tmp_path, "    - contact: nht-hotline\n", allow="number-only") == []


def test_a_label_for_survivors_may_correct_any_line_that_it_allows(tmp_path: Path) -> None:
    tip = "    - contact: hsi-tipline\n"
    assert checked(tmp_path, tip, audience="survivor", allow="number-only, police") == []
    assert names(checked(tmp_path, tip, audience="survivor", allow="number-only")) == ["safety.opt-in"]
    assert names(checked(tmp_path, tip, audience="survivor", allow="police")) == ["safety.first"]


def test_a_label_that_only_repeats_a_number_says_no_more(tmp_path: Path) -> None:
    assert checked(tmp_path, "    - contact: hsi-tipline\n", allow="number-only") == []


def test_signs_need_the_word_that_they_are_no_proof(tmp_path: Path) -> None:
    for block in ("bullets: {items: ['{indicators.signs.short}'], last: 3}", 'text: "{indicators.signs.debt.full}"'):
        (found,) = checked(tmp_path, f"    - {block}\n")
        assert (found.rule, found.place.line) == ("safety.disclaimer", 7)
        assert "{indicators.disclaimer.short}" in found.fix
        assert checked(tmp_path, f"    - {block}\n", back='    - note: "{indicators.disclaimer.full}"\n') == []


# Figures


def test_a_figure_in_a_text_needs_its_source_and_year_on_the_same_face(tmp_path: Path) -> None:
    text = '    - text: "Of every year: {fact.hsi-cases.value} {fact.hsi-cases.label}"\n'
    source = '    - note: "{fact.hsi-cases.source}, {fact.hsi-cases.year}"\n'
    (found,) = checked(tmp_path, text, back=source)
    assert (found.rule, found.seen, found.severity) == ("safety.figure", "hsi-cases", Severity.ERROR)
    assert "{fact.hsi-cases.source}" in found.fix
    assert checked(tmp_path, text + source) == []
    assert checked(tmp_path, text + "    - figure: hsi-cases\n") == []
    assert names(checked(tmp_path, text + "    - figure: hsi-arrests\n")) == ["safety.figure"]


@pytest.mark.parametrize("figure", ["$150 billion", "27.6 million", "1,200", "40 percent", "40%", "3 millones"])
def test_a_typed_figure_is_refused_where_it_is_written(figure: str, tmp_path: Path) -> None:
    topics = {"extra": f'title: Extra\nlead: "It is {figure} and more."\n'}
    (found,) = checked(tmp_path, '    - text: "{extra.lead}"\n', topics=topics)
    assert (found.rule, found.place.file, found.place.line) == ("safety.figure", "data/topics/extra.yaml", 2)
    assert figure.lstrip("$") in found.seen


@pytest.mark.parametrize("text", ["24 hours a day", "under 18", "18 U.S.C. 1595", "in 2021", "a million reasons"])
def test_hours_ages_laws_and_years_are_no_figures(text: str, tmp_path: Path) -> None:
    assert checked(tmp_path, f"    - text: {text}\n") == []


# Quiet pieces


def test_a_survivor_piece_carries_a_code_only_if_allowed(tmp_path: Path) -> None:
    blocks = "    - contact: nht-hotline\n    - qr: nht-hotline\n"
    (found,) = checked(tmp_path, blocks, audience="survivor")
    assert (found.rule, found.place.line) == ("safety.qr", 8)
    assert checked(tmp_path, blocks, audience="survivor", allow="qr") == []
    assert checked(tmp_path, SAFE + blocks) == []


def folded(folder: Path, cover: str, audience: str = "survivor") -> list[Finding]:
    """What is found in a piece whose outside cover has these blocks."""
    text = f"title: A card\naudience: {audience}\nformat: wallet-card\ntheme: plain\npanels:\n"
    text += f"  outside-cover:\n{cover}  inside:\n    - contact: nht-hotline\n"
    return checked_files(folder, {"layouts/cards/card.yaml": text})


@pytest.mark.parametrize(
    ("cover", "word"),
    [
        ("    - text: Forced to work?\n", "Forced"),
        ('    - heading: "{indicators.title}"\n', "trafficking"),
        ("    - contact: nht-hotline\n", "Trafficking"),
        (
            '    - contact: {contact: nht-hotline, label: "Call", channels: [web], show: []}\n',
            "humantraffickinghotline",
        ),
    ],
)
def test_the_outside_of_a_survivor_piece_does_not_name_the_subject(cover: str, word: str, tmp_path: Path) -> None:
    found = [finding for finding in folded(tmp_path, cover) if finding.rule == "safety.outside"]
    assert word in [finding.seen for finding in found]
    assert "outside-cover" in found[0].fix


def test_a_question_on_the_outside_is_quiet_enough(tmp_path: Path) -> None:
    quiet = "    - text: Do you need a friend?\n    - contact: {contact: nht-hotline, label: Call, show: []}\n"
    assert [f for f in folded(tmp_path, quiet) if f.rule != "safety.who-answers"] == []


def test_pieces_for_others_may_name_the_subject_outside(tmp_path: Path) -> None:
    assert "safety.outside" not in names(folded(tmp_path, "    - text: Forced to work?\n", "public"))


# Words


@pytest.mark.parametrize(
    "text", ["We rescue people", "They were rescued", "Rescuing children", "A pimp", "modern day slavery", "her things"]
)
def test_a_word_to_avoid_is_a_warning_with_a_better_word(text: str, tmp_path: Path) -> None:
    found = checked(tmp_path, f"    - text: {text}\n")
    assert {(finding.rule, finding.severity) for finding in found} == {("safety.word", Severity.WARNING)}
    assert found[0].place.line == 7
    assert "Write “" in found[0].fix


@pytest.mark.parametrize(
    "text",
    ["Do not attempt a rescue", "There is help", "the shepherd", "End Slavery Now", "{contact.polaris.web} has more"],
)
def test_allowed_phrases_parts_of_words_and_references_are_no_hits(text: str, tmp_path: Path) -> None:
    assert checked(tmp_path, f'    - text: "{text}"\n') == []


def test_a_word_in_a_topic_is_reported_at_the_topic_even_if_no_piece_uses_it(tmp_path: Path) -> None:
    topics = {"extra": "title: Extra\nlead: A rescue\nmore:\n  - The hotline is run by Polaris\n"}
    found = checked(tmp_path, "    - spacer:\n", topics=topics)
    assert [(f.place.file, f.place.line, f.seen) for f in found] == [
        ("data/topics/extra.yaml", 2, "rescue"),
        ("data/topics/extra.yaml", 4, "run by Polaris"),
    ]


def test_a_word_in_a_title_is_seen(tmp_path: Path) -> None:
    card = "title: Rescue card\naudience: public\nformat: wallet-card\ntheme: plain\npanels:\n  front:\n    - spacer:\n"
    assert names(checked_files(tmp_path, {"layouts/card.yaml": card})) == ["safety.word"]


def test_the_audience_decides_on_some_words(tmp_path: Path) -> None:
    topics = {"extra": "title: Extra\nlead: Talk to the victim alone.\n"}
    block = '    - text: "{extra.lead}"\n'
    assert checked(tmp_path, block, audience="officer", topics=topics) == []
    (found,) = checked(tmp_path, block, audience="public", topics=topics)
    assert (found.rule, found.place.file) == ("safety.word", "data/topics/extra.yaml")
    assert checked(tmp_path, "    - text: Ask a victim advocate\n", audience="public") == []


def test_that_someone_is_moved_is_an_error(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, "    - text: People are trafficked across borders\n")
    assert (found.rule, found.severity) == ("safety.word", Severity.ERROR)


def test_no_promise_of_secrecy(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, "    - text: Calls are completely confidential\n")
    assert "child abuse" in found.problem


def test_who_a_person_is_cannot_be_a_sign(tmp_path: Path) -> None:
    words = (ROOT / "data/topics/indicators.yaml").read_text(encoding="utf-8")
    wrong = words.replace("Is not allowed to speak", "Has a foreign accent")
    found = checked(tmp_path, "    - spacer:\n", topics={"indicators": wrong})
    assert {(f.rule, f.seen, f.severity) for f in found} == {
        ("safety.not-a-sign", "foreign", Severity.ERROR),
        ("safety.not-a-sign", "accent", Severity.ERROR),
    }


def test_spanish_words_are_looked_up_in_spanish() -> None:
    findings = Findings()
    texts = [("Vamos a rescatar a la víctima de la esclavitud moderna", Place("es.yaml", 4))]
    check_words(texts, rules().words["es"], findings)
    assert [finding.seen for finding in findings] == ["rescatar", "esclavitud moderna"]
    assert not hits(rules().words["en"][0].found, "él la ve y he ido")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("rescue", "rescues rescued rescuing rescuer RESCUE rescue’s"),
        ("slavery", "slavery slaveries"),
        ("victim", "victim victims victim's"),
        ("sex slave", "sex slave sex-slaves"),
    ],
)
def test_a_word_is_found_in_all_its_forms(form: str, text: str) -> None:
    assert any_of([form]).sub("", text).replace("’s", "").replace("'s", "").strip() == ""


def test_an_exact_word_is_found_as_it_is_written_alone() -> None:
    found = any_of([], ["he", "trafficked across"])
    assert hits(found, bare("He said the hen, {he}, here, is **he**; trafficked  across")) == (
        "He",
        "he",
        "trafficked  across",
    )


# Reading grade


HARD = "Individuals experiencing exploitation frequently demonstrate psychological indicators. " * 6


def test_a_piece_that_reads_above_its_audience_is_warned_with_its_hardest_text(tmp_path: Path) -> None:
    blocks = f"    - text: Say it plainly.\n    - text: {HARD}\n"
    (found,) = checked(tmp_path, blocks)
    assert (found.rule, found.severity, found.limit) == ("safety.grade", Severity.WARNING, "6")
    assert float(found.seen) > 12
    assert "Individuals experiencing" in found.fix
    assert "the public" in found.problem


def test_a_few_words_have_no_grade(tmp_path: Path) -> None:
    assert checked(tmp_path, "    - text: Psychological exploitation indicators\n") == []


def test_names_and_numbers_are_no_hard_words(tmp_path: Path) -> None:
    text = "Call the National Human Trafficking Hotline or the Department of Homeland Security now. " * 4
    assert checked(tmp_path, f"    - text: {text}\n") == []


def test_officers_may_be_asked_to_read_a_little_more(tmp_path: Path) -> None:
    text = "Officers should speak with the person alone, in a quiet room, and offer water and a break. " * 4
    text += "Ask about safety before anything that concerns the investigation. " * 2
    assert names(checked(tmp_path, f"    - text: {text}\n")) == ["safety.grade"]
    assert checked(tmp_path, f"    - text: {text}\n", audience="officer") == []


# The rules themselves


def test_every_audience_has_its_rules() -> None:
    assert tuple(rules().audiences) == AUDIENCES
    assert all(0 < audience.grade <= 9 for audience in rules().audiences.values())
    assert rules().audiences["survivor"].quiet


def test_a_layout_may_only_allow_what_the_rules_know(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, "    - spacer:\n", allow="polise")
    assert (found.rule, found.fix) == ("safety.allow", "Did you mean “police”?")


def broken_rules(folder: Path, old: str, new: str) -> list[Finding]:
    """What is found where the rules have `new` in place of `old`."""
    text = (ROOT / SAFETY_FILE).read_text(encoding="utf-8")
    assert old in text
    roots = workspace(folder, {SAFETY_FILE: text.replace(old, new)})
    findings = Findings()
    check_safety(replace(shipped(), roots=roots), findings)
    return list(findings.sorted())


@pytest.mark.parametrize(
    ("old", "new", "rule", "said"),
    [
        ("do-not-confront: [steps.safety]", "do-not-confront: [steps.safty]", "safety.topic", "steps.safty"),
        ("contacts: [cbp-eallegations]", "contacts: [cbp-alegations]", "safety.contact", "cbp-eallegations"),
        ("first: [hotline]", "first: [hotlin]", "value.wrong", "hotline"),
        ("order: [labor, police]", "order: [labor]", "value.wrong", "two kinds"),
        ("audiences: [public, survivor, worker]", "audiences: [pubic]", "value.wrong", "public"),
        ("role: emergency, words", "role: emergencie, words", "value.wrong", "emergency"),
        ("amounts: [", "amount: [", "key.missing", "amounts"),
        ("not-signs:", "no-signs:", "key.missing", "not-signs"),
        ("    quiet: true", "    quite: true", "key.unknown", "quiet"),
        ("  trainer:", "  trainers:", "key.missing", "trainer"),
        ("    - avoid: [pimp]\n", "    - unless: [pimp]\n", "value.wrong", "avoid"),
    ],
)
def test_a_slip_in_the_rules_is_a_finding_in_their_file(
    old: str, new: str, rule: str, said: str, tmp_path: Path
) -> None:
    found = [finding for finding in broken_rules(tmp_path, old, new) if finding.rule == rule]
    assert found
    assert any(said in str(finding) for finding in found)
    assert all(finding.place.file == f"ours/{SAFETY_FILE}" for finding in found)


def test_without_rules_nothing_passes(tmp_path: Path) -> None:
    findings = Findings()
    check_safety(replace(shipped(), roots=alone(tmp_path, {"other.yaml": "a: b\n"})), findings)
    assert [(finding.rule, finding.place.file) for finding in findings.errors] == [("file.missing", SAFETY_FILE)]


def test_names_that_lead_nowhere_are_left_to_the_cross_check(tmp_path: Path) -> None:
    blocks = """\
    - contact: nobody
    - qr: nobody
    - bullets: {items: ["{nowhere.list}"]}
    - text: "{nowhere.key} {contact.nobody.voice} {contact.emergency} {fact.none.value} {unknown}"
"""
    assert "safety.figure" in names(checked(tmp_path, blocks))


# What a piece says


def test_a_piece_is_read_block_by_block_with_what_its_texts_lead_to(tmp_path: Path) -> None:
    card = """\
title: A card
audience: public
format: wallet-card
theme: plain
fields:
  agency: {type: text, label: Agency, sample: Police}
  dispatch: {type: phone, label: Dispatch, sample: 202-555-0142}
panels:
  front:
    - row:
        blocks:
          - bullets: {items: ["{indicators.signs.short}"], first: 2, last: 3}
          - qr: {contact: hsi-tipline, caption: none}
    - text: {text: "{agency} {dispatch}", when: dispatch}
  back:
    - text: "{steps.report.full}"
"""
    layout = read_layouts(alone(tmp_path, {"layouts/card.yaml": card}), Findings())["card"]
    row, bullets, code, local, report = said_by(layout, shipped())
    assert (row.texts, row.lines) == ((), ())
    assert bullets.texts == ("Seems afraid, tense or very sad", "Is cut off from family and friends")
    assert "indicators.signs.short" in bullets.keys
    assert [(line.contact, line.call) for line in code.lines] == [("hsi-tipline", False)]
    assert code.texts == ()
    assert [(line.field, line.contact) for line in local.lines] == [("dispatch", "")]
    assert (local.sure, bullets.sure) == (False, True)
    assert (report.face, report.lines[0].contact, report.lines[0].call) == ("back", "hsi-tipline", True)
    assert [place.file for _, place in report.words] == ["layouts/card.yaml", "data/topics/steps.yaml"]
