"""Whether the codes of a page scan: those that no eye can read, that eyes read differently, and that are weak."""

from __future__ import annotations

from generator.findings import Findings, Place
from generator.proof.pages import FinishedPage
from generator.units import MM

_MAKE = "Make it anew: larger, black on white, with four modules of white around it."


def judge_scans(page: FinishedPage, place: Place, findings: Findings) -> None:
    """Record every code of the page that a phone may not read as it was read here."""
    for x, y in page.unread:
        findings.error(
            "proof.qr-unreadable",
            place,
            f"What looks like a QR code at {x / MM:.0f}, {y / MM:.0f} mm cannot be read, so nobody knows its target.",
            f"{_MAKE} If it is no code, take it out.",
        )
    for code in page.qrs:
        where = f"The QR code at {code.x / MM:.0f}, {code.y / MM:.0f} mm"
        if code.disputed:
            findings.error(
                "proof.qr-disputed",
                place,
                f"{where} is read as two different texts by two programs, so phones may differ too.",
                _MAKE,
                seen=code.disputed,
                limit=code.text,
            )
        elif code.weak:
            findings.warn(
                "proof.qr-weak",
                place,
                f"{where} scans only in good conditions: small, blurred and in poor light it was not read.",
                _MAKE,
                seen=code.text,
            )
