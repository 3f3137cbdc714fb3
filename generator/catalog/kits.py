"""Kits: what a trainer prints for one course, as pieces in their order with counts and shared fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path

from generator.catalog.files import entries, open_file
from generator.catalog.kitcover import COVER, check_cover
from generator.catalog.layouts import Field
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.catalog.references import single_reference
from generator.catalog.topics import Topic, texts_of
from generator.catalog.yamlnode import Node
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass

KITS_FOLDER = "data/kits"
SAMPLES_FOLDER = "data/samples"
ROSTER, CASES = "roster", "cases"
# The topic with the words of the kits that ship, of the cover, and the hints on who needs a piece when.
WORDS = "kits"
COLLECTIONS = (ROSTER, CASES)
# Fields by whose value cases are picked.
WHERE = ("role",)

_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?")
_MOST = 9_999


@dataclass(frozen=True)
class KitPiece:
    """One piece: a layout, so many copies or one for so many people, and fields that are its own.

    `records` says which table fills it: the roster, or the cases, of which `where` picks those of a field's value.
    `when` names a hint of the topic `kits` on who needs it when. `places` is where each key stands.
    """

    name: str
    layout: str
    records: str = ""
    where: str = ""
    copies: int = 1
    one_for: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    when: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)

    def wanted(self, people: int) -> int:
        """How many copies so many people need: at least one."""
        return max(1, -(-people // self.one_for)) if self.one_for else self.copies

    def place(self, key: str = "") -> Place:
        """Where a key of the piece stands, or the piece itself."""
        return self.places.get(key, self.places[""])


@dataclass(frozen=True)
class Kit:
    """A kit as its file says it: the sample roster, fields that all pieces share, and the pieces in their order.

    `words` is the topic that has its title and summary.
    """

    id: str
    words: str
    records: str
    fields: Mapping[str, str]
    pieces: tuple[KitPiece, ...]
    places: Mapping[str, Place]

    def place(self, key: str = "") -> Place:
        """Where a key of the kit stands, or its file."""
        return self.places.get(key, self.places[""])

    @property
    def layouts(self) -> tuple[str, ...]:
        """The layouts of the pieces, each once, and the cover's."""
        return tuple(dict.fromkeys((*(piece.layout for piece in self.pieces), COVER)))

    def word(self, what: str) -> str:
        """The reference of the kit's title or summary."""
        return f"{self.words}.list.{self.id}.{what}"

    @property
    def said_in_words(self) -> Iterator[tuple[Place, str]]:
        """Each value of a field that is a reference such as `{kits.list.campus-101.course}`, and where it stands."""
        for held, place in ((self.fields, self.place), *((piece.fields, piece.place) for piece in self.pieces)):
            for name, value in held.items():
                if reference := single_reference(value):
                    yield place(f"fields.{name}"), reference

    def in_words(self, topics: Mapping[str, Topic]) -> Kit:
        """The kit with the words of a language for each value that is a reference; what has none stays as it is."""

        def said(fields: Mapping[str, str]) -> dict[str, str]:
            return {name: "".join(texts_of(topics, single_reference(text))) or text for name, text in fields.items()}

        pieces = tuple(replace(piece, fields=said(piece.fields)) for piece in self.pieces)
        return replace(self, fields=said(self.fields), pieces=pieces)

    def hints(self, when: str) -> tuple[str, ...]:
        """The references under which a hint may stand: in the kit's own topic, and in the one that ships."""
        return tuple(dict.fromkeys(f"{topic}.when.{when}" for topic in (self.words, WORDS)))


def read_kits(roots: Roots, findings: Findings) -> dict[str, Kit]:
    """Every kit under data/kits by its file's name; the workspace's file hides the shipped one."""
    kits = {}
    for path in roots.files(KITS_FOLDER):
        node = open_file(path, roots, findings)
        if node is not None:
            kits[path.stem] = _kit(path, node, findings)
    return kits


