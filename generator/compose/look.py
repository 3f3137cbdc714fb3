"""How words look on one face: styles resolved to faces, sizes and inks at a step of the type scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from functools import cached_property

from generator.catalog.formats import Format
from generator.catalog.languages import KANA, LATIN, Fit, Language
from generator.catalog.layouts import Layout
from generator.catalog.model import Catalog
from generator.catalog.themes import WEIGHTS, Style, Theme
from generator.catalog.translated import in_language
from generator.catalog.translations import ENGLISH
from generator.compose.items import AskedNumber, AskedQr
from generator.compose.record import Record
from generator.compose.setting import set_words
from generator.findings import Findings
from generator.frozen import dataclass
from generator.text.faces import FontFace, Spares, load_face
from generator.text.model import Line, SetText, Span, TextStyle
from generator.units import Length

_UNBROKEN = 10_000.0
_CLOSENESS = (1.0, 1.0, 1.0, 0.8, 0.45)


@dataclass(frozen=True)
class FilledWords:
    """Words in which a field stands: the text they came from, how it was asked for, and the lines they were set in."""

    text: str
    style: str
    ink: str
    context: Context = field(repr=False)
    words: Sequence[Span] = ()
    measure: float = _UNBROKEN
    align: str = "left"
    balance: bool = False
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class FilledCode:
    """A code whose payload is a field's: the field, its payload now, the level, its modules a side, each in points."""

    field: str
    payload: str
    level: str
    modules: int
    module: float


@dataclass
class Log:
    """What composing one face notes down: findings, what it asked of QR codes and numbers, and its small styles.

    `locked` are the locked texts it prints: id, language and hash. `uses` counts how often a field was printed; where
    that was in words or codes that another record may fill anew, these are noted in `words` and `codes`; the fields
    that tell what a picture shows are `spoken`.
    """

    findings: Findings = field(default_factory=Findings)
    numbers: list[AskedNumber] = field(default_factory=list)
    qrs: list[AskedQr] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    small: dict[str, float] = field(default_factory=dict)
    locked: list[tuple[str, str, str]] = field(default_factory=list)
    uses: int = 0
    filled: dict[int, FilledWords] = field(default_factory=dict)
    words: list[FilledWords] = field(default_factory=list)
    codes: list[FilledCode] = field(default_factory=list)
    spoken: set[str] = field(default_factory=set)

    def absorb(self, other: Log) -> None:
        """Take over what a block noted down while it was laid on trial."""
        self.findings.extend(other.findings)
        self.numbers += other.numbers
        self.qrs += other.qrs
        self.contacts += other.contacts
        self.printed += other.printed
        self.fields |= other.fields
        self.small |= other.small
        self.locked += other.locked
        self.uses += other.uses
        self.filled |= other.filled
        self.words += other.words
        self.codes += other.codes
        self.spoken |= other.spoken


@dataclass(frozen=True)
class Ground:
    """The panel being composed, in points as it is read: its size, its safe insets, and the edges that bleed."""

    name: str
    width: float
    height: float
    safe: float
    clear_top: float
    bleeds: frozenset[str]

    @property
    def top(self) -> float:
        """Where live content may start."""
        return max(self.safe, self.clear_top)

    def beyond(self, edge: str, bleed: float) -> float:
        """How far paint that touches the safe area's edge runs on: to the panel's edge, and into the bleed."""
        return (self.top if edge == "top" else self.safe) + (bleed if edge in self.bleeds else 0.0)


