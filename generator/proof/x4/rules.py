"""Our PDF/X-4 checks over a whole file (ISO 15930-7), and what a file says of itself for print.

They are checks, not a certificate: a print shop's own preflight has the last word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from generator.proof.checks import Check
from generator.proof.painted.plainobjects import as_dictionary
from generator.proof.x4 import file as x4file
from generator.proof.x4 import intent as x4intent
from generator.proof.x4 import pages as x4pages
from generator.proof.x4.subject import BROKEN, X4, Subject

_RULES: Mapping[str, Callable[[Subject], Check]] = {
    "header": x4file.header,
    "id": x4file.identity,
    "encrypted": x4file.encryption,
    "claim": x4file.claim,
    "metadata": x4file.metadata,
    "trapped": x4file.trapped,
    "output-intent": x4intent.output_intent,
    "profile": x4intent.profile,
    "profile-once": x4intent.profile_once,
    "fonts": x4file.fonts,
    "boxes": x4pages.boxes,
    "annotations": x4pages.live_parts,
    "actions": x4pages.actions,
}
# What a file that is plainly for a press is held to, though it does not claim to be PDF/X.
_FOR_ANY_PRESS = ("boxes", "annotations")


def claims_x(subject: Subject) -> bool:
    """Whether a file says anywhere that it is a PDF/X of any kind."""
    said = subject.metadata.get("pdfxid:GTS_PDFXVersion") or subject.metadata.get("pdfx:GTS_PDFXVersion")
    noted = "/GTS_PDFXVersion" in as_dictionary(subject.pdf.trailer.get("/Info"))
    return bool(said) or noted or bool(x4intent.intents(subject.pdf))


def x4_file_checks(subject: Subject) -> tuple[Check, ...]:
    """The rules over the file and its pages; those over what hangs on pages and what is painted are asked elsewhere."""
    return tuple(_checked(subject, rule) for rule in _RULES)


def press_file_checks(subject: Subject) -> tuple[Check, ...]:
    """The few rules that hold for any file with bleed, and a warning that it does not claim to be PDF/X-4."""
    claim = subject.x4("claim", "The file says what it is", "PDF/X-4")
    problem = "The file has bleed for a press, and does not say that it is PDF/X-4."
    claim.warn(problem, "Ask the print shop whether it takes the file, or export it as PDF/X-4.")
    return (claim.check("nothing"), *(_checked(subject, rule) for rule in _FOR_ANY_PRESS))


def _checked(subject: Subject, rule: str) -> Check:
    """The rule's answer; a file that is damaged where the rule looks has failed it."""
    try:
        return _RULES[rule](subject)
    except BROKEN:
        ruling = subject.x4(rule, "The file can be read there", "readable")
        problem = "The file is damaged where this rule looks, so nobody can say whether it keeps it."
        ruling.error(problem, "Export the file again.")
        return ruling.check("damaged")


def passes_x4(checks: Iterable[Check]) -> bool:
    """Whether a sheet holds the whole group of PDF/X-4, and all of it passed."""
    group = [check for check in checks if check.group == X4]
    return any(check.rule == "x4.profile" for check in group) and all(check.passed for check in group)
