"""Faults of a run told so that people can act: where a stray code belongs, and a fault of all pages only some times."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.findings import Finding, Findings
from generator.press.asked import AskedPage
from generator.proof.ruling import PAGES_NAMED

_STRAYED = ("proof.qr-unasked", "proof.number-unknown")


def traced(found: Iterable[Finding], pages: Sequence[AskedPage]) -> Iterator[Finding]:
    """The findings; of a code or a number that another page should have, with that page."""
    found = list(found)
    strayed = {one.seen for one in found if one.rule in _STRAYED}
    homes: dict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(pages, 1) if strayed else ():
        for text in strayed.intersection((*page.qrs, *page.numbers)):
            homes[text].append(number)
    for one in found:
        where = homes.get(one.seen, []) if one.rule in _STRAYED else []
        yield replace(one, problem=f"{one.problem} It was asked for on page {where[0]}.") if where else one


def told(found: Iterable[Finding], name: str) -> tuple[Finding, ...]:
    """Every different finding once and by page, at most on so many pages for each rule; the last says how many more."""
    findings = Findings()
    findings.extend(replace(one, place=replace(one.place, file=name)) for one in found)
    kept: list[Finding] = []
    met: dict[str, set[str]] = defaultdict(set)
    left = Counter[str]()
    for one in sorted(findings.sorted(), key=_page):
        pages = met[one.rule]
        if one.place.key in pages or len(pages) < PAGES_NAMED:
            pages.add(one.place.key)
            kept.append(one)
        else:
            left[one.rule] += 1
    last = {one.rule: at for at, one in enumerate(kept)}
    for rule, count in left.items():
        one = kept[last[rule]]
        more = f"There {'is 1' if count == 1 else f'are {count}'} more like it on other pages."
        kept[last[rule]] = replace(one, problem=f"{one.problem} {more}")
    return tuple(kept)


def _page(finding: Finding) -> int:
    """The page that a finding is about; 0 for the file as a whole."""
    return int(finding.place.key.removeprefix("page ")) if finding.place.key.startswith("page ") else 0
