"""Impact: what has changed since a manifest was written, and which printed pieces carry it; no PDF is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.catalog.catalog import Catalog, load_catalog
from generator.catalog.contacts import DIALLED
from generator.catalog.phones import grouped
from generator.catalog.places import Roots
from generator.catalog.training import FACTS, TRAINING_FOLDER
from generator.catalog.translations import BY_ENTRY, ENGLISH, TRANSLATIONS_FOLDER
from generator.errors import UsageError, refuse_errors
from generator.findings import Findings
from generator.frozen import dataclass
from generator.manifest import NAME, Content, read_content
from generator.proof.carried import channel_values
from generator.proof.known import known_directory
from generator.proof.numbers import number_digits
from generator.translate.printed import Words

_ERRATA = "errata-label"


@dataclass(frozen=True)
class Change:
    """One thing that a file carries and that is true no longer.

    `kind` is number, address, contact, text or english; `key` its name, `old` and `new` what it was and is, a text's
    new words where it has any; `file` is where a text stands.
    """

    kind: str
    key: str
    lang: str
    old: str
    new: str
    file: str = ""

    def as_dict(self) -> dict[str, str]:
        """The change as plain values."""
        names = ("kind", "key", "lang", "old", "new", "file")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class Affected:
    """One piece for one record in one language: its files and what each of them carries that has changed.

    `rule` is the posting rule that it was laid out for, if any.
    """

    layout: str
    language: str
    rule: str
    fields: Mapping[str, str]
    files: Mapping[str, tuple[Change, ...]]

    @property
    def changes(self) -> tuple[Change, ...]:
        """Everything that has changed on the piece, each once."""
        return tuple(dict.fromkeys(change for changes in self.files.values() for change in changes))

    @property
    def fields_now(self) -> dict[str, str]:
        """The fields as a reprint wants them: a number that has changed is the new one."""
        new = {change.old: change.new for change in self.changes if change.kind == "number" and change.new}
        now = {old: grouped(value) if value.startswith("+") else value for old, value in new.items()}
        dialled = {name: number_digits(value) for name, value in self.fields.items()}
        return {name: now.get(dialled[name], value) for name, value in self.fields.items()}

    def as_dict(self) -> dict[str, object]:
        """The piece as plain values."""
        files = {name: [change.as_dict() for change in changes] for name, changes in self.files.items()}
        told = {"layout": self.layout, "language": self.language, "rule": self.rule, "fields": dict(self.fields)}
        return {**told, "files": files}


@dataclass(frozen=True)
class Label:
    """The label that mends a changed number: the command that makes it, and the sheets for all copies out there."""

    contact: str
    language: str
    command: str
    per_sheet: int
    sheets: int

    def as_dict(self) -> dict[str, object]:
        """The label as plain values; 0 sheets where nobody knows how many copies there are."""
        names = ("contact", "language", "command", "per_sheet", "sheets")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class Impact:
    """What one manifest is affected by: its release, if it is of one, its affected pieces, and labels to mend them."""

    manifest: str
    release: Mapping[str, object]
    files: int
    affected: tuple[Affected, ...]
    labels: tuple[Label, ...]

    @property
    def quantity(self) -> int:
        """The copies of each piece that are out there; 0 where the manifest is of no release."""
        quantity = self.release.get("quantity")
        return quantity if isinstance(quantity, int) else 0

    def as_dict(self) -> dict[str, object]:
        """The impact as plain values."""
        return {
            "manifest": self.manifest,
            "release": dict(self.release),
            "files": self.files,
            "affected": [piece.as_dict() for piece in self.affected],
            "labels": [label.as_dict() for label in self.labels],
        }


def impact_since(roots: Roots, since: Iterable[Path]) -> tuple[Impact, ...]:
    """What has changed since each manifest; a folder stands for its manifest, or for those of the releases in it."""
    contents = {path: _opened(path) for place in since for path in _manifests(place)}
    texts = [text for content in contents.values() for text in content["texts"].values()]
    findings = Findings()
    catalog = load_catalog(roots, findings, {lang for text in texts for lang in text} - {ENGLISH})
    refuse_errors(findings)
    words = Words(catalog)
    return tuple(impact_of(str(path), content, catalog, words) for path, content in contents.items())


def impact_of(name: str, content: Content, catalog: Catalog, words: Words) -> Impact:
    """What has changed since one manifest, against the catalogue of today."""
    pieces: dict[tuple[str, str, str, tuple[tuple[str, str], ...]], dict[str, tuple[Change, ...]]] = {}
    for file, entry in content["files"].items():
        found = (*channel_changes(entry, catalog), *_text_changes(content["texts"].get(entry.get("texts"), {}), words))
        if found:
            layout, lang, rule = entry.get("layout", ""), entry.get("language", ""), _rule_of(entry)
            fields = tuple(sorted(entry.get("fields", {}).items()))
            pieces.setdefault((layout, lang, rule, fields), {})[file] = found
    affected = tuple(Affected(*key[:3], dict(key[3]), files) for key, files in sorted(pieces.items()))
    release = content.get("release", {})
    labels = _labels(affected, release.get("quantity", 0), catalog)
    return Impact(name, release, len(content["files"]), affected, labels)


def _rule_of(entry: Content) -> str:
    """The posting rule that a file was held against; files to look at alone say nothing of it."""
    return next((rule.get("rule", "") for rule in entry.get("rules", ())), "")


def _manifests(place: Path) -> tuple[Path, ...]:
    if not place.is_dir():
        return (place,)
    within = sorted(path for path in place.glob(f"*/{NAME}") if not path.parent.name.startswith("."))
    found = (place / NAME,) if (place / NAME).is_file() else tuple(within)
    if not found:
        raise UsageError(f"There is no {NAME} in {place}, nor in a folder of it.")
    return found


def _opened(path: Path) -> Content:
    content = read_content(path)
    if not content:
        raise UsageError(f"{path} is no manifest of Handbill.")
    return content


def channel_changes(entry: Content, catalog: Catalog) -> Iterator[Change]:
    """The numbers and addresses on a file that its contacts no longer have."""
    if "carries" not in entry:
        yield from _numbers_gone(entry, catalog)
    for line, old in sorted(entry.get("carries", {}).items()):
        name, _, kind = line.partition(".")
        contact = catalog.contacts.contacts.get(name)
        if contact is None:
            yield Change("contact", line, "", old, "")
            continue
        now, plain = channel_values(contact), kind.partition("-")[0]
        if old not in {value for other, value in now.items() if other.partition("-")[0] == plain}:
            yield Change("number" if plain in DIALLED else "address", line, "", old, now.get(kind, now.get(plain, "")))


def _numbers_gone(entry: Content, catalog: Catalog) -> Iterator[Change]:
    """What a manifest of the first version can tell: printed numbers that are in the directory no longer."""
    known = known_directory(catalog.contacts, entry.get("local_numbers", ()))
    gone = (text for text in entry.get("numbers", ()) if number_digits(text) not in known.numbers)
    yield from (Change("number", "", "", text, "") for text in gone)


def _text_changes(texts: Mapping[str, Mapping[str, str]], words: Words) -> Iterator[Change]:
    """The texts that read otherwise now, and the translations whose English does."""
    english = words.said(ENGLISH)
    for lang, names in texts.items():
        said, now = words.said(lang), words.prints(lang)
        for name, then in names.items():
            printed, _, of = str(then).partition("/")
            file = _file_of(name, lang)
            if now.get(name, printed) != printed or name not in english:
                yield Change("text", name, lang, printed, said.get(name, ""), file)
            elif of and words.prints(ENGLISH)[name] != of:
                yield Change("english", name, lang, of, english[name], file)


def _file_of(name: str, lang: str) -> str:
    file, _, key = name.partition(":")
    if file == FACTS:
        return f"{TRAINING_FOLDER}/{key.partition('.')[0]}.yaml"
    if lang != ENGLISH:
        return f"{TRANSLATIONS_FOLDER}/{lang}/{file}.yaml"
    return f"data/{file}.yaml" if file in BY_ENTRY else f"data/topics/{file}.yaml"


def _labels(affected: Iterable[Affected], quantity: int, catalog: Catalog) -> tuple[Label, ...]:
    """A label for each changed number that has a new one, in each language, for every copy that carries it."""
    if _ERRATA not in catalog.layouts:
        return ()
    stock = catalog.stocks[catalog.formats[catalog.layouts[_ERRATA].format].stocks[0]]
    per_sheet = stock.across.count * stock.down.count if stock.across and stock.down else 1
    here = " --workspace FOLDER" if catalog.roots.workspace else ""
    copies: dict[tuple[str, str], int] = {}
    for piece in affected:
        for contact in {c.key.partition(".")[0] for c in piece.changes if c.kind == "number" and c.new}:
            copies[contact, piece.language] = copies.get((contact, piece.language), 0) + quantity
    return tuple(
        Label(
            contact,
            lang,
            f"handbill build {_ERRATA} --lang {lang} --purpose office --set line={contact} --stock {stock.id}{here}",
            per_sheet,
            -(-count // per_sheet),
        )
        for (contact, lang), count in sorted(copies.items())
    )
