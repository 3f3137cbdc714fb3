"""A posting rule held against finished pages; it says clause by clause what it saw, and never that all is well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.catalog.contacts import Directory
from generator.catalog.languagewords import Tongue, shipped_tongues
from generator.catalog.rules import PostingRule
from generator.proof.known import known_directory
from generator.proof.posting.contentclauses import content_clauses
from generator.proof.posting.languageclauses import language_clauses
from generator.proof.posting.layoutclauses import look_clauses
from generator.proof.posting.results import ClauseVerdict, RuleResult, asks
from generator.proof.posting.sheetread import read_sheets
from generator.proof.posting.subject import Subject

_NO_WORDING: Mapping[str, str] = MappingProxyType({})


def check_pages(
    rule: PostingRule,
    files: Sequence[tuple[str, bytes]],
    directory: Directory,
    wording: Mapping[str, str] = _NO_WORDING,
    tongues: Mapping[str, Tongue] | None = None,
) -> RuleResult:
    """Hold a rule against the pages of PDFs, each with its name; raises Refused for a file that cannot be read.

    `wording` is what the law fixes, by language, where we have it word for word. `tongues` tell languages apart;
    left out, they are those that ship.
    """
    tongues = shipped_tongues() if tongues is None else tongues
    pages = tuple(page for name, data in files for page in read_sheets(data, name, tongues))
    subject = Subject(rule, pages, directory, known_directory(directory), tongues, wording)
    return RuleResult(
        rule.id,
        (
            *look_clauses(subject),
            *language_clauses(subject),
            *content_clauses(subject),
            *_for_people(rule),
        ),
    )


def _for_people(rule: PostingRule) -> Iterator[ClauseVerdict]:
    """What no sheet can show: where it hangs, and whether anybody must hang it."""
    if rule.places:
        yield asks("places", f"It must hang here: {'; '.join(rule.places)}.", "Look where it hangs.")
    if rule.voluntary:
        problem = "The state asks for the notice and, by our source, forces nobody."
    else:
        problem = f"Whether {rule.cite} binds this place is not for a program to say."
    yield asks("duty", problem, f"Read the law as it stands; our source was read on {rule.as_of.isoformat()}.")
