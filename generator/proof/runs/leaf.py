"""One page of a run as its objects tell it: the shape that it shares with others, and marks that lead to elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

import pikepdf

from generator.findings import Finding, Place, Severity
from generator.frozen import dataclass
from generator.proof.painted.plainobjects import as_dictionary, as_items, as_name, as_text, as_whole
from generator.proof.runs.shapes import digest, shape_of
from generator.proof.tags.tree import tree_key

# What is looked at by itself, or belongs to one page alone.
_OWN = frozenset({"/Contents", "/Resources", "/StructParents", "/Parent", "/Annots"})
_ANNOTATION = ("/Subtype", "/F", "/Border", "/AP", "/AA", "/BS")
_PLAIN = re.compile(
    rb"<< /K (?P<mark>\d+) /P \d+ \d+ R /Pg (?P<page>\d+) (?P<generation>\d+) R /S /(?P<role>\w+) /Type /StructElem >>"
)
# Operators that name a resource, and its kind (ISO 32000-1, table 33); device spaces stand for themselves.
_KINDS = {b"Do": "/XObject", b"gs": "/ExtGState", b"Tf": "/Font", b"cs": "/ColorSpace", b"CS": "/ColorSpace"}
_NAMED = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+(?:[-+.\d]+\s+)?(Do|gs|Tf|cs|CS)\b")
_DEVICES = frozenset({"DeviceGray", "DeviceRGB", "DeviceCMYK", "Pattern"})
_OPENED = re.compile(rb"/([A-Za-z0-9]+)\s*<<\s*/MCID\s+(\d+)")


def page_shape(page: pikepdf.Page, content: bytes) -> frozenset[bytes]:
    """All that the page has in common with others: its entries, resources by name, kinds of links, and its content."""
    said = [f"{key} {_spelled(value)}" for key, value in page.obj.items() if key not in _OWN]
    said.append(f"keys {sorted(page.obj.keys())}")
    said += [f"content {sorted(_kept(one))}" for one in content_streams(page)]
    for kind, named in as_dictionary(page.resources).items():
        entries = named.items() if isinstance(named, pikepdf.Dictionary) else [("", named)]
        said += [f"{kind} {name} {_spelled(value)}" for name, value in entries]
    for one in map(as_dictionary, as_items(page.obj.get("/Annots"))):
        said.append(f"annotation {sorted(one.keys())} {[_spelled(one.get(key)) for key in _ANNOTATION]}")
    return shape_of(content) | frozenset(map(digest, said))


def unknown_names(page: pikepdf.Page, number: int, content: bytes) -> Iterator[Finding]:
    """A finding if the page paints with something that it does not have, so that readers leave it out."""
    resources = as_dictionary(page.resources)
    for name, kind in sorted({(name.decode("latin-1"), _KINDS[verb]) for name, verb in _NAMED.findall(content)}):
        if f"/{name}" not in as_dictionary(resources.get(kind)) and name not in _DEVICES:
            yield Finding(
                "file.content",
                Severity.ERROR,
                Place(key=f"page {number}"),
                f"The page paints with /{name}, which is not among its resources ({kind}).",
                "Build it again; if it stays so, report it as a fault of Handbill.",
                seen=name,
            )


def content_streams(page: pikepdf.Page) -> list[pikepdf.Stream]:
    """The streams of a page's content, in their order."""
    held = page.obj.get("/Contents")
    return [one for one in (as_items(held) or (held,)) if isinstance(one, pikepdf.Stream)]


def _kept(stream: pikepdf.Stream) -> Iterator[str]:
    """How a stream is packed, and whatever else is said of it but its length."""
    return (f"{key} {_spelled(value)}" for key, value in as_dictionary(stream).items() if key != "/Length")


@dataclass(frozen=True)
class Owner:
    """The element that a mark of a page leads to: its object, the marks of the page that it claims, and its role.

    `said` is what else it says, its description aside, as it is written.
    """

    key: tuple[int, int]
    role: str
    marks: tuple[int, ...]
    said: str = ""
    alt: str = ""


