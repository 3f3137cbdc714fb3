"""Drawing: placed items as operators, each under the mark that its group's role asks for; nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable

from generator.compose.extents import item_extent, run_extent
from generator.compose.items import Group, ImageItem, Item, PathItem, Role, Step, TextItem, walk
from generator.compose.passages import SPOKEN, Passage, passages
from generator.errors import Refused
from generator.findings import Finding, Place, Severity
from generator.geometry import bounds
from generator.pdf.content import ARTIFACTS, COSMETIC, PRODUCTION, Content
from generator.pdf.forms import print_field
from generator.pdf.numbers import number, numbers
from generator.pdf.placing import Edges, read_size, turned_matrix
from generator.pdf.settext import show_runs
from generator.pdf.tags import Element

# Filled by the nonzero winding rule and stroked; filled; stroked; neither (ISO 32000-1, 8.5.3).
_PAINT = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}


def draw_group(content: Content, group: Group, element: Element | None) -> None:
    """Draw a group as the last part of an element of the structure tree, or of no tree into a form.

    Raises Refused (`tags.untagged`) for an item that no role claims, and ValueError for a link of no permitted scheme.
    """
    if group.frame is None:
        _draw(content, group, element)
        return
    # A turned group is drawn as it is read, in a space of its own that is put into its frame.
    size = read_size(group.frame, group.turn)
    with content.placed(turned_matrix(size, group.frame, group.turn, content.height), size.height):
        _draw(content, group, element)


def draw_marks(content: Content, marks: Group) -> None:
    """Draw the marks of a sheet, which are no part of any piece."""
    with content.artifact(PRODUCTION):
        _draw_items(content, (item for _, item in walk(marks)))


def _draw(content: Content, group: Group, element: Element | None) -> None:
    if group.role in ARTIFACTS:
        _draw_artifact(content, group)
    elif group.role is Role.FORM:
        _draw_form(content, group, element)
    elif group.role is Role.FIGURE:
        _draw_figure(content, group, element)
    elif group.role in SPOKEN:
        _draw_words(content, group, element)
    else:
        inner = _grouping(group, element) if element else None
        for child in group.children:
            if not isinstance(child, Group):
                raise _untagged(child, group.role)
            draw_group(content, child, inner)


def _grouping(group: Group, element: Element) -> Element:
    """The element of a group of groups; a Div says nothing but its language, so without a new one there is none."""
    lang = group.lang or element.lang
    if group.role is Role.DIV and lang == element.lang:
        return element
    return element.add(group.role, lang=lang, attributes=_numbering(group) if group.role is Role.L else "")


def _numbering(group: Group) -> str:
    """How a list counts, which only a list with labels says (ISO 32000-1, 14.8.5.5)."""
    labels = (item.line.text for owner, item in walk(group) if owner.role is Role.LBL and isinstance(item, TextItem))
    first = next(labels, "")
    return f"<</O /List /ListNumbering /{'Decimal' if first[:1].isdigit() else 'Disc'}>>" if first else ""


def _draw_artifact(content: Content, group: Group) -> None:
    items = [item for _, item in walk(group)]
    spoken = next((item for item in items if isinstance(item, TextItem)), None)
    if spoken and group.role is Role.ARTIFACT:
        raise _untagged(spoken, group.role)
    with content.artifact(ARTIFACTS[group.role]):
        _draw_items(content, items)


def _draw_form(content: Content, group: Group, element: Element | None) -> None:
    """Lines or a box to fill in: on a screen below a field, which is all that is read of it (ISO 14289-1, 7.18.4)."""
    items = [item for _, item in walk(group)]
    if group.blank is None:
        raise _untagged(group, group.role)
    if element and content.fills_in:
        content.fill_in(group.blank, group.alt, element.add(Role.FORM))
        with content.artifact(COSMETIC):
            _draw_items(content, items)
        return
    with content.marked(element.add(Role.FORM, attributes=print_field(group.blank, group.alt)) if element else None):
        _draw_items(content, items)


def _draw_figure(content: Content, group: Group, element: Element | None) -> None:
    """A figure, live as a whole where it has a link; its ground is painted before it, as an artifact."""
    items = [child for child in group.children if not isinstance(child, Group)]
    for ground in (child for child in group.children if isinstance(child, Group)):
        _draw(content, ground, element)
    if not items:  # what all cards of a run share: each brings a code of its own
        content.wait_for(element.add(Role.FIGURE, alt=group.alt) if element else None)
        return
    extent = bounds(tuple(map(item_extent, items)))
    figure = None
    if element:
        holder = element
        if group.link and content.live:
            holder = element.add("Link")
            content.link(group.link, extent, group.alt, holder)
        figure = holder.add(Role.FIGURE, alt=group.alt, attributes=placement(content.on_page(extent)))
    with content.marked(figure):
        _draw_items(content, items)


def placement(edges: Edges) -> str:
    """Where a figure stands on its page (ISO 32000-1, 14.8.5.4.3)."""
    return f"<</O /Layout /Placement /Block /BBox [{numbers(edges)}]>>"


def _draw_words(content: Content, group: Group, element: Element | None) -> None:
    """A heading, paragraph, label or cell: a mark for each passage, so that links stand in the midst of its words."""
    lines, forms = [], []
    for child in group.children:
        if isinstance(child, Group) and child.role is Role.FORM:
            forms.append(child)
        elif isinstance(child, TextItem):
            lines.append(child)
        else:
            raise _untagged(child, group.role)
    attributes = "<</O /Table /Scope /Column>>" if group.role is Role.TH else ""
    spoken = element.add(group.role, lang=group.lang, attributes=attributes) if element else None
    if not group.children:
        content.wait_for(spoken)
    for form in forms:
        _draw_form(content, form, spoken)
    for passage in passages(lines):
        _draw_passage(content, passage, spoken)


def _draw_passage(content: Content, passage: Passage, element: Element | None) -> None:
    target = element
    if target and passage.link and content.live:
        target = target.add("Link")
        for item, runs in passage.parts:
            extent = bounds(tuple(run_extent(item, run) for run in runs))
            content.link(passage.link, extent, passage.text, target)
    if target and (passage.turned or passage.lang not in ("", target.lang)):
        # Glyphs from right to left stand in the order of the eye; readers are given the order of the voice.
        target = target.add("Span", lang=passage.lang, actual=passage.text if passage.turned else "")
    with content.marked(target):
        for item, runs in passage.parts:
            show_runs(content, item.x, content.height - item.baseline, runs)


def _draw_items(content: Content, items: Iterable[Item]) -> None:
    for item in items:
        if isinstance(item, TextItem):
            show_runs(content, item.x, content.height - item.baseline, item.line.runs)
        elif isinstance(item, PathItem):
            _draw_path(content, item)
        else:
            _draw_image(content, item)


def _draw_path(content: Content, path: PathItem) -> None:
    if path.fill:
        content.set_ink(path.fill)
    if path.stroke:
        content.set_stroke(path.stroke, path.stroke_width, path.dash)
    content.add("\n".join([_step(step, content.height) for step in path.steps]))
    content.add(_PAINT[bool(path.fill), bool(path.stroke)])


def _step(step: Step, height: float) -> str:
    """One step of a path with its y turned up; of a rectangle the lower left corner is wanted."""
    operator, at = step
    if operator == "h":
        return "h"
    if operator == "re":
        x, y, wide, high = at
        return f"{number(x)} {number(height - y - high)} {number(wide)} {number(high)} re"
    return f"{numbers(height - value if index % 2 else value for index, value in enumerate(at))} {operator}"


def _draw_image(content: Content, image: ImageItem) -> None:
    frame = image.frame
    name = content.resources.picture(image.path)
    content.knock_out()
    content.add(f"q {numbers((frame.width, 0, 0, frame.height, frame.x, content.height - frame.bottom))} cm")
    content.invoke(name)
    content.add("Q")


def _untagged(item: Group | Item, role: Role) -> Refused:
    """A fault of whoever wrote the block: a screen reader would pass over what the item shows."""
    shown = f"“{item.line.text}”" if isinstance(item, TextItem) else "A line or picture"
    problem = f"{shown} stands straight in a group of the role {role}, so that a screen reader would not read it."
    fix = "Put it into a paragraph, heading, list or figure, or make it an artifact if it says nothing."
    return Refused([Finding("tags.untagged", Severity.ERROR, Place(), problem, fix, seen=str(role))])
