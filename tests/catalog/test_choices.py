"""Choices: a role, a case or a version in the texts of a layout, and lists that give an entry for each of them."""

from __future__ import annotations

import pickle
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.blocks import Bullets, Table, printed_texts, walk
from generator.catalog.catalog import load_catalog
from generator.catalog.choiceorder import VERSIONS, shuffled
from generator.catalog.choices import combinations
from generator.catalog.each import expanded
from generator.catalog.eachwords import bare_words, filled
from generator.catalog.layouts import Layout, every_choice
from generator.catalog.model import Catalog
from generator.catalog.snapshot import remembered
from generator.catalog.training import Training
from generator.catalog.translated import languages_of
from generator.catalog.yamlnode import Node
from generator.compose.chosen import chosen
from generator.findings import Findings
from tests.catalog.shelf import node, only, rules
from tests.catalog.trained import CASE_CARD, CASES_TOPIC, CHECK, course, loaded, read, small_root


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_root(tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="module")
def catalog(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return loaded(course(shipped, tmp_path_factory.mktemp("course")))


def texts(layout: Layout) -> list[str]:
    """All texts of a layout as they are read."""
    return [text for blocks in layout.panels.values() for block in walk(blocks) for text in printed_texts(block)]


def choose(catalog: Catalog, name: str, **given: str) -> Layout:
    findings = Findings()
    (layout,) = chosen([catalog.layouts[name]], given, catalog, findings)
    assert not len(findings)
    return layout


def given_by(text: str, training: Training) -> tuple[list[str], Findings]:
    """The texts of a list with `each` in it."""
    findings = Findings()
    value = expanded(node(text, findings), training, findings).value
    assert isinstance(value, list)
    return [str(child.value) for child in value], findings


def test_a_layout_says_its_sample_until_something_is_chosen(catalog: Catalog) -> None:
    assert texts(catalog.layouts["case"])[0] == "{cases.list.kitchen.title}"
    assert texts(choose(catalog, "case", case="ride"))[0] == "{cases.list.ride.title}"


def test_a_choice_without_a_sample_is_the_first_there_is(shipped: Path, tmp_path: Path) -> None:
    own = course(shipped, tmp_path, {"layouts/case.yaml": CASE_CARD.replace(", sample: kitchen", "")})
    assert loaded(own).layouts["case"].fields["case"].sample == "kitchen"


def test_the_choices_of_a_field_are_all_that_the_data_has(catalog: Catalog) -> None:
    assert catalog.layouts["case"].choices == {"case": ("kitchen", "ride")}
    assert catalog.layouts["check"].choices == {"role": ("campus-police", "driver"), "version": ("A", "B")}


def test_what_was_chosen_stays_chosen_when_another_choice_is_made(catalog: Catalog) -> None:
    findings = Findings()
    (driver,) = chosen([catalog.layouts["check"]], {"role": "driver"}, catalog, findings)
    (both,) = chosen([driver], {"version": "B"}, catalog, findings)
    assert texts(both) == texts(choose(catalog, "check", role="driver", version="B"))
    assert texts(both)[0] == "{roles.list.driver.title}"


def test_each_gives_an_entry_for_each_question_of_the_role_with_the_words_of_its_part(catalog: Catalog) -> None:
    told = {}
    for role in ("campus-police", "driver"):
        asked = [text for text in texts(choose(catalog, "check", role=role)) if text.endswith(".ask}")]
        told[role] = {text.split(".")[2] for text in asked}
    assert told == {"campus-police": {"smuggling", "debt"}, "driver": {"smuggling", "debt", "ride"}}
    for layout in (catalog.layouts["check"], choose(catalog, "check", version="B")):
        lists = [block for block in walk(layout.panels["front"]) if isinstance(block, Bullets)]
        assert {len(block.items) for block in lists} == {3}
        assert {block.marker for block in lists} == {"number"}


def test_versions_have_the_same_questions_and_options_in_other_orders(catalog: Catalog) -> None:
    one, other = (texts(choose(catalog, "check", role="driver", version=version)) for version in VERSIONS)
    assert sorted(one) == sorted(other)
    questions = [[text for text in version if text.endswith(".ask}")] for version in (one, other)]
    assert questions[0] != questions[1]


@settings(deadline=None)
@given(st.lists(st.text("abcdefghij-", min_size=1, max_size=12), unique=True, max_size=12), st.sampled_from(["", "x"]))
def test_no_two_versions_have_the_same_order_and_none_loses_an_id(ids: list[str], within: str) -> None:
    orders = [shuffled(ids, version, within) for version in VERSIONS]
    assert all(sorted(order) == sorted(ids) for order in orders)
    assert len(set(orders)) == (len(VERSIONS) if len(ids) > 1 else 1)
    assert orders == [shuffled(reversed(ids), version, within) for version in VERSIONS]


def test_the_letter_of_a_question_is_that_of_its_answer_in_the_order_of_its_options(catalog: Catalog) -> None:
    for version in VERSIONS:
        give = "give: [<question> <number> <letter> <answer> <first> <second> <third>]"
        entries, findings = given_by(f"- each: {{of: questions, version: {version}, {give}}}", catalog.training)
        assert not len(findings)
        assert [entry.split()[1] for entry in entries] == ["1", "2", "3"]
        for entry in entries:
            name, _, letter, answer, *options = entry.split()
            assert answer == catalog.training.questions[name].answer
            assert options["abc".index(letter)] == answer
            assert sorted(options) == sorted(catalog.training.questions[name].options)


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        ("of: roles, give: [<role>]", ["campus-police", "driver"]),
        ("of: cases, give: [<case> <kind> <place>]", ["kitchen labor campus", "ride sex road"]),
        ("of: cases, where: {role: campus-police}, give: [<number> <case>]", ["1 kitchen"]),
        ("of: cases, first: 2, give: [<number> <case>]", ["2 ride"]),
        ("of: cases, last: 1, give: [<case>, again]", ["kitchen", "again"]),
        ("of: questions, where: {role: campus-police}, give: [<question>]", ["smuggling", "debt"]),
        ("of: signs, where: {case: kitchen}, give: [<sign>]", ["no-documents", "threatened"]),
        ("of: signs, where: {role: driver}, give: [<sign>]", ["fearful", "does-not-know-where"]),
        ("of: signs, where: {case: kitchen, role: campus-police}, give: [<sign>]", ["no-documents"]),
        (
            "of: roles, give: [each: {of: cases, where: {role: <role>}, give: [<role> <number> <case>]}]",
            ["campus-police 1 kitchen", "driver 1 kitchen", "driver 2 ride"],
        ),
    ],
    ids=[
        "roles",
        "cases",
        "narrowed",
        "from",
        "to",
        "questions",
        "of a case",
        "of a role",
        "of both",
        "in one another",
    ],
)
def test_each_fills_in_the_words_of_what_it_goes_through(catalog: Catalog, each: str, expected: list[str]) -> None:
    entries, findings = given_by(f"- each: {{{each}}}", catalog.training)
    assert not len(findings)
    assert entries == expected


