"""Training data: what cases and roles show by id, held against the signs and words there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.textcheck import topic_nodes
from generator.catalog.topics import read_topics, texts_of
from generator.catalog.training import NO_TRAINING, Training, facts_said, read_training, with_signs
from generator.catalog.translated import in_language, lacking
from generator.catalog.translations import english_words
from generator.findings import Findings
from generator.inputs import inputs_of
from generator.translate.printed import Words
from generator.translate.usage import keys_of, texts_in
from tests.catalog.shelf import alone, only, rules
from tests.catalog.trained import (
    CASES,
    CASES_TOPIC,
    FILES,
    QUESTIONS,
    QUESTIONS_TOPIC,
    ROLES,
    ROLES_TOPIC,
    course,
    loaded,
    small_root,
)

SIGNS = """\
title: Signs
signs:
  cut-off: {short: Is cut off}
  no-documents: {short: Has no papers}
  fearful: {short: Is afraid}
  does-not-know-where: {short: Does not know the place}
  threatened: {short: Is threatened}
"""


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Roots:
    return course(small_root(tmp_path_factory.mktemp("shipped")), tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def catalog(roots: Roots) -> Catalog:
    return loaded(roots)


def training(folder: Path, files: dict[str, str] | None = None) -> tuple[Training, Findings]:
    """The course read by itself, with some files put over it; an empty text takes a file away."""
    all_files = {"data/topics/indicators.yaml": SIGNS, **FILES, **(files or {})}
    roots, findings = alone(folder, {name: text for name, text in all_files.items() if text}), Findings()
    topics = read_topics(roots, findings)
    return read_training(roots, topics, findings), findings


def test_the_files_are_read_in_their_order_with_all_that_they_say(tmp_path: Path) -> None:
    read, findings = training(tmp_path)
    assert not len(findings)
    assert list(read.roles) == ["campus-police", "driver"]
    assert read.roles["driver"].signs == ("fearful", "does-not-know-where")
    ride = read.cases["ride"]
    assert (ride.kind, ride.setting, ride.roles) == ("sex", "road", ("driver",))
    assert (ride.place.file, ride.place.line) == ("data/training/cases.yaml", 2)
    debt = read.questions["debt"]
    assert (debt.answer, debt.roles, debt.options) == ("owed", (), ("bus", "owed", "rain"))
    assert read.signs[0] == "cut-off"


def test_without_the_files_there_is_nothing_and_nothing_is_said(tmp_path: Path) -> None:
    read, findings = training(tmp_path, {f"data/training/{name}.yaml": "" for name in ("roles", "cases", "questions")})
    assert (read.roles, read.cases, read.questions) == ({}, {}, {})
    assert not len(findings)
    assert (NO_TRAINING.roles, NO_TRAINING.signs) == ({}, ())


@pytest.mark.parametrize(
    ("file", "text", "rule", "line", "problem", "fix"),
    [
        (
            "training/cases",
            CASES.replace("cut-off", "cutoff"),
            "training.sign",
            2,
            "no sign “cutoff” in “indicators.signs”",
            "“cut-off”",
        ),
        (
            "training/roles",
            ROLES.replace("[fearful", "[afraid"),
            "training.sign",
            2,
            "no sign “afraid”",
            "fearful",
        ),
        (
            "training/cases",
            CASES.replace("roles: [driver]", "roles: [drivers]"),
            "training.role",
            2,
            "no role “drivers” in data/training/roles.yaml",
            "“driver”",
        ),
        (
            "training/questions",
            QUESTIONS.replace("[driver]", "[dentist]"),
            "training.role",
            3,
            "no role “dentist”",
            "driver",
        ),
        (
            "training/questions",
            QUESTIONS.replace("owed", "oved"),
            "value.wrong",
            2,
            "“oved” is not one of bus, owed, rain",
            "“owed”",
        ),
        (
            "training/cases",
            CASES.replace("kind: sex", "kind: labour"),
            "value.wrong",
            2,
            "not one of labor, sex, both",
            "labor",
        ),
        (
            "training/cases",
            CASES.replace("place: road", "place: raod"),
            "value.wrong",
            2,
            "“raod” is not one of campus",
            "“road”",
        ),
        (
            "training/cases",
            CASES.replace("signs: [no-documents, threatened]", "signs: []"),
            "training.empty",
            1,
            "There are no signs here",
            "ids",
        ),
        (
            "training/cases",
            CASES.replace("[campus-police, driver]", "[driver, driver]"),
            "training.twice",
            1,
            "“driver” stands twice among the roles",
            "Keep one",
        ),
        (
            "training/roles",
            f"{ROLES}dentist: {{signs: [fearful]}}\n",
            "training.topic",
            3,
            "“dentist” has no words in data/topics/roles.yaml",
            "Add “dentist:” below “list:”",
        ),
        (
            "topics/cases",
            f"{CASES_TOPIC}  shop: {{title: A shop, text: Words.}}\n",
            "training.topic",
            5,
            "“shop” has words, but data/training/cases.yaml does not have it",
            "kitchen",
        ),
        (
            "topics/questions",
            QUESTIONS_TOPIC.replace(", rain: Rain", ""),
            "training.options",
            2,
            "“debt” has 2 options in data/topics/questions.yaml",
            "three",
        ),
        (
            "topics/roles",
            ROLES_TOPIC.replace("name: drivers", "signs: [Words], name: drivers"),
            "training.topic",
            4,
            "The signs of “driver” stand in data/training/roles.yaml",
            "Take",
        ),
    ],
    ids=[
        "a sign of a case",
        "a sign of a role",
        "a role of a case",
        "a role of a question",
        "an answer",
        "a kind",
        "a place",
        "no signs",
        "a role twice",
        "no words",
        "no data",
        "two options",
        "signs typed by hand",
    ],
)
def test_what_does_not_agree_is_found_with_its_line_and_the_nearest(
    tmp_path: Path, file: str, text: str, rule: str, line: int, problem: str, fix: str
) -> None:
    finding = only(training(tmp_path, {f"data/{file}.yaml": text})[1])
    assert finding.rule == rule
    assert finding.place.line == line
    assert problem in finding.problem
    assert fix in finding.fix


def test_a_changed_id_of_a_sign_is_found_in_every_case_and_role_that_names_it_at_once(tmp_path: Path) -> None:
    _, findings = training(tmp_path, {"data/topics/indicators.yaml": SIGNS.replace("fearful:", "afraid:")})
    assert rules(findings) == ["training.sign", "training.sign"]
    assert {finding.place.file for finding in findings} == {"data/training/cases.yaml", "data/training/roles.yaml"}


def test_the_signs_of_a_case_read_as_the_signs_themselves_in_every_language(catalog: Catalog) -> None:
    spanish = in_language(catalog, "es")
    for spoken in (catalog, spanish):
        for key, signs in (("cases.list.ride", ("fearful", "cut-off", "does-not-know-where")),):
            listed = texts_of(spoken.topics, f"{key}.signs")
            assert listed == tuple(f"{{indicators.signs.{sign}.short}}" for sign in signs)
    assert texts_of(spanish.topics, "cases.list.ride.title") == ("Un viaje",)
    assert texts_of(catalog.topics, "roles.list.driver.signs")[0] == "{indicators.signs.fearful.short}"


def test_nobody_translates_or_signs_what_is_derived(catalog: Catalog, roots: Roots) -> None:
    english = english_words(read_topics(roots, Findings()), catalog.contacts, catalog.facts, catalog.layouts)
    assert "list.ride.title" in set(keys_of(english["cases"]))
    assert not [key for key in keys_of(english["cases"]) if "signs" in key]
    leaves = {leaf.place.key for leaf in catalog.translations["es"].leaves if "/cases.yaml" in leaf.place.file}
    assert "list.ride.title" in leaves
    assert not [key for key in leaves if "signs" in key]


def test_a_language_without_the_signs_has_no_case_that_shows_them(catalog: Catalog) -> None:
    words = catalog.translations["es"]
    without = {name: node for name, node in words.topics.items() if name != "indicators"}
    poorer = {"es": type(words)("es", without, words.contacts, words.facts, words.layouts)}
    fewer = type(catalog)(**{**vars(catalog), "translations": poorer})
    assert lacking(catalog.layouts["case"], catalog, "es") == ()
    assert lacking(catalog.layouts["case"], fewer, "es") == ("the topic “indicators”",)


def test_a_topic_that_the_data_does_not_word_stays_as_it_is(tmp_path: Path) -> None:
    read, _ = training(tmp_path)
    topics = read_topics(alone(tmp_path / "other", {"data/topics/cases.yaml": "title: Cases\n"}), Findings())
    assert topic_nodes(with_signs(topics, read)) == topic_nodes(topics)


def test_what_the_data_says_stands_in_the_manifest_and_its_files_are_inputs(catalog: Catalog) -> None:
    layout = catalog.layouts["case"]
    names = texts_in((block for blocks in layout.panels.values() for block in blocks), catalog)
    assert [name for name in names if name.startswith("training:")] == ["training:cases.kitchen"]
    printed = Words(catalog).named(names, "es")
    assert "training:cases.kitchen" in printed
    assert {"indicators:signs.no-documents.short", "indicators:signs.threatened.short"} <= printed.keys()
    assert not [name for name in printed if name.startswith("cases:") and "signs" in name]
    assert "ours/data/training/cases.yaml" in inputs_of(catalog, [layout], ("en",))


def test_a_fact_reads_otherwise_when_a_sign_or_an_answer_changes_and_only_then(tmp_path: Path) -> None:
    usual = dict(facts_said(training(tmp_path / "usual")[0]))
    files = {
        "data/training/cases.yaml": CASES.replace("fearful, cut-off", "cut-off, threatened"),
        "data/training/questions.yaml": QUESTIONS.replace("owed", "rain").replace(", roles: [driver]", ""),
    }
    now = dict(facts_said(training(tmp_path / "now", files)[0]))
    assert {name for name in usual if usual[name] != now[name]} == {"training:cases.ride", "training:questions.debt"}
