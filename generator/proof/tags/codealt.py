"""What a listener hears of a QR code: a described picture that names the target, as the print beside it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.proof.codes import FoundQr
from generator.proof.known import KnownDirectory
from generator.proof.numbers import read_text
from generator.proof.payloads import Target, payload_targets
from generator.proof.plain import squeezed
from generator.proof.tags.faults import Fault, TagRule
from generator.proof.tags.tags import Tags
from generator.proof.tags.tree import Element

# Finds the place of a code on its page, y up, as figures give theirs.
PlaceOf = Callable[[FoundQr], tuple[float, float]]


def code_rule(codes: Sequence[FoundQr], place_of: PlaceOf, known: KnownDirectory) -> TagRule:
    """The rule that each code read on the pages is heard; a further copy of one that is heard may be silent."""
    return TagRule(
        name="tags.code",
        title="QR codes are heard with their target",
        limit="the target in the alt text",
        faults=lambda tags: _faults(tags, codes, place_of, known),
        value=lambda _: f"{len(codes)} code{'' if len(codes) == 1 else 's'}",
    )


def _faults(tags: Tags, codes: Sequence[FoundQr], place_of: PlaceOf, known: KnownDirectory) -> Iterator[Fault]:
    heard = set()
    for code in codes:
        figure = _figure_at(tags, code.page, place_of(code))
        if figure is None:
            continue
        heard.add(code.text)
        targets = payload_targets(code.text)
        if not any(_names(figure.alt or "", target, known) for target in targets):
            problem = f"The alternative text of the QR code, “{figure.alt or ''}”, does not say where it leads"
            yield Fault(code.page, f"{problem}: {targets[0].shown}.", "Name the printed address or number.", code.text)
    for code in codes:
        if code.text not in heard:
            problem = (
                f"The QR code to {payload_targets(code.text)[0].shown} is no tagged picture, so nobody hears of it."
            )
            yield Fault(code.page, problem, "Tag it as a figure with an alternative text.", code.text)


def _figure_at(tags: Tags, page: int, place: tuple[float, float]) -> Element | None:
    x, y = place
    figures = (one for one in tags.every() if one.role == "Figure" and one.page == page and one.box)
    return next(
        (one for one in figures if one.box and one.box[0] <= x <= one.box[2] and one.box[1] <= y <= one.box[3]), None
    )


def _names(alt: str, target: Target, known: KnownDirectory) -> bool:
    if target.kind == "number":
        return any(number.digits == target.value for number in read_text(alt)[0])
    return any(squeezed(form) in squeezed(alt) for form in known.printed_forms(target.value) if form)
