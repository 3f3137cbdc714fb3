"""A translation says all that the English says, knows which English it was made from, and never falls back to it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.catalog.catalog import Catalog, load_catalog
from generator.catalog.facts import NO_YEAR
from generator.catalog.languages import Language
from generator.catalog.leaves import Match, fingerprint, matched
from generator.catalog.places import Roots
from generator.catalog.references import references
from generator.catalog.textcheck import topic_nodes
from generator.catalog.topics import look_up, texts_of
from generator.catalog.translated import in_language, lacking, languages_of
from generator.catalog.translations import Translation, drafts, read_translations
from generator.catalog.translations import compared as named
from generator.compose.piece import compose
from generator.errors import refuse_errors
from generator.findings import Finding, Findings, Place, Severity
from generator.translate.stamp import stamped
from tests.catalog.shelf import CARD, ROOT, alone, node, only, rules, workspace

ENGLISH = """\
title: Signs
lead: Call {contact.emergency.voice} or {contact.hsi-tipline.voice}.
signs:
  afraid: {short: Seems afraid, full: The person seems afraid.}
  alone: {short: Is alone, full: The person is alone.}
steps:
  - First
  - "**Second**"
"""
SPANISH = """\
# Para las tarjetas.
title: Señales
lead: Llame al {contact.hsi-tipline.voice} o al {contact.emergency.voice}.
signs:
  alone:
    short: No tiene a nadie   # corto
    full: La persona no tiene a nadie.
  afraid: {short: Tiene miedo, full: La persona tiene miedo.}
steps:
  - Primero
  - "**Segundo**"