def _kit(path: Path, node: Node, findings: Findings) -> Kit:
    if not _ID.fullmatch(path.stem):
        fix = "Rename the file with small letters, digits and hyphens, such as campus-101.yaml."
        findings.error("kit.name", node.place, f"“{path.stem}” cannot name a kit.", fix, seen=path.stem)
    with Reader(node, findings) as reader:
        listed = reader.need("pieces")
        if listed.value == {}:
            reader.wrong(listed, "The kit has no pieces.", "Write “name:” for each below “pieces:”.")
        held = listed if isinstance(listed.value, dict) else None
        if held is None and listed.value is not None:
            reader.wrong(listed, f"Expected pieces by name, found {listed.kind}.", "Write “name: {…}” lines.")
        return Kit(
            id=path.stem,
            words=reader.text("words", WORDS),
            records=reader.text("records", ""),
            fields=_fields(reader.mapping("fields")),
            pieces=tuple(_piece(name, entry) for name, entry in entries(held, findings)),
            places={"": node.place, **_places(reader, "fields")},
        )


def _piece(name: str, reader: Reader) -> KitPiece:
    if not _ID.fullmatch(name):
        problem = f"“{name}” cannot be the name of a piece: its folder bears the name."
        reader.wrong(reader.node, problem, "Write small letters, digits and hyphens.", "kit.name")
    with reader:
        both = reader.has("copies") and reader.has("one_for")
        if both:
            problem = "“copies” says how many there are, and “one_for” has them counted by people."
            reader.wrong(reader.need("one_for"), problem, "Keep one of the two.", "kit.count")
        records = reader.choice("records", COLLECTIONS, ROSTER) if reader.has("records") else ""
        if reader.has("where") and records != CASES:
            problem = "“where” picks cases, and this piece is not filled with cases."
            reader.wrong(reader.need("where"), problem, "Write “records: cases”, or remove “where”.", "kit.where")
        return KitPiece(
            name=name,
            layout=reader.text("layout", name),
            records=records,
            where=reader.choice("where", WHERE) if reader.has("where") else "",
            copies=_count(reader, "copies", 1),
            one_for=_count(reader, "one_for", 0),
            fields=_fields(reader.mapping("set")),
            when=reader.text("when", ""),
            places={"": reader.place, **_places(reader, "set")},
        )


def _fields(reader: Reader) -> dict[str, str]:
    return {name: reader.text(name, "") for name in reader.names()}


def _count(reader: Reader, key: str, default: int) -> int:
    count = reader.integer(key, default)
    if reader.has(key) and not 1 <= count <= _MOST:
        problem = f"“{key}” has to be between 1 and {_MOST:,}."
        reader.wrong(reader.need(key), problem, "Write a number such as 2.", "kit.count")
    return count


def _places(reader: Reader, fields: str) -> dict[str, Place]:
    """Where the keys of a mapping stand, and those of its fields."""
    pairs = reader.node.value if isinstance(reader.node.value, dict) else {}
    inner = pairs[fields].value if fields in pairs else None
    named = {f"fields.{name}": node.place for name, node in inner.items()} if isinstance(inner, dict) else {}
    return {key: node.place for key, node in pairs.items()} | named


def check_kits(kits: Iterable[Kit], catalog: Catalog, findings: Findings) -> None:
    """Every name in the kits held against the catalogue: layouts, fields, words and tables."""
    kits = tuple(kits)
    if kits and COVER in catalog.layouts:
        check_cover(catalog.layouts[COVER], findings)
    for kit in kits:
        _check_words(kit, catalog, findings)
        _check_fields(kit, catalog, findings)
        for piece in kit.pieces:
            if piece.layout not in catalog.layouts:
                problem = f"There is no layout “{piece.layout}”."
                fix = nearest(piece.layout, catalog.layouts)
                findings.error("kit.layout", piece.place("layout"), problem, fix, seen=piece.layout)
        if COVER not in catalog.layouts:
            problem = f"There is no layout “{COVER}”, which leads a kit’s print file."
            findings.error("kit.layout", kit.place(), problem, "Put it back where it was.", seen=COVER)
        _check_roster(kit, catalog.roots, findings)
        _check_picking(kit, findings)


def _check_picking(kit: Kit, findings: Findings) -> None:
    """What cases are picked by has to be said: without it nobody knows which are meant."""
    for piece in kit.pieces:
        if piece.where and not {**kit.fields, **piece.fields}.get(piece.where):
            problem = f"“{piece.name}” picks cases by “{piece.where}”, which the kit does not say."
            fix = f"Write “{piece.where}: …” under “fields:”, or remove “where” for all cases."
            findings.error("kit.where", piece.place("where"), problem, fix, seen=piece.where)


