"""Rules on the content of pages: everything in a mark or an artifact, each mark in the tree, text that copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.proof.painted.contents import Painted
from generator.proof.tags.faults import Fault, TagRule, called, counted, opened, quoted
from generator.proof.tags.pages import MarkKey, PageTags
from generator.proof.tags.tags import Tags
from generator.proof.tags.tree import Element
from generator.units import MM

# A place of content: page (0 for forms, which belong to none), form and MCID.
_Spot = tuple[int, int, int]

_MAY_HOLD_TEXT = ("Pagination", "Page")
_NAMES = {"text": "text", "path": "a line or ground", "image": "a picture", "shading": "a shading"}
# Not characters of a text (ISO 14289-1, 7.21.7), and U+FFFD for a glyph that stands for none.
_NO_TEXT = {"\0": "U+0000", "\ufffe": "U+FFFE", "\ufeff": "U+FEFF", "\ufffd": "no character at all"}
# Letters joined or shaped in advance: Latin ligatures, and Arabic presentation forms without ornate parentheses,
# noncharacters and the words that are one character (Unicode, blocks FB00, FB50 and FE70).
_SHAPED = ((0xFB00, 0xFB06), (0xFB50, 0xFD3D), (0xFD50, 0xFDCF), (0xFE70, 0xFEFC))
_MARK_ALL = "Give it a tag, or mark it as decoration (an artifact)."
_MAKER = "Export the file again; if it stays so, report it as a fault of the program that made it."


def _untagged(tags: Tags) -> Iterator[Fault]:
    """ISO 14289-1, 7.1: all content is in the tree or an artifact, and none of it both."""
    for page in tags.pages:
        for text in _texts(page.loose):
            yield Fault(
                page.number, f"The text {quoted(text)} has no tag: a screen reader leaves it out.", _MARK_ALL, text
            )
        yield from _unseen(page)


def _texts(loose: tuple[Painted, ...]) -> Iterator[str]:
    """The texts among what is painted, those that follow each other as one."""
    run = ""
    for one in (*loose, None):
        if one and one.kind == "text":
            run += one.text
        elif run.strip():
            yield run
            run = ""


def _unseen(page: PageTags) -> Iterator[Fault]:
    rest = [one for one in page.loose if one.kind != "text"]
    if rest:
        left, lower = (round(edge / MM) for edge in rest[0].box[:2])
        more = f" and {counted(len(rest) - 1, 'more drawn thing')} have" if len(rest) > 1 else " has"
        problem = f"{opened(_NAMES[rest[0].kind])} at {left}, {lower} mm from the lower left{more} no tag."
        yield Fault(page.number, problem, _MARK_ALL, rest[0].kind)


def _mixed(tags: Tags) -> Iterator[Fault]:
    """ISO 14289-1, 7.1: no artifact in tagged content, and no tagged content in an artifact."""
    for page in tags.pages:
        for one in page.mixed[:1]:
            what = quoted(one.text) if one.text.strip() else _NAMES[one.kind]
            yield Fault(page.number, f"{opened(what)} is tagged and marked as decoration at once.", _MARK_ALL, one.kind)


def _hidden_text(tags: Tags) -> Iterator[Fault]:
    """ISO 14289-1, 7.1: real content is no artifact; page numbers and what lies outside the piece are none."""
    for page in tags.pages:
        for artifact in page.artifacts:
            if artifact.text.strip() and artifact.kind not in _MAY_HOLD_TEXT:
                problem = f"The text {quoted(artifact.text)} is marked as decoration: a screen reader leaves it out."
                yield Fault(page.number, problem, "Give it a tag.", artifact.text.strip())


def _mcids(tags: Tags) -> Iterator[Fault]:
    """ISO 32000-1, 14.7.4.2: an identifier is unique in its stream; ISO 14289-1, 7.1: it leads to an element."""
    claims = Counter(_claims(tags))
    marks: Counter[_Spot] = Counter()
    for page in tags.pages:
        for key, times in page.opened.items():
            spot = _spot(page.number, *key)
            marks[spot] += times
            if marks[spot] > 1:
                problem = f"Mark {key[1]} is opened more than once, so {_held(page, key)} may be read twice or never."
                yield Fault(page.number, problem, _MAKER, str(marks[spot]))
            if not claims[spot]:
                problem = f"Mark {key[1]} belongs to no element of the tree, so {_held(page, key)} is not read."
                yield Fault(page.number, problem, _MAKER, "none")
    for spot, times in claims.items():
        if times > 1:
            yield Fault(spot[0], f"{times} elements claim mark {spot[2]} at once.", _MAKER, str(times))
        if not marks[spot]:
            where = "" if spot[0] or spot[1] else " of no page"
            yield Fault(spot[0], f"The tree asks for mark {spot[2]}{where}, which is not there.", _MAKER, "none")


def _held(page: PageTags, key: MarkKey) -> str:
    piece = page.pieces.get(key)
    return quoted(piece.text) if piece and piece.text.strip() else "what is drawn there"


def _spot(page: int, form: int, mcid: int) -> _Spot:
    return (0 if form else page, form, mcid)


def _claims(tags: Tags) -> Iterator[_Spot]:
    return (_spot(one.page, one.form, one.mcid) for element in tags.every() for one in element.contents)


def _parent_tree(tags: Tags) -> Iterator[Fault]:
    """ISO 32000-1, 14.7.4.4: from each mark and each link there is a way back to its element."""
    keys = {element.key for element in tags.every()}
    for listed in tags.parents.values():
        for key in listed if isinstance(listed, list) else [listed]:
            if key != (0, 0) and key not in keys:
                yield Fault(
                    0, "The way back from a mark (ParentTree) leads out of the tree.", _MAKER, f"object {key[0]}"
                )
    links = {one.key: one for page in tags.pages for one in page.annotations}
    for element in tags.every():
        if not element.at_home:
            problem = f"{opened(called(element.role))} does not know the element that it stands in (/P)."
            yield Fault(element.page, problem, _MAKER)
        yield from _ways_back(tags, element)
        for reference in element.references:
            link = links.get(reference.key)
            if link and (link.struct_parent is None or tags.parents.get(link.struct_parent) != element.key):
                problem = f"A link ({quoted(element.text())}) does not lead back to its element (StructParent)."
                yield Fault(element.page, problem, _MAKER)


def _ways_back(tags: Tags, element: Element) -> Iterator[Fault]:
    for content in element.contents:
        if not content.found:
            continue
        if content.parent_key is None:
            yield Fault(content.page, "The page does not lead back to its elements (StructParents).", _MAKER, "none")
            continue
        listed = tags.parents.get(content.parent_key)
        entries = listed if isinstance(listed, list) else []
        if content.mcid >= len(entries) or entries[content.mcid] != element.key:
            problem = f"Mark {content.mcid} of {called(element.role)} does not lead back to its element (ParentTree)."
            yield Fault(content.page, problem, _MAKER)


def _unicode(tags: Tags) -> Iterator[Fault]:
    """ISO 14289-1, 7.21.7: every glyph stands for text."""
    for page in tags.pages:
        text = page.glyphs + page.copied
        bad = next((one for one in text if one in _NO_TEXT), "")
        if bad:
            at = text.index(bad)
            problem = f"A letter near {quoted(text[max(0, at - 15) : at + 15])} stands for {_NO_TEXT[bad]}."
            yield Fault(page.number, problem, "Embed the font with its text (ToUnicode).", _NO_TEXT[bad])


def _ligatures(tags: Tags) -> Iterator[Fault]:
    """ISO 14289-1, 7.21.7 with ISO 32000-1, 14.9.4: copied text is spelled in letters."""
    for page in tags.pages:
        for one in sorted(set(page.copied)):
            if any(low <= ord(one) <= high for low, high in _SHAPED):
                at = page.copied.index(one)
                near = quoted(page.copied[max(0, at - 15) : at + 15])
                problem = f"Copied text has the joined or shaped letter {one} (U+{ord(one):04X}) near {near}."
                yield Fault(
                    page.number, problem, "Spell it in letters, by ToUnicode or ActualText.", f"U+{ord(one):04X}"
                )


def _tabs(tags: Tags) -> Iterator[Fault]:
    """ISO 14289-1, 7.18.3: the tab key follows the tree; asked of pages without links too."""
    for page in tags.pages:
        if page.tabs != "S":
            problem = "The tab key does not follow the reading order of the page."
            yield Fault(
                page.number, problem, "Set the page's tab order to “use document structure”.", page.tabs or "none"
            )


def _texts_seen(tags: Tags) -> str:
    return counted(sum(len(page.copied) for page in tags.pages), "character")


def _marks_seen(tags: Tags) -> str:
    return counted(sum(sum(page.opened.values()) for page in tags.pages), "mark")


def _pages_seen(tags: Tags) -> str:
    return counted(len(tags.pages), "page")


MARK_RULES = (
    TagRule("tags.untagged", "Everything has a tag or is decoration", "nothing outside", _untagged, _marks_seen),
    TagRule("tags.mixed", "Nothing is tagged and decoration at once", "nothing of both", _mixed, _marks_seen),
    TagRule(
        "tags.hidden-text",
        "No words are hidden as decoration",
        "only page numbers and what is outside the piece",
        _hidden_text,
        lambda tags: counted(sum(len(page.artifacts) for page in tags.pages), "artifact"),
    ),
    TagRule("tags.mcid", "Each mark stands once and in the tree", "one element for each mark", _mcids, _marks_seen),
    TagRule(
        "tags.parent-tree", "Marks lead back to their elements", "ParentTree as the tree", _parent_tree, _marks_seen
    ),
    TagRule("tags.unicode", "Every letter stands for text", "no U+0000, U+FFFE, U+FEFF", _unicode, _texts_seen),
    TagRule("tags.ligature", "Copied text is spelled in letters", "no ligatures", _ligatures, _texts_seen),
    TagRule("tags.tabs", "The tab key follows the tags", "Tabs S on every page", _tabs, _pages_seen),
)