def owners_of(page: pikepdf.Page, listed: object) -> tuple[Owner | None, ...]:
    """The elements that the marks of a page lead to, in the order of the marks; None for what is none."""
    return tuple(_owner(one, page.obj.objgen) for one in as_items(listed))


def _owner(element: object, page: tuple[int, int]) -> Owner | None:
    if not isinstance(element, pikepdf.Dictionary):
        return None
    # Most elements are a role and a mark; asking for each entry takes longer than reading them as they are written.
    plain = _PLAIN.fullmatch(element.unparse(resolved=True))
    if plain:
        home = (int(plain["page"]), int(plain["generation"]))
        return Owner(element.objgen, plain["role"].decode(), (int(plain["mark"]),) if home == page else ())
    keys = (key for key in sorted(dict(element)) if key not in ("/K", "/P", "/Pg", "/Alt", "/A"))
    said = " ".join(f"{key} {_spelled(element.get(key))}" for key in keys)
    role = as_name(element.get("/S")).lstrip("/")
    return Owner(element.objgen, role, _claimed(element, page), said, as_text(element.get("/Alt")) or "")


def heard_shape(owners: Sequence[Owner | None], payloads: Sequence[str]) -> frozenset[bytes]:
    """What the page's elements say that is not drawn, such as their language, and descriptions but for the codes'."""
    own = sorted({part for payload in payloads for part in (payload, *_shortened(payload))}, key=len, reverse=True)
    said = {f"element {one.role} {one.said}" for one in owners if one}
    for alt in {one.alt for one in owners if one and one.alt}:
        rest = alt
        for part in own:
            rest = rest.replace(part, "\0")
        said.add(f"alt {rest}")
    return frozenset(map(digest, said))


def _shortened(payload: str) -> Iterator[str]:
    """A link as it is printed: without its scheme, and without www."""
    _, scheme, rest = payload.partition("://")
    if scheme:
        yield rest
        yield rest.removeprefix("www.")


def mark_faults(number: int, content: bytes, owners: Sequence[Owner | None]) -> Iterator[Finding]:
    """ISO 32000-1, 14.7.4: each mark of the page leads to an element of its own role that claims it, and no more do."""
    opened = [(int(mcid), role.decode()) for role, mcid in _OPENED.findall(content)]
    for problem in islice(_wrong(opened, owners), 1):
        yield Finding(
            "tags.parent-tree",
            Severity.ERROR,
            Place(key=f"page {number}"),
            f"The tags of the page do not hold together: {problem}.",
            "Build it again; if it stays so, report it as a fault of Handbill.",
        )


def _wrong(opened: Sequence[tuple[int, str]], owners: Sequence[Owner | None]) -> Iterator[str]:
    if len(opened) != len(owners) or len(dict(opened)) != len(opened):
        yield f"{len(opened)} marks stand on it where the way back knows {len(owners)}, each once"
    for mcid, role in opened:
        owner = owners[mcid] if mcid < len(owners) else None
        if owner is None:
            yield f"mark {mcid} leads to no element"
        elif owner.role != role or mcid not in owner.marks:
            yield f"mark {mcid} leads to an element that does not claim it"


def _claimed(element: pikepdf.Dictionary, page: tuple[int, int]) -> tuple[int, ...]:
    """The marks of a page that an element claims."""
    kids, home = element.get("/K"), tree_key(element.get("/Pg"))
    found = []
    for kid in as_items(kids) if isinstance(kids, pikepdf.Array) else (kids,):
        inside = as_dictionary(kid)
        mark = as_whole(inside.get("/MCID") if inside else kid)
        if mark is not None and (tree_key(inside.get("/Pg")) if "/Pg" in inside else home) == page:
            found.append(mark)
    return tuple(found)


def _spelled(value: object) -> str:
    """An object as it is written: one that has a number by that."""
    if not isinstance(value, pikepdf.Object):
        return repr(value)
    return f"{value.objgen}" if value.is_indirect else value.unparse().decode("latin-1")