@dataclass(frozen=True)
class Context:
    """Everything a block may ask while it is laid on a face; `ink` is set on a painted ground."""

    catalog: Catalog
    layout: Layout
    format: Format
    theme: Theme
    language: Language
    record: Record
    panel: Ground
    step: int
    log: Log
    ink: str = ""

    def trial(self) -> Context:
        """The same context with a log of its own, for laying a block to see how large it comes out."""
        return replace(self, log=Log())

    def on_paint(self, ink: str) -> Context:
        """The same context on a painted ground, with the ink that reads on it."""
        return replace(self, ink=ink)

    def in_language(self, lang: str) -> Context:
        """The same context in another language that the catalogue has words in."""
        return replace(self, catalog=in_language(self.catalog, lang), language=self.catalog.languages[lang])

    @property
    def latin(self) -> bool:
        """Whether the language is written in Latin letters."""
        return self.language.script == LATIN

    def for_numbers(self) -> Context:
        """The same context for numbers and addresses: Latin faces lead, and they do not need the language's factors."""
        return self._for_numbers

    @cached_property
    def _for_numbers(self) -> Context:
        latin_first = sorted(self.language.fit.families, key=lambda family: not self._is_latin(family))
        fit = replace(self.language.fit, size=1.0, leading=1.0, families=tuple(latin_first))
        return replace(self, language=replace(self.language, fit=fit, large=None))

    def _is_latin(self, family: str) -> bool:
        record = self.catalog.fonts.get((family, "regular"))
        return record is not None and record.scripts[:1] == (LATIN,)

    @property
    def closeness(self) -> float:
        """The share of the usual gaps that is left: down the type scale, blocks close up with their type."""
        return _CLOSENESS[min(self.step, len(_CLOSENESS) - 1)]

    @property
    def gap(self) -> float:
        """The usual room between two blocks, in points."""
        return self.format.gap.pt * self.closeness

    def ink_of(self, name: str) -> str:
        """The ink to use for `name` here: on a painted ground every ink gives way to the one that reads on it."""
        return self.ink or name

    def size(self, style: str) -> float:
        """The size of a style in points at this step of the scale, for this language."""
        size = self._scaled(style)
        return size.pt * self._fitted(size).size

    def leading(self, style: str) -> float:
        """The line height of a style in points."""
        fit = self._fitted(self._scaled(style))
        return self.size(style) * self.theme.styles[style].leading * fit.leading

    def cap_height(self, style: str) -> float:
        """How high capitals and figures of a style stand, as a share of its size: by the face that sets numbers."""
        numbers = self.for_numbers()
        return self._faces(numbers._fitted(self._scaled(style)), "regular")[0].cap_height

    def style(self, name: str, *, bold: bool = False, ink: str = "") -> TextStyle:
        """The text style of that name; checks its size against the format's floor."""
        size, style = self.size(name), self.theme.styles[name]
        self._check_size(name, size)
        weight = self._weight(style, bold=bold)
        faces = self._faces(self._fitted(self._scaled(name)), weight)
        return TextStyle(faces, size, self.ink_of(ink or style.ink), style.features)

    def helped(self, style: TextStyle, name: str, *, bold: bool = False) -> TextStyle:
        """The text style of that name for words with a field's value: any face may set what its own have not."""
        return replace(style, spares=self._spares[self._weight(self.theme.styles[name], bold=bold)])

    def set(self, words: Sequence[Span], measure: float = _UNBROKEN, *, balance: bool = False) -> SetText:
        """Words set to a measure in points, in this language; without a measure each paragraph is one line."""
        language = self.language
        latin = language.id if self.latin else ENGLISH  # names and addresses are in the directory's language
        return set_words(words, measure, lang=language.id, rtl=language.rtl, latin=latin, balance=balance)

    def _weight(self, style: Style, *, bold: bool) -> str:
        return "bold" if bold or self.layout.bold else style.weight

    def _scaled(self, style: str) -> Length:
        sizes = self.theme.scales[self.format.scale][style]
        return sizes[min(self.step, len(sizes) - 1)]

    def _fitted(self, size: Length) -> Fit:
        return self.language.fitted(size, self.theme.family)

    def _faces(self, fit: Fit, weight: str) -> tuple[FontFace, ...]:
        records = (self.catalog.fonts.get((family, weight)) for family in fit.families)
        return tuple(load_face(record.path) for record in records if record is not None)

    @cached_property
    def _spares(self) -> dict[str, Spares]:
        """All faces of each weight."""
        found = {}
        for weight in WEIGHTS:
            records = [record for record in self.catalog.fonts.values() if record.weight == weight]
            japanese = (record.path for record in records if record.scripts[:1] == (KANA,))
            found[weight] = Spares(tuple(record.path for record in records), tuple(japanese))
        return found

    def _check_size(self, name: str, size: float) -> None:
        floor = self.format.floor.pt
        if size < floor - 0.001:
            words = (f"{size:g} pt", f"{floor:g} pt")
            problem = f"The style “{name}” is set in {words[0]}, under the floor of {words[1]} for {self.format.title}."
            fix = "Give it a larger size or less text."
            self.log.findings.error("type.floor", self.theme.place, problem, fix, seen=words[0], limit=words[1])
        elif size < self.format.warn.pt - 0.001:
            self.log.small[name] = size
