"""Safety rules on texts: disclaimers, figures with their sources, how hard they read, and what quiet pieces hide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.catalog.blocks import Block, Chart, Figure, Qr
from generator.catalog.facts import Fact
from generator.catalog.reading import grade, words_of
from generator.catalog.safetypiece import Piece, example, under
from generator.catalog.safetywords import bare, forms_of, hits
from generator.catalog.said import Said, plain, printed
from generator.findings import Findings

# A text is called the hardest only if it is long enough for its grade to mean something.
_LONG = 8
_SHOWN = 60


def check_disclaimer(piece: Piece, findings: Findings) -> None:
    """Wherever signs are listed, the piece says that a sign is not proof and who a person is never one."""
    listed = next((said for said in piece.said if any(under(key, piece.rules.signs) for key in said.keys)), None)
    if listed and not piece.says(piece.rules.disclaimers):
        problem = f"“{piece.id}” lists signs, but does not say that they are no proof and that race is never one."
        findings.error(
            "safety.disclaimer", listed.block.place, problem, example(piece.rules.disclaimers, piece.catalog)
        )


def check_figures(piece: Piece, findings: Findings) -> None:
    """A figure in a text has its source and year on the same face, and comes from data/facts.yaml."""
    for said in piece.said:
        near = [other for other in piece.said if other.face == said.face]
        for name in dict.fromkeys(key.split(".")[1] for key in sorted(said.keys) if _is_figure(key)):
            if not _sourced(name, near, piece.catalog.facts):
                problem = f"On “{piece.id}” the figure “{name}” has no source and year on the face where it stands."
                fix = f"Add {{fact.{name}.source}} and {{fact.{name}.year}}, or use a figure block."
                findings.error("safety.figure", said.block.place, problem, fix, seen=name)
        for text, place in said.words:
            for figure in hits(piece.rules.figure, bare(text)):
                problem = f"The figure “{figure}” is typed into the text, without source and year."
                fix = "Add it to data/facts.yaml, and use a figure block or {fact.ID.value} with source and year."
                findings.error("safety.figure", place, problem, fix, seen=figure)


def _is_figure(key: str) -> bool:
    return key.startswith("fact.") and key.endswith((".value", ".text"))


def _sourced(name: str, near: Iterable[Said], facts: Mapping[str, Fact]) -> bool:
    """Whether blocks print the source of a fact and its year, which many sources carry in their own words."""
    keys = {key for said in near for key in said.keys}
    drawn = {fact for said in near for fact in _drawn(said.block)}
    dated = f"fact.{name}.year" in keys or (name in facts and facts[name].year in facts[name].source)
    return name in drawn or (f"fact.{name}.source" in keys and dated)


def _drawn(block: Block) -> tuple[str, ...]:
    """The facts of a block that prints source and year by itself."""
    if isinstance(block, Figure):
        return (block.fact,)
    return block.facts if isinstance(block, Chart) else ()


def check_codes(piece: Piece, findings: Findings) -> None:
    """No code on a quiet piece: it opens a browser, which leaves a trace on the phone."""
    for said in piece.said if piece.audience.quiet and "qr" not in piece.layout.allow else ():
        if isinstance(said.block, Qr):
            problem = f"A code on “{piece.id}”, a piece for {piece.people}, leaves a trace on the phone that scans it."
            fix = "Take it off; print the number and the text code, or write “allow: [qr]” in the layout."
            findings.error("safety.qr", said.block.place, problem, fix, seen=said.block.contact)


def check_outside(piece: Piece, lang: str, findings: Findings) -> None:
    """What others can see of a quiet piece does not name the subject."""
    subject = piece.rules.subject.get(lang) if piece.audience.quiet else None
    for said in piece.said if subject else ():
        if subject and said.panel.startswith(piece.rules.outside):
            for word in hits(forms_of(subject), " … ".join(printed(said, piece.catalog))):
                problem = f"“{word}” stands on the outside of “{piece.id}”, where it can put its bearer in danger."
                fix = f"Move it inside; leave the panel “{said.panel}” plain, with a question or a label."
                findings.error("safety.outside", said.block.place, problem, fix, seen=word)


def check_grade(piece: Piece, findings: Findings) -> None:
    """The English of a piece reads at the grade of its audience or below; names and numbers are no hard words."""
    names = [*piece.rules.names, *(contact.name for contact in piece.catalog.contacts.contacts.values())]
    hard = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)), re.IGNORECASE)
    texts = [plain(text, piece.catalog.topics, lambda _: "us") for said in piece.said for text in said.texts]
    read = [hard.sub("it", text) for text in texts]
    level, limit = grade(read), piece.audience.grade
    if level <= limit or sum(len(words_of(text)) for text in read) < piece.rules.least_words:
        return
    long = [pair for pair in zip(read, texts, strict=True) if len(words_of(pair[0])) >= _LONG]
    fix = "Use shorter sentences and plainer words."
    if long:
        hardest = max(long, key=lambda pair: grade([pair[0]]))[1]
        shown = hardest if len(hardest) <= _SHOWN else f"{hardest[:_SHOWN].rsplit(' ', 1)[0]} …"
        fix = f"{fix[:-1]}; the hardest text is “{shown}”."
    problem = f"“{piece.id}” reads at grade {level:.1f}, but {piece.people} should not need more than grade {limit:g}."
    findings.warn("safety.grade", piece.layout.place, problem, fix, seen=f"{level:.1f}", limit=f"{limit:g}")
