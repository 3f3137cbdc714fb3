"""No figure without its source and its year."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.catalog.facts import NO_YEAR, Fact, read_facts
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings

FACT = """\
facts:
  cases:
    value: 1,000
    label: cases a year
    text: About 1,000 cases a year.
    source: A hand-out
    year: "2024"
    note: An average.
"""


def _read(root: Path, text: str) -> tuple[Mapping[str, Fact], Findings]:
    (root / "data").mkdir(parents=True)
    (root / "data/facts.yaml").write_text(text, encoding="utf-8")
    findings = Findings()
    return read_facts(Roots(root), findings), findings


def test_a_fact_is_read_with_all_it_says_and_its_place(tmp_path: Path) -> None:
    facts, findings = _read(tmp_path, FACT)
    fact = facts["cases"]
    assert not len(findings)
    assert (fact.id, fact.value, fact.label, fact.text) == (
        "cases",
        "1,000",
        "cases a year",
        "About 1,000 cases a year.",
    )
    assert (fact.source, fact.year, fact.note) == ("A hand-out", "2024", "An average.")
    assert (fact.place.file, fact.place.line) == ("data/facts.yaml", 3)


@pytest.mark.parametrize("key", ["value", "label", "text", "source", "year"])
def test_a_figure_without_one_of_its_parts_is_refused(tmp_path: Path, key: str) -> None:
    lines = [line for line in FACT.splitlines() if not line.strip().startswith(f"{key}:")]
    _, findings = _read(tmp_path, "\n".join(lines))
    (finding,) = findings.errors
    assert (finding.rule, finding.place.key) == ("key.missing", f"facts.cases.{key}")


@pytest.mark.parametrize("year", ["2024", "2019–2023", NO_YEAR])
def test_a_year_a_span_or_the_honest_words_are_a_year(tmp_path: Path, year: str) -> None:
    facts, findings = _read(tmp_path, FACT.replace('"2024"', f'"{year}"'))
    assert (facts["cases"].year, len(findings)) == (year, 0)


@pytest.mark.parametrize("year", ["recent", "24", "2019-2023", "20245", "unknown"])
def test_any_other_year_is_refused_with_the_words_to_write(tmp_path: Path, year: str) -> None:
    _, findings = _read(tmp_path, FACT.replace('"2024"', f'"{year}"'))
    (finding,) = findings.errors
    assert finding.rule == "fact.year"
    assert f"“{year}” is not a year." in str(finding)
    assert NO_YEAR in finding.fix


def test_an_unknown_key_names_the_right_one(tmp_path: Path) -> None:
    _, findings = _read(tmp_path, FACT.replace("source:", "sorce:"))
    assert any("“sorce”" in str(finding) and "“source”" in str(finding) for finding in findings.errors)


def test_a_number_to_dial_in_a_fact_is_refused(tmp_path: Path) -> None:
    _, findings = _read(tmp_path, FACT.replace("An average.", "Ask 866-347-2423."))
    assert [finding.rule for finding in findings.errors] == ["text.raw-number"]


def test_without_a_file_there_are_no_facts(tmp_path: Path) -> None:
    findings = Findings()
    assert (dict(read_facts(Roots(tmp_path), findings)), len(findings)) == ({}, 0)


def test_the_file_of_the_workspace_is_the_one_that_counts(tmp_path: Path) -> None:
    (tmp_path / "w/data").mkdir(parents=True)
    (tmp_path / "w/data/facts.yaml").write_text(FACT, encoding="utf-8")
    facts = read_facts(Roots(shipped_root(), tmp_path / "w"), Findings())
    assert list(facts) == ["cases"]


def test_every_figure_of_the_sources_ships_with_source_and_year() -> None:
    facts = read_facts(Roots(shipped_root()), Findings())
    values = {fact.value for fact in facts.values()}
    assert {"1,000", "1,200", "900", "400", "500", "$150 billion", "$236 billion", "42,000", "7,000", "327"} <= values
    assert all(fact.source and fact.year for fact in facts.values())
    assert "Superseded" in facts["world-profit-old"].note