def test_all_signs_are_those_of_the_topic(catalog: Catalog) -> None:
    entries, _ = given_by("- each: {of: signs, give: [<sign>]}", catalog.training)
    assert tuple(entries) == catalog.training.signs
    assert "fearful" in entries


def test_each_stands_between_other_entries_of_any_list(shipped: Path, tmp_path: Path) -> None:
    card = CASE_CARD + (
        "    - table:\n        header: ['{cases.title}', '{roles.title}']\n        rows:\n"
        "          - ['{cases.title}', '{roles.title}']\n"
        "          - each: {of: roles, give: [['{roles.list.<role>.name}', '{roles.list.<role>.title}']]}\n"
    )
    blocks = loaded(course(shipped, tmp_path, {"layouts/case.yaml": card})).layouts["case"].panels["back"]
    table = next(block for block in walk(blocks) if isinstance(block, Table))
    assert table.rows[0] == ("{cases.title}", "{roles.title}")
    assert table.rows[1:] == tuple(
        (f"{{roles.list.{role}.name}}", f"{{roles.list.{role}.title}}") for role in ("campus-police", "driver")
    )


@pytest.mark.parametrize(
    ("each", "rule", "problem"),
    [
        ("of: case, give: [x]", "value.wrong", "“case” is not one of"),
        ("of: cases, where: {role: drivers}, give: [x]", "each.role", "There is no role “drivers”."),
        ("of: signs, where: {case: rides}, give: [x]", "each.case", "There is no case “rides”."),
        ("of: roles, where: {role: driver}, give: [x]", "key.unknown", "“role” is not known here"),
        ("of: cases, give: []", "each.give", "gives nothing"),
        ("of: cases, version: A, give: [x]", "each.version", "Of cases there is one version."),
        ("of: questions, version: C, give: [x]", "value.wrong", "“C” is not one of A, B"),
        ("of: cases, first: 3, give: [x]", "each.range", "There are 2 cases, but 3 to 2 are asked for."),
        ("of: cases, last: 3, give: [x]", "each.range", "There are 2 cases, but 1 to 3 are asked for."),
        ("of: cases, first: 2, last: 1, give: [x]", "each.range", "2 to 1"),
        (
            "of: signs, where: {case: kitchen, role: driver}, give: [x]",
            "each.empty",
            "There are no signs for the role “driver” for the case “kitchen”.",
        ),
        ("of: cases, gives: [x], give: [x]", "key.unknown", "“gives” is not known here"),
    ],
    ids=["of", "role", "case", "where", "give", "version", "no version", "first", "last", "order", "empty", "key"],
)
def test_what_each_cannot_give_is_found_at_its_place(catalog: Catalog, each: str, rule: str, problem: str) -> None:
    entries, findings = given_by(f"- before\n- each: {{{each}}}\n- after", catalog.training)
    finding = only(findings)
    assert (finding.rule, finding.place.line) == (rule, 2)
    assert problem in finding.problem
    assert finding.fix
    assert (entries[0], entries[-1]) == ("before", "after")