"""


def spanish(text: str = SPANISH, english: str = ENGLISH) -> str:
    """A Spanish file stamped with the English."""
    return stamped(text, node(english), "signs.yaml", Findings())


def compared(english: str, translation: str, *figures: str) -> Match:
    """What comparing two files brings up."""
    match = Match("Spanish", figures)
    matched(node(english), node(translation), match)
    return match


def fault(translation: str, english: str = ENGLISH) -> Finding:
    """The one thing found in a Spanish file."""
    return only(compared(english, translation).findings)


def leaf(text: str, english: str, review: str = "draft") -> str:
    """A stamped file with one text under `lead`."""
    return f"lead: {{text: {text}, of: {fingerprint(english)}, review: {review}}}\n"


def test_a_fingerprint_is_the_same_for_both_ways_to_write_an_accent() -> None:
    assert fingerprint("Cafe\u0301") == fingerprint("Caf\u00e9")
    assert fingerprint("Cafe") != fingerprint("Caf\u00e9")
    assert fingerprint("Signs") == "9cb5654b"


def test_a_stamped_file_has_no_fault_and_keeps_the_order_of_the_english() -> None:
    match = Match("Spanish")
    said = matched(node(ENGLISH), node(spanish()), match)
    assert not match.findings
    assert isinstance(said.value, dict)
    assert list(said.value) == ["title", "lead", "signs", "steps"]
    signs = said.value["signs"].value
    assert isinstance(signs, dict)
    assert list(signs) == ["afraid", "alone"]
    steps = said.value["steps"].value
    assert isinstance(steps, list)
    assert [step.value for step in steps] == ["Primero", "**Segundo**"]
    assert len(match.leaves) == 8
    assert all(leaf.review is None and not leaf.stale for leaf in match.leaves)


@pytest.mark.parametrize(
    ("cut", "key"),
    [
        ('title: {text: "Señales", of: 9cb5654b, review: draft}\n', "title"),
        (', full: {text: "La persona tiene miedo."', "signs.afraid.full"),
        ('  - {text: "**Segundo**"', "steps[1]"),
    ],
)
def test_a_word_without_translation_is_an_error_that_names_file_and_key(cut: str, key: str) -> None:
    start = spanish().index(cut)
    end = spanish().index("}", start) + 1
    rest = spanish()[:start] + spanish()[end:]
    finding = fault(rest)
    assert (finding.rule, finding.severity, finding.place.file) == ("translation.missing", Severity.ERROR, "test.yaml")
    assert finding.place.key == key
    assert f"“{key}” has no Spanish words." == finding.problem
    assert "The English is “" in finding.fix


def test_a_missing_branch_is_one_finding() -> None:
    text = spanish()
    finding = fault(text[: text.index("signs:")] + text[text.index("steps:") :])
    assert (finding.rule, finding.place.key) == ("translation.missing", "signs")


def test_a_key_that_english_lacks_is_an_error_with_the_nearest() -> None:
    finding = fault(spanish() + "stepps: {text: Pasos, of: 12345678}\n")
    assert (finding.rule, finding.fix) == ("translation.unknown", "Did you mean “steps”?")
    assert finding.place.line > 1


def test_an_entry_too_many_in_a_list_is_an_error() -> None:
    assert fault(spanish() + "  - {text: Tercero, of: 12345678}\n").rule == "translation.unknown"


def test_changed_english_makes_its_translation_stale_and_the_warning_tells_all() -> None:
    finding = fault(spanish(), ENGLISH.replace("Is alone", "Has nobody"))
    old, new = fingerprint("Is alone"), fingerprint("Has nobody")
    assert (finding.rule, finding.severity) == ("translation.stale", Severity.WARNING)
    assert (finding.seen, finding.limit, finding.place.key) == (old, new, "signs.alone.short")
    assert (
        finding.place.line
        == spanish().splitlines().index(next(line for line in spanish().splitlines() if 'No tiene a nadie"' in line))
        + 1
    )
    assert old in finding.problem
    assert new in finding.problem
    assert "“Has nobody”" in finding.fix


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Llame.", "translation.reference"),
        ("'Llame al {contact.hsi-tipline.voice}.'", "translation.reference"),
        ("'{contact.emergency.voice} y {contact.emergency.voice}'", "translation.reference"),
        ("'Llame al {contact.emergency.voice} {ya mismo}.'", "translation.reference"),
        ("'Llame al **{contact.emergency.voice}.'", "translation.bold"),
        ("'Llame al {contact.emergency.voice} o al 1-866-347-2423.'", "text.raw-number"),
        ("'Llame al {contact.emergency.voice} \u202e.'", "text.control"),
    ],
)
def test_a_translation_carries_the_references_of_the_english_and_no_number_of_its_own(text: str, rule: str) -> None:
    english = "Call {contact.emergency.voice}."
    finding = fault(leaf(text, english), f"lead: {english}\n")
    assert (finding.rule, finding.severity) == (rule, Severity.ERROR)


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("Hola", "translation.unstamped"),
        ("{text: Hola, of: xyz, review: draft}", "translation.hash"),
        ("{text: Hola, of: 2CF24DBA, review: draft}", "translation.hash"),
        ("{text: Hola, review: draft}", "key.missing"),
        ("{of: 185f8db3, review: draft}", "key.missing"),
        ("{text: '  ', of: 185f8db3}", "text.empty"),
        ("{text: Hola, of: 185f8db3, revue: draft}", "key.unknown"),
        ("{text: Hola, of: 185f8db3, review: done}", "value.wrong"),
        ("{text: Hola, of: 185f8db3, review: {by: Ana, on: soon, of: 185f8db3}}", "value.wrong"),
        ("[Hola]", "value.wrong"),
    ],
)
def test_a_leaf_that_is_written_wrong_is_a_finding_and_not_a_traceback(written: str, rule: str) -> None:
    findings = compared("lead: Hello\n", f"lead: {written}\n").findings
    assert rule in rules(findings)
    assert findings.errors


def test_a_text_where_english_has_a_branch_misses_all_of_it() -> None:
    assert rules(compared("a: {b: B, c: C}\n", "a: Texto\n").findings) == ["translation.missing"] * 2


def test_a_signature_holds_for_the_words_that_were_signed() -> None:
    signed = f"{{by: Ana Ruiz, on: 2026-11-21, of: {fingerprint('Hola')}}}"
    match = compared("lead: Hello\n", leaf("Hola", "Hello", signed))
    assert not match.findings
    review = match.leaves[0].review
    assert review is not None
    assert (review.by, review.on) == ("Ana Ruiz", datetime.date(2026, 11, 21))
    finding = only(compared("lead: Hello\n", leaf("Buenas", "Hello", signed)).findings)
    assert (finding.rule, finding.severity) == ("translation.review", Severity.ERROR)
    assert "Ana Ruiz signed other words on 2026-11-21" in finding.problem


def test_drafts_are_counted() -> None:
    signed = f"{{by: Ana, on: 2026-11-21, of: {fingerprint('Hola')}}}"
    leaves = [
        *compared("lead: Hello\n", leaf("Hola", "Hello")).leaves,
        *compared("lead: Hello\n", leaf("Hola", "Hello", signed)).leaves,
        *compared("lead: Hello\n", f"lead: {{text: Hola, of: {fingerprint('Hello')}}}\n").leaves,
    ]
    assert drafts(Translation("es", {}, {}, {}, {}, tuple(leaves))) == 2


@pytest.mark.parametrize(
    ("english", "text", "same"),
    [
        ("$236 billion", "$236 mil millones", True),
        ("1,000 cases", "1.000 casos", True),
        ("27.6 million", "27,6 millones", True),
        ("1,000 cases", "१,००० मामले", True),
        ("1,000 cases", "10,000 casos", False),
        ("1,000 cases", "mil casos", False),
        ("about 400", "unas 400 de 500", False),
    ],
)
def test_a_fact_keeps_its_figures_in_every_language(english: str, text: str, same: bool) -> None:
    written = leaf(f"'{text}'", english)
    assert rules(compared(f"lead: '{english}'\n", written, "lead").findings) == ["translation.figure"] * (not same)
    assert not compared(f"lead: '{english}'\n", written).findings


# Loading


def loaded(folder: Path, files: Mapping[str, str]) -> tuple[Catalog, Findings]:
    """What ships in English and Spanish, under a workspace with these files."""
    findings = Findings()
    return load_catalog(workspace(folder, files), findings, ("es",)), findings


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """What ships, in every language."""
    return load_catalog(Roots(ROOT), Findings())


def test_all_that_ships_is_in_spanish_without_a_fault() -> None:
    findings = Findings()
    catalog = load_catalog(Roots(ROOT), findings)
    wrong = [finding for finding in findings if "translations" in finding.place.file]
    assert not wrong, "\n".join(map(str, wrong))
    words = catalog.translations["es"]
    assert {"labels", "indicators", "steps"} <= words.topics.keys()
    assert words.contacts.keys() == catalog.contacts.contacts.keys()
    assert words.facts.keys() == catalog.facts.keys()
    assert 0 <= drafts(words) <= len(words.leaves)
    for name in ("hsi-tip-card", "indicator-card"):
        assert languages_of(catalog.layouts[name], catalog)[:2] == ("en", "es")


def test_short_signs_and_steps_stay_short_in_spanish(catalog: Catalog) -> None:
    spoken = in_language(catalog, "es").topics
    assert max(map(len, texts_of(spoken, "indicators.signs.short"))) <= 42
    for step in ("recognise", "report", "respond"):
        assert len(texts_of(spoken, f"steps.{step}.short")[0]) <= 50


@pytest.mark.parametrize("name", ["hsi-tip-card", "indicator-card"])
def test_the_cards_fit_in_spanish(name: str, catalog: Catalog) -> None:
    findings = Findings()
    spoken = in_language(catalog, "es")
    layout = spoken.layouts[name]
    piece = compose(layout, spoken, "es", {}, findings)
    assert not findings, "\n".join(map(str, findings))
    assert piece.lang == "es"
    assert piece.title.startswith("Tarjeta")


def test_the_workspace_brings_its_own_topic_and_its_spanish(tmp_path: Path) -> None:
    files = {"data/topics/signs.yaml": ENGLISH, "data/translations/es/signs.yaml": spanish()}
    catalog, findings = loaded(tmp_path, files)
    refuse_errors(findings)
    spoken = in_language(catalog, "es")
    assert texts_of(spoken.topics, "signs.signs.short") == ("Tiene miedo", "No tiene a nadie")
    assert spoken.topics["signs"].title == "Señales"
    assert spoken.topics["signs"].place.file == "ours/data/translations/es/signs.yaml"


def test_the_workspace_translation_hides_the_shipped_one(tmp_path: Path) -> None:
    shipped = (ROOT / "data/translations/es/steps.yaml").read_text(encoding="utf-8")
    ours = shipped.replace("Usted puede ayudar.", "Aquí puede ayudar.")
    catalog, findings = loaded(tmp_path, {"data/translations/es/steps.yaml": ours})
    refuse_errors(findings)
    assert texts_of(in_language(catalog, "es").topics, "steps.answer") == ("Aquí puede ayudar.",)


def test_a_fault_names_the_file_of_the_workspace(tmp_path: Path) -> None:
    files = {"data/topics/signs.yaml": ENGLISH, "data/translations/es/signs.yaml": spanish() + "more: {}\n"}
    finding = only(loaded(tmp_path, files)[1])
    assert (finding.rule, finding.place.file) == ("translation.unknown", "ours/data/translations/es/signs.yaml")


def test_one_contact_of_the_workspace_leaves_the_others_translated(tmp_path: Path) -> None:
    who = "Police, fire and ambulance"
    words = {"name": "Emergency", "who": who, "hours": "24 hours a day, 7 days a week", "languages": "not stated"}
    entry = "".join(f"  {key}: {{text: Nuestro, of: {fingerprint(text)}}}\n" for key, text in words.items())
    catalog, findings = loaded(tmp_path, {"data/translations/es/contacts.yaml": f"emergency:\n{entry}"})
    assert not [finding for finding in findings if "translations" in finding.place.file]
    contacts = in_language(catalog, "es").contacts.contacts
    assert contacts["emergency"].who == "Nuestro"
    assert contacts["hsi-tipline"].who == "Agentes federales (HSI)"


def test_an_entry_needs_all_its_words(tmp_path: Path) -> None:
    entry = f"emergency:\n  who: {{text: Policía, of: {fingerprint('Police, fire and ambulance')}}}\n"
    _, findings = loaded(tmp_path, {"data/translations/es/contacts.yaml": entry})
    missing = [finding.place.key for finding in findings if finding.rule == "translation.missing"]
    assert missing == ["emergency.name", "emergency.hours", "emergency.languages"]


def test_english_of_the_workspace_is_not_spoken_with_shipped_words_that_do_not_fit(tmp_path: Path) -> None:
    steps = (ROOT / "data/topics/steps.yaml").read_text(encoding="utf-8")
    catalog, findings = loaded(tmp_path, {"data/topics/steps.yaml": steps.replace("You can help.", "We can help.")})
    refuse_errors(findings)
    assert not [finding for finding in findings if finding.rule.startswith("translation")]
    assert "steps" not in in_language(catalog, "es").topics
    assert languages_of(catalog.layouts["hsi-tip-card"], catalog) == ("en",)
    same, findings = loaded(tmp_path / "same", {"data/topics/steps.yaml": steps + "# ours\n"})
    assert "steps" in in_language(same, "es").topics


@pytest.mark.parametrize(
    ("name", "rule", "fix"),
    [
        ("es/singns.yaml", "translation.unknown", "Did you mean “signs”?"),
        ("xx/signs.yaml", "translation.language", "Known here: es. Languages are declared in data/languages.yaml."),
        ("en/signs.yaml", "translation.language", "Languages are declared"),
        ("signs.yaml", "translation.language", "Languages are declared"),
    ],
)
def test_a_file_that_translates_nothing_is_an_error(tmp_path: Path, name: str, rule: str, fix: str) -> None:
    findings = Findings()
    roots = alone(tmp_path, {f"data/translations/{name}": spanish()})
    languages = {lang: Language(lang, lang, lang, "ltr", (), 1, 1, Place()) for lang in ("en", "es")}
    english = {"signs": node(ENGLISH), "contacts": node("a: {}"), "facts": node("a: {}"), "layouts": node("a: {}")}
    read_translations(roots, languages, english, findings)
    finding = only(findings)
    assert (finding.rule, finding.severity) == (rule, Severity.ERROR)
    assert fix in finding.fix


def test_a_workspace_may_do_without_the_other_languages(tmp_path: Path) -> None:
    languages = "en: {name: English, english_name: English, families: [public-sans, noto-sans]}\n"
    catalog, findings = loaded(tmp_path, {"data/languages.yaml": languages})
    refuse_errors(findings)
    assert not catalog.translations
    assert languages_of(catalog.layouts["hsi-tip-card"], catalog) == ("en",)


@pytest.mark.parametrize("name", ["signs", "contacts"])
@pytest.mark.parametrize("text", ["", "- a list\n", "title: [\n", "just text\n"])
def test_a_broken_file_is_a_finding_and_not_a_traceback(tmp_path: Path, name: str, text: str) -> None:
    _, findings = loaded(tmp_path, {"data/topics/signs.yaml": ENGLISH, f"data/translations/es/{name}.yaml": text})
    assert findings.errors


# One language


def test_english_is_itself(catalog: Catalog) -> None:
    assert in_language(catalog, "en") is catalog


def test_words_change_with_the_language_and_numbers_do_not(catalog: Catalog) -> None:
    spoken = in_language(catalog, "es")
    line, ours = catalog.contacts.contacts["hsi-tipline"], spoken.contacts.contacts["hsi-tipline"]
    assert (ours.name, ours.who) == ("Línea de denuncias de HSI", "Agentes federales (HSI)")
    for name, contact in spoken.contacts.contacts.items():
        before = catalog.contacts.contacts[name].channels
        assert [(c.value, c.shown, c.link, c.vanity) for c in contact.channels] == [
            (c.value, c.shown, c.link, c.vanity) for c in before
        ]
    assert (ours.id, ours.source, ours.checked_on) == (line.id, line.source, line.checked_on)
    assert spoken.contacts.hosts == catalog.contacts.hosts


def test_a_channel_says_its_languages_in_the_language_of_the_piece(catalog: Catalog) -> None:
    channels = in_language(catalog, "es").contacts.contacts["nht-hotline"].channels
    assert [channel.languages for channel in channels] == ["", "inglés, español", "", ""]


def test_a_fact_keeps_bare_digits_and_says_its_lack_of_a_year(catalog: Catalog) -> None:
    facts = in_language(catalog, "es").facts
    assert facts["hsi-cases"].value == catalog.facts["hsi-cases"].value
    assert facts["world-profit"].value == "$236 mil millones"
    assert facts["world-profit"].year == "2024"
    assert {fact.year for fact in facts.values() if catalog.facts[fact.id].year == NO_YEAR} == {"año no indicado"}


def test_no_english_shows_through_in_spanish(catalog: Catalog) -> None:
    spoken = in_language(catalog, "es")
    english = topic_nodes({name: catalog.topics[name] for name in spoken.topics})
    same = set()
    for name, said in topic_nodes(spoken.topics).items():
        if isinstance(said.value, str) and said.value == english[name].value:
            same.add(name)
        assert isinstance(said.value, str) == isinstance(english[name].value, str)
    anywhere = r"(\{[^}]*\}|\W|\d|\bmin\b|\b[a-cAB]\b)*"  # marks, figures, minutes, letters of answers and versions
    assert {name for name in same if not re.fullmatch(anywhere, str(english[name].value))} <= {
        "labels.tty",
        "session.evaluation.scale.no",  # the same word
        "kits.stocks.a4",  # names of papers
        "kits.stocks.a3",
        "efforts.can-do.do.read.short",  # the title of a document that has no other
    }


def test_references_survive_the_translation(catalog: Catalog) -> None:
    spoken = topic_nodes(in_language(catalog, "es").topics)
    english = topic_nodes(catalog.topics)
    for name, said in spoken.items():
        if isinstance(said.value, str):
            assert sorted(references(said.value)) == sorted(references(str(english[name].value)))


def test_a_language_without_words_has_nothing_to_fall_back_on(catalog: Catalog) -> None:
    silent = in_language(catalog, "lo")
    assert not silent.topics
    assert not silent.contacts.contacts
    assert not silent.facts
    assert not silent.layouts
    assert look_up(silent.topics, "labels.call") is None


# The languages of a layout

LAYOUTS = "card:\n  title: {text: Una tarjeta, of: " + fingerprint("A card") + "}\n"


def card(folder: Path, block: str, **files: str) -> tuple[Catalog, tuple[str, ...]]:
    """The small card with one block, and what it lacks in Spanish."""
    text = CARD.replace("- text: Front", f"- {block}").replace("- text: Back", "- spacer:")
    found = {name.replace("_", "/") + ".yaml": words for name, words in files.items()}
    base = {"layouts/cards/card.yaml": text, "data/translations/es/layouts.yaml": LAYOUTS}
    catalog, findings = loaded(folder, {**base, **found})
    assert not findings.errors, "\n".join(map(str, findings))
    return catalog, lacking(catalog.layouts["card"], catalog, "es")


@pytest.mark.parametrize(
    "block",
    [
        'text: "{steps.question} {steps.danger}"',
        'bullets: {items: ["{indicators.signs.short}"]}',
        "contact: hsi-tipline",
        "figure: hsi-cases",
        "qr: {contact: hsi-tipline}",
    ],
)
def test_a_layout_made_of_translated_words_can_be_had_in_both(tmp_path: Path, block: str) -> None:
    catalog, lacks = card(tmp_path, block)
    assert lacks == ()
    assert languages_of(catalog.layouts["card"], catalog) == ("en", "es")
    assert lacking(catalog.layouts["card"], catalog, "en") == ()


@pytest.mark.parametrize(
    ("block", "lacks"),
    [
        ('text: "{talk.hello}"', ("the topic “talk”",)),
        ('text: "{talk.line}"', ("the topic “talk”", "the contact “ours”")),
        ('bullets: {items: ["{talk.list}"]}', ("the topic “talk”", "the contact “ours”")),
        ("contact: ours", ("the contact “ours”",)),
        ("qr: {contact: ours}", ("the contact “ours”",)),
        ('text: "{contact.ours.web}"', ("the contact “ours”",)),
        ("text: Typed words", ("the words “Typed words”, typed into the layout",)),
    ],
)
def test_a_layout_is_not_offered_in_a_language_that_lacks_its_words(
    tmp_path: Path, block: str, lacks: tuple[str, ...]
) -> None:
    talk = "title: Talk\nhello: Hello\nline: '{talk.more}'\nmore: See {contact.ours.web}\nlist: ['{talk.line}']\n"
    ours = (
        "contacts:\n  ours:\n    name: Ours\n    role: help\n    answers: ngo\n    who: Us\n    region: US\n"
        "    hours: always\n    zone: any\n    languages: any\n    source: us\n    checked_on: 2024-05-30\n"
        "    checked_by: us\n    channels: [{kind: web, url: 'https://www.ice.gov/ours'}]\n"
    )
    catalog, found = card(tmp_path, block, data_topics_talk=talk, data_contacts=ours)
    assert found == lacks
    assert languages_of(catalog.layouts["card"], catalog) == ("en",)


def test_a_layout_without_a_title_in_spanish_is_not_offered(tmp_path: Path) -> None:
    catalog, _ = loaded(tmp_path, {"layouts/cards/card.yaml": CARD.replace("Front", "'{steps.danger}'")})
    assert "the title of the layout" in lacking(catalog.layouts["card"], catalog, "es")


# Texts that are not translated yet


def test_an_empty_text_is_no_fault_and_keeps_its_state() -> None:
    match = compared(
        "lead: Hello\nend: Bye\n", leaf('""', "Hello") + f"end: {{text: Adiós, of: {fingerprint('Bye')}}}\n"
    )
    assert not match.findings
    assert [(leaf.text, leaf.stale) for leaf in match.leaves] == [("", False), ("Adiós", False)]
    assert drafts(Translation("es", {}, {}, {}, {}, tuple(match.leaves))) == 1


def test_an_empty_text_is_not_stale() -> None:
    assert not compared("lead: Hello\n", leaf('""', "Other")).findings


def test_a_topic_that_is_half_translated_is_not_to_be_had_and_breaks_nothing(tmp_path: Path) -> None:
    steps = (ROOT / "data/translations/es/steps.yaml").read_text(encoding="utf-8")
    half = steps.replace('"Usted puede ayudar."', '""')
    catalog, findings = loaded(tmp_path, {"data/translations/es/steps.yaml": half})
    refuse_errors(findings)
    noted = [finding for finding in findings if finding.rule == "translation.missing"]
    assert [(finding.severity, finding.problem) for finding in noted] == [
        (Severity.NOTE, "1 text is not translated yet.")
    ]
    assert noted[0].place.file == "ours/data/translations/es/steps.yaml"
    assert "steps" not in in_language(catalog, "es").topics
    assert lacking(catalog.layouts["hsi-tip-card"], catalog, "es") == ("the topic “steps”",)
    assert "en" in languages_of(catalog.layouts["hsi-tip-card"], catalog)


def test_an_entry_that_is_half_translated_leaves_the_others(tmp_path: Path) -> None:
    contacts = (ROOT / "data/translations/es/contacts.yaml").read_text(encoding="utf-8")
    catalog, findings = loaded(
        tmp_path, {"data/translations/es/contacts.yaml": contacts.replace('"Emergencias"', '""')}
    )
    refuse_errors(findings)
    assert catalog.contacts.contacts.keys() - catalog.translations["es"].contacts.keys() == {"emergency"}


@pytest.mark.parametrize("name", ["signs", "facts"])
def test_a_file_set_against_its_english_has_only_the_faults_of_what_is_there(name: str) -> None:
    english = node("world: {value: '$2 million', label: a year}\nhere: {label: Here}\n")
    written = (
        f"world: {{value: {{text: $3, of: {fingerprint('$2 million')}}}, label: {{text: al año, of: 12345678}}}}\n"
    )
    found = rules(named(name, english, node(written), "Spanish").findings)
    whole = ["translation.missing"] if name == "signs" else []
    assert sorted(found) == sorted(["translation.stale", *whole, *(["translation.figure"] if name == "facts" else [])])
