"""Locking: the wording of a statute or an agency taken from a plain text file into the workspace, under its hash."""

from __future__ import annotations

from pathlib import Path

from generator.catalog.languages import read_languages
from generator.catalog.locked import ID, LOCKED_FOLDER, LockedText, hash_of, read_locked
from generator.catalog.places import Roots
from generator.catalog.words import normal_text
from generator.catalog.yamlnode import parse_yaml
from generator.errors import UsageError, refuse_errors
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass
from generator.signing import Signature
from generator.translate.desk import write_whole
from generator.translate.edits import quoted

# A notice has a page of words; much more is another file than was meant.
MAX_BYTES = 20_000
_INDENT = "      "


@dataclass(frozen=True)
class Taking:
    """What is to be locked: the id, its language, where the wording was read, and who takes it in when."""

    id: str
    lang: str
    source: str
    signature: Signature


def lock(roots: Roots, file: Path, taking: Taking) -> Path:
    """Take a text in and give the file that holds it now; raises Refused or UsageError, and then nothing changed."""
    findings = Findings()
    if roots.workspace is None:
        raise UsageError("A locked text is kept in your workspace: name it with --workspace.")
    if not taking.source.strip() or not taking.source.isprintable():
        raise UsageError("--source takes one line that says who published the wording and when it was read.")
    if not ID.fullmatch(taking.id):
        raise UsageError(f"“{taking.id}” cannot name a locked text: use small letters, digits, dots and hyphens.")
    languages = read_languages(roots, findings)
    if taking.lang not in languages:
        raise UsageError(f"There is no language “{taking.lang}”. {nearest(taking.lang, languages)}")
    text = _read(file, findings)
    known = read_locked(roots, findings)
    refuse_errors(findings)
    path = roots.workspace / LOCKED_FOLDER / f"{taking.id}.yaml"
    whole = _older(path, known.get(taking.id), taking, findings) + _entry(text, taking)
    if not findings.errors and not _holds(whole, text, taking):
        fix = "Let “texts:” and its entries stand at the end of the file, each indented by two spaces."
        problem = f"No text can be added to {path.name}, because it is not laid out as “handbill lock” does."
        findings.error("locked.file", Place(f"{LOCKED_FOLDER}/{path.name}"), problem, fix)
    refuse_errors(findings)
    write_whole(roots.workspace, {path: whole})
    return path


def _read(file: Path, findings: Findings) -> str:
    """The words of the file, its line ends and byte order mark forgiven; what cannot be printed is a finding."""
    place = Place(file.name)
    try:
        data = file.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        findings.error("file.unreadable", place, f"The file cannot be read: {error.strerror}.", "Check its name.")
        return ""
    except UnicodeDecodeError as error:
        fix = "Save it as plain text in UTF-8 and try again."
        findings.error("locked.encoding", place, f"The file is not plain text in UTF-8 (byte {error.start}).", fix)
        return ""
    if len(data) > MAX_BYTES:
        problem = f"The file has {len(data):,} bytes, which is more than a notice has room for."
        fix = "Cut it down to the wording that is to be printed."
        findings.error("locked.too-large", place, problem, fix, seen=str(len(data)), limit=str(MAX_BYTES))
        return ""
    lines = (line.replace("\t", " ").strip() for line in text.splitlines())
    words = normal_text("\n".join(lines).strip("\n"), place, findings)
    if not words:
        findings.error("locked.empty", place, "The file has no words.", "Put the wording into it.")
    return words


def _older(path: Path, known: LockedText | None, taking: Taking, findings: Findings) -> str:
    """What the file holds already, or the head of a new one; a text that is there is never overwritten."""
    if known is None or not path.is_file():
        return f"source: {quoted(taking.source)}\ntexts:\n"
    place = Place(f"{LOCKED_FOLDER}/{path.name}")
    if taking.lang in known.texts:
        there = known.texts[taking.lang]
        problem = f"“{taking.id}” is locked in “{taking.lang}” already: {there.by} took it in on {there.on}."
        fix = f"Remove that entry from {path.name} by hand, or lock the new wording under another name."
        findings.error("locked.there", place, problem, fix, seen=taking.lang)
    if known.source != taking.source:
        problem = f"“{taking.id}” was read elsewhere: “{known.source}”."
        fix = "Give the same --source for every language, or lock this wording under another name."
        findings.error("locked.source", place, problem, fix, seen=taking.source, limit=known.source)
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n") + "\n"


def _entry(text: str, taking: Taking) -> str:
    """The entry of one language, the words as a block of lines."""
    lines = "".join(f"{_INDENT}{line}".rstrip() + "\n" for line in text.split("\n"))
    head = {"sha256": hash_of(text), "by": quoted(taking.signature.by), "on": taking.signature.on.isoformat()}
    keys = "".join(f"    {key}: {value}\n" for key, value in head.items())
    return f"  {taking.lang}:\n{keys}    text: |\n{lines}"


def _holds(whole: str, text: str, taking: Taking) -> bool:
    """Whether the file would read back with the new text in it, to the letter."""
    node = parse_yaml(whole.encode(), taking.id, Findings())
    for key in ("texts", taking.lang, "text"):
        node = node.value.get(key) if node is not None and isinstance(node.value, dict) else None
    return node is not None and isinstance(node.value, str) and node.value.strip("\n") == text