def test_a_finding_names_the_entry_that_it_is_about(shipped: Path, tmp_path: Path) -> None:
    topic = CASES_TOPIC.replace("text: A woman is silent on a ride., ", "")
    card = CASE_CARD + '    - each: {of: cases, give: [note: "{cases.list.<case>.text}"]}\n'
    files = {"data/topics/cases.yaml": topic, "layouts/case.yaml": card, "data/translations/es/cases.yaml": "title:\n"}
    found = [finding for finding in read(course(shipped, tmp_path, files)) if finding.rule == "topic.missing-key"]
    assert [finding.place.key for finding in found] == [
        "panels.back[3].each.give[0].note for ride",
        "panels.front[2].text",
    ]


@pytest.mark.parametrize("what", ["cases", "questions"])
def test_words_that_only_another_choice_lacks_are_found_on_reading(shipped: Path, tmp_path: Path, what: str) -> None:
    files = {"data/translations/es/cases.yaml": "title:\n"}
    if what == "cases":
        files["data/topics/cases.yaml"] = CASES_TOPIC.replace("text: A woman is silent on a ride., ", "")
        expected = "No topic holds “cases.list.ride.text”."
    else:
        files["layouts/check.yaml"] = CHECK.replace("{roles.list.<role>.title}", "{roles.only.<role>}")
        expected = "No topic holds “roles.only.driver”."
    problems = [finding.problem for finding in read(course(shipped, tmp_path, files)).errors]
    assert expected in problems
    assert len(problems) == len(set(problems))


@pytest.mark.parametrize(
    ("old", "new", "rule", "problem", "fix"),
    [
        ("sample: kitchen", "sample: kitchn", "value.wrong", "“kitchn” is not one of kitchen, ride", "“kitchen”"),
        ("of: cases", "of: case", "value.wrong", "“case” is not one of roles, cases, versions", "“cases”"),
        ("  unit:", "  other: {type: choice, of: roles, label: Role}\n  unit:", "field.unused", "“other”", "“<other>”"),
        ('"{unit}", when: unit', '"{case}", when: unit', "field.choice", "“case” is chosen", "“<case>”"),
        ("when: unit", "when: case", "field.choice", "“case” is chosen", "“<case>”"),
        ('"{cases.list.<case>.text}"', "<cas>", "word.unknown", "Nothing replaces “<cas>”", "“case”"),
        ("- heading", "- posting: wording\n    - heading", "field.choice", "leaves nothing to choose", "“posting”"),
    ],
    ids=["sample", "of", "unused", "printed", "when", "word", "notice"],
)
def test_a_choice_that_is_written_wrong_is_found(
    shipped: Path, tmp_path: Path, old: str, new: str, rule: str, problem: str, fix: str
) -> None:
    found = read(course(shipped, tmp_path, {"layouts/case.yaml": CASE_CARD.replace(old, new)})).errors
    finding = next(finding for finding in found if finding.rule == rule)
    assert problem in finding.problem
    assert fix in finding.fix
    assert finding.place.file == "ours/layouts/case.yaml"
    assert finding.place.line > 0


def test_without_data_there_is_nothing_to_choose_from_and_that_is_said(shipped: Path, tmp_path: Path) -> None:
    gone = {f"data/training/{name}.yaml": "{}\n" for name in ("cases", "questions", "roles")}
    found = [finding for finding in read(course(shipped, tmp_path, gone)).errors if finding.rule == "field.choice"]
    assert "There are no cases to choose from." in [finding.problem for finding in found]


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["role", "case", "x"]), st.lists(st.integers(0, 9).map(str), unique=True).map(tuple)
    )
)
def test_every_way_to_choose_is_gone_through_once(choices: dict[str, tuple[str, ...]]) -> None:
    ways = [tuple(way.values()) for way in combinations(choices)]
    assert ways == list(product(*choices.values()))


@settings(deadline=None)
@given(st.recursive(st.text("<case>x {}"), lambda inner: st.lists(inner) | st.dictionaries(st.text("ab"), inner)))
def test_filling_replaces_the_word_in_every_text_and_nothing_else(value: object) -> None:
    def made(of: object) -> Node:
        if isinstance(of, list):
            return Node([made(one) for one in of], node("x").place)
        if isinstance(of, dict):
            return Node({key: made(one) for key, one in of.items()}, node("x").place)
        return Node(str(of), node("x").place)

    def replaced(of: object) -> object:
        if isinstance(of, list):
            return [replaced(one) for one in of]
        return {k: replaced(v) for k, v in of.items()} if isinstance(of, dict) else str(of).replace("<case>", "ride")

    assert filled(made(value), {"case": "ride"}) == made(replaced(value))


