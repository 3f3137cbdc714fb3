"""What was read back, as checks: codes, numbers, addresses and links against the directory and what was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.findings import Finding
from generator.frozen import dataclass
from generator.proof.checks import Check
from generator.proof.judge import Asked
from generator.proof.pages import FinishedFile
from generator.proof.verdicts import Clock, Verdict

GROUP = "Read back"
# Rules of the judgement that a rule of PDF/X-4 tells too, and better: where that one is asked, one telling is enough.
TOLD_BY = {"proof.font-not-embedded": "x4.fonts", "proof.boxes": "x4.boxes"}


@dataclass(frozen=True)
class _Line:
    """One line of the sheet: the rules of the judgement that it answers for, how it is put, and what was seen."""

    rules: tuple[str, ...]
    title: str
    limit: str
    value: str


def read_back_checks(
    finished: FinishedFile,
    found: Sequence[Finding],
    asked: Asked | None,
    held: Sequence[Verdict],
    clock: Clock | None = None,
) -> tuple[Check, ...]:
    """The judgement's findings under the rules that they break, and the rules that nothing broke."""
    numbers = sum(verdict.what == "number" for verdict in held)
    lines = [*_directory(finished, numbers), *(_checked(held, clock) if clock else ())]
    if asked is None:
        lines += _made_elsewhere(finished, numbers)
    lines += _made(finished) if finished.kind == "pdf" else ()
    if asked:
        lines += _ordered(finished, asked, numbers)
    return tuple(
        Check(GROUP, line.rules[0], line.title, line.limit, line.value, tuple(f for f in found if f.rule in line.rules))
        for line in lines
    )


def _directory(finished: FinishedFile, numbers: int) -> Iterator[_Line]:
    """Whatever the file sends people to is in the directory."""
    pages = finished.pages
    limit = "in the directory"
    if finished.kind != "png":
        rules = ("proof.number-unknown", "proof.number-turned", "proof.local-number")
        yield _Line(rules, "Numbers are true", limit, f"{numbers} read")
        addresses = sum(len(page.addresses) for page in pages)
        yield _Line(("proof.address-unknown",), "Addresses are true", limit, f"{addresses} read")
        links = sum(len(page.links) for page in pages)
        yield _Line(("proof.link-unknown",), "Links lead where they should", limit, f"{links} read")
    if finished.kind != "vcf":
        codes = sum(len(page.qrs) for page in pages)
        yield _Line(("proof.qr-unknown",), "QR codes lead where they should", limit, f"{codes} read")


def _made_elsewhere(finished: FinishedFile, numbers: int) -> Iterator[_Line]:
    """What cannot go wrong in files of our own making, and is only looked for in others."""
    pages = finished.pages
    addresses = sum(len(page.addresses) for page in pages)
    codes = sum(len(page.qrs) for page in pages)
    if finished.kind != "png":
        names = "where names are known"
        yield _Line(("proof.number-misnamed",), "Numbers stand under their own names", names, f"{numbers} read")
        one = ("proof.two-addresses",)
        yield _Line(one, "One address for one service", "one throughout", f"{addresses} read")
    links = sum(len(page.links) for page in pages)
    hosts = ("proof.host-lookalike", "proof.host-shortener", "proof.host-unknown", "proof.link-unsafe")
    limit = "hosts of the directory"
    yield _Line(hosts, "No address hides where it leads", limit, f"{addresses + links + codes} read")
    if finished.kind != "vcf":
        weak = sum(code.weak or bool(code.disputed) for page in pages for code in page.qrs)
        unread = sum(len(page.unread) for page in pages)
        scans = ("proof.qr-unreadable", "proof.qr-disputed", "proof.qr-weak")
        yield _Line(scans, "QR codes scan in poor light too", "all", f"{codes - weak} of {codes + unread}")


def _checked(held: Sequence[Verdict], clock: Clock) -> Iterator[_Line]:
    """What the file sends people to was looked up not long ago."""
    entries = {verdict.known.contact: verdict.known for verdict in held if verdict.known and verdict.known.contact}
    oldest = max((clock.days(known) for known in entries.values()), default=0)
    value = f"oldest {oldest} days" if entries else "none read"
    rules = ("proof.number-stale", "proof.address-stale")
    yield _Line(rules, "Numbers and addresses were checked", f"in {clock.policies.proof_days} days", value)


def _made(finished: FinishedFile) -> Iterator[_Line]:
    """How the file is made, as far as any file is held to it."""
    pages = finished.pages
    silent = sum(page.painted and not page.text.strip() for page in pages)
    yield _Line(
        ("proof.no-text", "proof.picture-text"),
        "Text can be read back",
        "every page",
        f"{len(pages) - silent} of {len(pages)}",
    )
    codes = sum(len(page.qrs) for page in pages)
    title = "Targets of QR codes stand beside them"
    yield _Line(("proof.qr-not-printed",), title, "in print", f"{codes} read")
    embedded = sum(font.embedded for font in finished.fonts)
    yield _Line(("proof.font-not-embedded",), "Fonts embedded", "all", f"{embedded} of {len(finished.fonts)}")
    yield _Line(("proof.boxes",), "Trim box in bleed box in media box", "every page", f"{len(pages)} read")


def _ordered(finished: FinishedFile, asked: Asked, numbers: int) -> Iterator[_Line]:
    """The file holds what was asked for."""
    pages = finished.pages
    yield _Line(("proof.pages",), "Pages as asked", str(asked.pages), str(len(pages)))
    if finished.kind != "vcf":
        codes = sum(len(page.qrs) for page in pages)
        rules = ("proof.qr-missing", "proof.qr-unasked")
        yield _Line(rules, "QR codes as asked", str(sum(map(len, asked.qrs))), f"{codes} read")
    if finished.kind != "png":
        yield _Line(
            ("proof.number-missing",), "Numbers as asked", f"{sum(map(len, asked.numbers))} or more", f"{numbers} read"
        )
