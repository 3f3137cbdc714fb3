"""What choosing does from end to end: a check of all choices, builds, sheets to fill in, and what must be reprinted."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from generator.book.uses import uses
from generator.build import Made, build, check
from generator.catalog.places import Roots
from generator.errors import Refused
from generator.findings import Findings
from generator.making import Purpose
from generator.manifest import Basis, read_content
from generator.order import Order, prepare
from generator.releasing.impact import impact_since
from generator.releasing.policy import Terms
from generator.releasing.ticket import ticket_of
from generator.template import columns_of, template_xlsx
from generator.translate.check import check_languages
from generator.translate.stamp import stamped
from generator.translate.usage import used_in
from tests.catalog.shelf import node, workspace
from tests.catalog.trained import CASE_CARD, CASES, CHECK, FILES, LAYOUTS, QUESTIONS, course, loaded, small_root

LONG = "Words and words and words and more words. " * 30


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_root(tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="module")
def roots(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Roots:
    return course(shipped, tmp_path_factory.mktemp("course"))


def made(roots: Roots, out: Path, name: str, **fields: str) -> str:
    """The words of a piece as it was built for screens."""
    build(roots, Order(out, (name,), ("en",), (Purpose.SCREEN,), fields=fields))
    picked = [text.strip() for text in fields.values() if text.strip()]
    with pypdfium2.PdfDocument(out / f"{'-'.join((name, *picked))}.en.screen.pdf") as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def problems(roots: Roots, **fields: str) -> list[str]:
    """What a check refuses."""
    with pytest.raises(Refused) as refused:
        check(roots, fields)
    return [finding.problem for finding in refused.value.findings if finding.severity == "error"]


def english_only(shipped: Path, folder: Path, files: dict[str, str]) -> Roots:
    return workspace(folder, {**FILES, **LAYOUTS, **files}, shipped=shipped)


def test_a_piece_is_built_for_what_was_chosen(roots: Roots, tmp_path: Path) -> None:
    words = made(roots, tmp_path, "check", role="driver", version="B")
    assert "For drivers" in words
    assert "What do you do?" in words
    assert "What do you do?" not in made(roots, tmp_path, "check", version="B")


def test_pieces_of_other_choices_lie_beside_each_other_whatever_was_chosen_last(roots: Roots, tmp_path: Path) -> None:
    words = [made(roots, tmp_path, "check", **dict(fields)) for fields in ({"version": "A"}, {"version": "B"}, {})]
    files = {path.name: path.read_bytes() for path in tmp_path.glob("*.pdf")}
    assert sorted(files) == ["check-A.en.screen.pdf", "check-B.en.screen.pdf", "check.en.screen.pdf"]
    assert files["check-A.en.screen.pdf"] == files["check.en.screen.pdf"] != files["check-B.en.screen.pdf"]
    assert words[0] == words[2] != words[1]
    entries = read_content(tmp_path / "manifest.json")["files"]
    assert {name: entry["fields"] for name, entry in entries.items()} == {
        "check-A.en.screen.pdf": {"version": "A"},
        "check-B.en.screen.pdf": {"version": "B"},
        "check.en.screen.pdf": {},
    }


def test_a_ticket_says_what_was_chosen_and_what_was_left_as_it_is(roots: Roots) -> None:
    findings = Findings()
    order = Order(Path("out"), ("check",), ("en",), (Purpose.PRESS,), fields={"role": "driver"})
    terms = Terms("spring", 20, "J. Doe, 202-555-0142")
    ticket = ticket_of(prepare(roots, order, findings), Made((), Basis()), terms, {})
    assert [piece["fields"] for piece in ticket["pieces"]] == [{"Role": "driver", "Version": "A"}]
    assert not findings.errors


@pytest.mark.parametrize(
    ("fields", "fix"),
    [({"role": "drivers"}, "“driver”"), ({"version": "C"}, "A, B"), ({"role": "driver\n"}, "")],
    ids=["role", "version", "a line end"],
)
def test_a_choice_that_there_is_not_is_refused_with_nothing_written(
    roots: Roots, tmp_path: Path, fields: dict[str, str], fix: str
) -> None:
    if not fix:  # outer spaces and line ends are no part of a choice
        assert "For drivers" in made(roots, tmp_path, "check", **fields)
        return
    with pytest.raises(Refused) as refused:
        made(roots, tmp_path / "out", "check", **fields)
    (finding,) = refused.value.findings
    assert finding.rule == "field.choice"
    assert finding.place.key == f"--set {next(iter(fields))}"
    assert fix in finding.fix
    assert not (tmp_path / "out").exists()


def test_a_check_finds_what_only_another_choice_makes_too_long_and_names_the_choice(
    shipped: Path, tmp_path: Path
) -> None:
    topic = FILES["data/topics/cases.yaml"].replace("A woman is silent on a ride.", LONG)
    own = english_only(shipped, tmp_path, {"data/topics/cases.yaml": topic})
    (problem,) = problems(own)
    assert problem.startswith("With case=ride: ")
    assert "mm" in problem
    assert problems(own, case="ride")[0] == problem.removeprefix("With case=ride: ")
    assert check(own, {"case": "kitchen"}).entries == ()


def test_a_check_holds_every_choice_against_the_safety_rules(shipped: Path, tmp_path: Path) -> None:
    role = FILES["data/topics/roles.yaml"].replace("For drivers", '"For drivers. {contact.hsi-tipline.voice}"')
    own = english_only(
        shipped,
        tmp_path,
        {
            "data/topics/roles.yaml": role,
            "layouts/check.yaml": CHECK.replace("audience: trainer", "audience: survivor"),
        },
    )
    found = problems(own)
    assert len(found) == 2
    assert all(problem.startswith("With role=driver: ") for problem in found)


def test_a_check_finds_a_language_that_only_another_choice_lacks(shipped: Path, tmp_path: Path) -> None:
    kitchen = "title: A place to cook"
    files = {
        "layouts/case.yaml": CASE_CARD.replace('"{cases.list.<case>.title}"', '"{<case>.title}"'),
        "data/topics/kitchen.yaml": kitchen,
        "data/topics/ride.yaml": "title: On the road",
        "data/translations/es/kitchen.yaml": stamped("title: Un lugar", node(kitchen), "kitchen.yaml", Findings()),
    }
    own = course(shipped, tmp_path, files)
    assert problems(own) == ["With case=ride: “case” has not been translated into Spanish: it lacks the topic “ride”."]
    assert check(own, {"case": "kitchen"}).entries == ()


def test_a_translator_is_told_of_every_choice(roots: Roots) -> None:
    (state,) = check_languages(roots, ("es",), {})
    assert state.complete == ("case",)
    assert state.incomplete == {"check": ("the topic “questions”",)}
    names = used_in(loaded(roots))
    assert names["cases:list.ride.title"] == ("case (front)",)
    assert names["roles:list.driver.title"] == ("check (front)",)
    assert names["indicators:signs.threatened.short"] == ("case (back)",)


def test_a_contact_that_only_another_choice_carries_is_used(shipped: Path, tmp_path: Path) -> None:
    topic = FILES["data/topics/roles.yaml"].replace("For drivers", '"For drivers: {contact.emergency.voice}"')
    found = uses(english_only(shipped, tmp_path, {"data/topics/roles.yaml": topic}), "emergency", ())
    assert "check" in [use.layout for use in found.layouts]


def test_a_sheet_to_fill_in_offers_the_choices_and_refuses_others(roots: Roots) -> None:
    catalog = loaded(roots)
    columns = columns_of(catalog.layouts["case"], catalog)
    assert columns[0].choices == ("kitchen", "ride")
    assert columns[0].about == "One of kitchen, ride."
    page = load_workbook(BytesIO(template_xlsx(catalog.layouts["case"], columns)))["Records"]
    assert page["A2"].value == "kitchen"
    lists = [check for check in page.data_validations.dataValidation if check.type == "list"]
    assert '"kitchen,ride"' in [check.formula1 for check in lists]


@pytest.mark.parametrize(
    ("file", "old", "new", "layouts"),
    [
        ("cases", "fearful, cut-off", "cut-off, threatened", {"case"}),
        ("questions", "owed", "rain", {"check"}),
        ("cases", "[no-documents, threatened]", "[no-documents]", set()),
    ],
    ids=["a sign", "an answer", "another case"],
)
def test_what_the_data_says_otherwise_is_to_be_reprinted(
    shipped: Path, tmp_path: Path, file: str, old: str, new: str, layouts: set[str]
) -> None:
    roots = english_only(shipped, tmp_path, {})
    out = tmp_path / "out"
    fields = {"case": "ride", "role": "driver"}
    build(roots, Order(out, ("case", "check"), ("en",), (Purpose.SCREEN,), fields=fields))
    (before,) = impact_since(roots, (out,))
    assert before.affected == ()
    texts = {"cases": CASES, "questions": QUESTIONS}
    changed = english_only(shipped, tmp_path, {f"data/training/{file}.yaml": texts[file].replace(old, new)})
    (impact,) = impact_since(changed, (out,))
    assert {piece.layout for piece in impact.affected} == layouts
    assert {change.file for piece in impact.affected for change in piece.changes} <= {f"data/training/{file}.yaml"}
    inputs = read_content(out / "manifest.json")["inputs"]
    assert f"ours/data/training/{file}.yaml" in inputs
