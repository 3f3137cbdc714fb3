"""Safety rules on lines: who answers, which come first, which are asked for by name, and what goes with a tip line."""

from __future__ import annotations

from generator.catalog.blocks import ContactBlock
from generator.catalog.contacts import Contact, ContactRole
from generator.catalog.safetypiece import Piece, example, under
from generator.catalog.said import Line, printed
from generator.findings import Findings


def check_who_answers(piece: Piece, findings: Findings) -> None:
    """Each lockup says on its own face who answers, and each number in a text somewhere on the piece."""
    for said, line in piece.lines:
        if line.field or piece.contact(line).role is ContactRole.EMERGENCY:
            continue
        contact = piece.contact(line)
        if isinstance(said.block, ContactBlock) and said.block.contact == line.contact:
            if not _told(contact, piece, said.face):
                problem = f"“{piece.id}” does not say who answers at “{contact.name}” on the face where it stands."
                fix = f"Add “show: [who]”, or say it in a text on that face: {contact.who}."
                findings.error("safety.who-answers", line.place, problem, fix, seen=contact.id)
        elif line.call and not _told(contact, piece):
            problem = f"“{piece.id}” gives the number of “{contact.name}” in a text, and says nowhere who answers."
            findings.warn(
                "safety.who-answers", line.place, problem, f"Say it in the text: {contact.who}.", seen=contact.id
            )


def _told(contact: Contact, piece: Piece, face: str = "") -> bool:
    """Whether a face, or the piece, says who answers: in the directory's words, or with a topic that is known to."""
    near = [said for said in piece.said if face in ("", said.face)]
    keys = piece.rules.who_answers.get(contact.id, ())
    texts = (text for said in near for text in printed(said, piece.catalog))
    return any(under(key, keys) for said in near for key in said.keys) or any(
        contact.who.casefold() in text.casefold() for text in texts
    )


def check_first(piece: Piece, findings: Findings) -> None:
    """The line that comes first is of a kind the audience is given first; one that may be missing does not count.

    A label that only corrects or repeats a number has no first line of its own: the piece it stands on has.
    """
    if "number-only" in piece.layout.allow:
        return
    for said, line in piece.lines:
        if not piece.audience.first or piece.fits(line, piece.audience.before_it):
            continue
        if not piece.fits(line, piece.audience.first):
            want = piece.words_for(piece.audience.first)
            problem = f"The first line on “{piece.id}”, a piece for {piece.people}, is “{line.contact or line.field}”."
            fix = f"Put {want} before it."
            findings.error("safety.first", line.place, problem, fix, seen=line.contact or line.field, limit=want)
            return
        if said.sure:
            return


def check_order(piece: Piece, findings: Findings) -> None:
    """No line of the later kind stands before one of the earlier."""
    if not piece.audience.order:
        return
    earlier, later = piece.audience.order
    firsts: dict[str, Line] = {}
    for _, line in piece.lines:
        firsts.setdefault(line.contact, line)
    lines = list(firsts.values())
    last = max((at for at, line in enumerate(lines) if piece.fits(line, (earlier,))), default=0)
    for line in (line for line in lines[:last] if piece.fits(line, (later,))):
        wanted, found = piece.words_for((earlier,)), piece.words_for((later,))
        problem = f"“{line.contact}”, {found}, stands before {wanted} on “{piece.id}”, a piece for {piece.people}."
        findings.error("safety.order", line.place, problem, f"Move it below every {earlier} line.", seen=line.contact)


def check_opt_in(piece: Piece, findings: Findings) -> None:
    """Kinds of lines that may scare the reader stand only where the layout asks for them."""
    for name in (name for name in piece.audience.opt_in if name not in piece.layout.allow):
        for _, line in piece.lines:
            if piece.fits(line, (name,)):
                problem = f"“{line.contact}” is {piece.words_for((name,))}, and “{piece.id}” is for {piece.people}."
                fix = f"Take it off, or write “allow: [{name}]” if the readers want it there."
                findings.error("safety.opt-in", line.place, problem, fix, seen=line.contact)


def check_reporters(piece: Piece, findings: Findings) -> None:
    """A piece that asks for reports also says what to do in danger, and not to confront anyone."""
    if "number-only" in piece.layout.allow:
        return
    lines = list(piece.lines)
    danger = next((line for _, line in lines if piece.fits(line, piece.audience.emergency_with)), None)
    if danger and not any(
        said.sure and line.contact and piece.contact(line).role is ContactRole.EMERGENCY for said, line in lines
    ):
        problem = f"“{piece.id}” gives “{danger.contact}”, but not the number for someone in danger now."
        fix = "Add “contact: emergency”, or a text with {contact.emergency.voice}."
        findings.error("safety.emergency", danger.place, problem, fix, seen=danger.contact)
    tip = next((line for _, line in lines if piece.fits(line, piece.audience.confront_with)), None)
    if tip and not piece.says(piece.rules.do_not_confront):
        problem = (
            f"“{piece.id}” asks for reports to “{tip.contact}”, but never tells the reader not to confront anyone."
        )
        fix = example(piece.rules.do_not_confront, piece.catalog)
        findings.error("safety.confront", tip.place, problem, fix, seen=tip.contact)