def test_a_value_is_not_filled_in_again() -> None:
    assert filled(node("<a><b>"), {"a": "<b>", "b": "c"}).value == "<b>c"


def test_words_within_a_reference_are_left_to_what_checks_references() -> None:
    assert bare_words("{cases.list.<case>.title} for <role>, 1 < 2 > 0") == ["role"]


def test_a_layout_with_choices_is_read_again_out_of_a_snapshot(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDBILL_CACHE", str(tmp_path / "cache"))
    roots = course(shipped, tmp_path)
    first = remembered(roots, Findings())
    again = remembered(roots, Findings())
    assert texts(choose(first, "case", case="ride")) == texts(choose(again, "case", case="ride"))
    assert again.layouts["case"].written == first.layouts["case"].written


def test_only_layouts_with_choices_keep_what_was_written_and_that_stays_small(catalog: Catalog) -> None:
    assert catalog.layouts["case"].written is not None
    assert len(pickle.dumps(catalog.layouts["check"].written)) < 4_000
    plain = next(every_choice(catalog.layouts["case"], catalog.training, Findings()))
    assert plain.written == catalog.layouts["case"].written


def test_a_layout_without_choices_is_one_way_and_keeps_nothing(shipped: Path, tmp_path: Path) -> None:
    plain = CASE_CARD.replace("<case>", "ride").replace("  case: {type: choice, of: cases", "  # {")
    one = loaded(course(shipped, tmp_path, {"layouts/plain.yaml": plain}))
    layout = one.layouts["plain"]
    assert layout.written is None
    assert list(every_choice(layout, one.training, Findings())) == [layout]


def test_a_piece_can_be_had_where_its_words_and_its_signs_are_translated(catalog: Catalog) -> None:
    assert languages_of(catalog.layouts["case"], catalog) == ("en", "es")
    assert languages_of(catalog.layouts["check"], catalog) == ("en",)  # its questions are in English alone


def test_the_same_finding_is_not_told_for_every_choice(shipped: Path, tmp_path: Path) -> None:
    findings = read(course(shipped, tmp_path, {"layouts/check.yaml": CHECK.replace('"{roles', '"{rolls')}))
    assert rules(findings).count("topic.missing-key") == 2


def test_a_fault_in_a_choice_refuses_the_piece_that_has_it_and_holds_up_no_other(shipped: Path, tmp_path: Path) -> None:
    plain = CASE_CARD.replace("<case>", "ride").replace("  case: {type: choice, of: cases", "  # {")
    wrong = CASE_CARD.replace("{cases.list.<case>.title}", "{cases.list.<case>.<case>}")
    topic = CASES_TOPIC.replace("kitchen: {", "kitchen: {kitchen: The sample alone has this, ")
    files = {"layouts/plain.yaml": plain, "layouts/case.yaml": wrong, "data/topics/cases.yaml": topic}
    roots = course(shipped, tmp_path, files)

    def found(*pieces: str) -> list[str]:
        findings = Findings()
        load_catalog(roots, findings, (), pieces)
        return rules(findings)

    assert found("plain") == []
    assert found("case") == found() == ["topic.missing-key"]


def test_more_ways_than_a_check_can_go_through_are_refused_before_it_begins(shipped: Path, tmp_path: Path) -> None:
    names = [f"case{letter}" for letter in "abcdefghij"]  # two cases in ten fields: 1,024 ways
    fields = "".join(f"  {name}: {{type: choice, of: cases, label: Case}}\n" for name in names)
    texts_ = "".join(f'    - text: "{{cases.list.<{name}>.title}}"\n' for name in names)
    card = CASE_CARD.replace("  unit:", f"{fields}  unit:").replace("  back:\n", f"  back:\n{texts_}")
    findings = Findings()
    load_catalog(course(shipped, tmp_path, {"layouts/case.yaml": card}), findings, ())
    assert rules(findings) == ["field.ways"]
    assert only(findings).seen == "2048"


def test_lists_in_lists_in_lists_are_refused_before_they_grow(catalog: Catalog) -> None:
    texts_, findings = given_by(nested(2), catalog.training)
    assert len(texts_) == len(catalog.training.signs) ** 2
    assert not len(findings)
    texts_, findings = given_by(nested(3), catalog.training)
    assert texts_ == []
    assert set(rules(findings)) == {"each.deep"}


def nested(depth: int) -> str:
    return "[" + "{each: {of: signs, give: [" * depth + "x" + "]}}" * depth + "]"