def _check_words(kit: Kit, catalog: Catalog, findings: Findings) -> None:
    fix = f"Write it into data/topics/{kit.words}.yaml."
    for what in ("title", "summary"):
        if not texts_of(catalog.topics, kit.word(what)):
            problem = f"The kit “{kit.id}” has no {what}: nothing says “{kit.word(what)}”."
            findings.error("kit.word", kit.place("words"), problem, fix, seen=kit.word(what))
    for place, reference in kit.said_in_words:
        if len(texts_of(catalog.topics, reference)) != 1:
            problem = f"The field is said in words, and nothing says “{reference}”, or more than one text does."
            findings.error("kit.word", place, problem, "Name one text, such as “{kits.list.campus-101.course}”.")
    for piece in kit.pieces:
        if piece.when and not any(texts_of(catalog.topics, hint) for hint in kit.hints(piece.when)):
            problem = f"There is no hint “{piece.when}”: nothing says “{kit.hints(piece.when)[0]}”."
            findings.error("kit.word", piece.place("when"), problem, fix, seen=piece.when)


def _check_roster(kit: Kit, roots: Roots, findings: Findings) -> None:
    asked = next((piece for piece in kit.pieces if piece.records == ROSTER), None)
    if asked and not kit.records:
        problem = f"“{asked.name}” is filled from a roster, and the kit names no sample of one."
        findings.error("kit.records", asked.place("records"), problem, "Add “records:” with a table of data/samples.")
    if kit.records and sample_of(kit, roots) is None:
        problem = f"There is no table “{kit.records}” in {SAMPLES_FOLDER}."
        fix = f"Put it into {SAMPLES_FOLDER}, and write its name alone."
        findings.error("kit.records", kit.place("records"), problem, fix, seen=kit.records)


def sample_of(kit: Kit, roots: Roots) -> Path | None:
    """The sample roster of a kit; a name that leads out of its folder leads nowhere."""
    if Path(kit.records).name != kit.records:
        return None
    found = (root / SAMPLES_FOLDER / kit.records for root in roots.folders)
    return next((path for path in found if path.is_file()), None)


def fields_of(kit: Kit, catalog: Catalog) -> dict[str, Field]:
    """The fields of all pieces by name, each as the first piece that has it declares it, and those of the cover."""
    found: dict[str, Field] = {}
    for name in kit.layouts:
        layout = catalog.layouts.get(name)
        found = {**(layout.fields if layout else {}), **found}
    return found


def _check_fields(kit: Kit, catalog: Catalog, findings: Findings) -> None:
    known = fields_of(kit, catalog)
    layouts = [catalog.layouts[name] for name in kit.layouts if name in catalog.layouts]
    for name, one in known.items():
        others = [layout.id for layout in layouts if name in layout.fields and not _alike(layout.fields[name], one)]
        if others:
            first = next(layout.id for layout in layouts if name in layout.fields)
            problem = f"The field “{name}” is of another type in “{others[0]}” than in “{first}”."
            findings.error("kit.field-type", kit.place(), problem, "Give it one type in all pieces.", seen=name)
    for name, place, fields in _named(kit, catalog, known):
        if name not in fields:
            findings.error("kit.field", place, f"No piece has a field “{name}”.", nearest(name, fields), seen=name)


def _alike(field: Field, other: Field) -> bool:
    """Whether a value of the one is a value of the other; what a choice chooses from, and a link's contact, count."""
    return _kind(field) == _kind(other)


def _kind(field: Field) -> tuple[str, str, tuple[str, ...]]:
    return field.kind, field.contact, field.choices


def _named(kit: Kit, catalog: Catalog, known: Mapping[str, Field]) -> Iterator[tuple[str, Place, Iterable[str]]]:
    """Each field that the kit names, where it does, and the fields that are known there."""
    picking = {piece.where for piece in kit.pieces if piece.where}
    for name in kit.fields:
        yield name, kit.place(f"fields.{name}"), known.keys() | picking
    for piece in kit.pieces:
        own = catalog.layouts[piece.layout].fields if piece.layout in catalog.layouts else known
        for name in piece.fields:
            yield name, piece.place(f"fields.{name}"), own
