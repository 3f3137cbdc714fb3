"""The print file of a kit with its manifest: the cover first, then the office files of each piece."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.build import carried_of
from generator.compose.passages import words_of
from generator.errors import SetupError, refuse_errors
from generator.findings import Findings
from generator.frozen import dataclass
from generator.kits.combined import Combined, combined
from generator.kits.cover import Cover, made
from generator.kits.printed import Paper, Stack
from generator.kits.summary import PrintFile
from generator.making import DUPLEX, Job, Purpose, as_of
from generator.manifest import NAME, Basis, Content, Entry, content_of, digest, merge, texts_key, written
from generator.pdf.info import DocumentInfo
from generator.pdf.joined import Part
from generator.proof.carried import carried, lines_of
from generator.proof.known import known_directory
from generator.proof.shorts import SERVICE

Span = tuple[int, int]


@dataclass(frozen=True)
class Printed:
    """A print file that was read back, what the summary says of it, and the entries of the files that it holds."""

    combined: Combined
    file: PrintFile
    cover: Cover
    contents: Sequence[Content]

    def files(self, out: Path, inputs: Mapping[str, str]) -> dict[str, bytes]:
        """The file with a manifest of its own, which says all that those of its parts say together."""
        catalog, entries = self.cover.catalog, [entry for one in self.contents for entry in one["files"].values()]
        texts: dict[str, dict[str, str]] = {}
        for one in self.contents:
            for said in one["texts"].values():
                for lang, names in said.items():
                    texts.setdefault(lang, {}).update(names)
        contacts = _each(entries, "contacts")
        entry = Entry(
            name=self.file.name,
            sha256=self.file.sha256,
            layout=f"kit:{self.cover.kit.id}",
            language=self.cover.ask.lang,
            purpose=str(Purpose.OFFICE),
            flip=str(self.cover.ask.flip),
            pages=self.file.pages,
            qrs=_each(entries, "qr_targets"),
            contacts=contacts,
            numbers=_each(entries, "numbers"),
            local=_each(entries, "local_numbers"),
            fields=self.cover.ask.fields,
            findings=self.combined.proof.findings,
            carries=carried(self.combined.proof, lines_of(catalog.contacts), contacts),
            texts=texts_key(texts),
        )
        basis = Basis(
            {name: sha for one in self.contents for name, sha in one["inputs"].items()} | dict(inputs),
            carried_of([{"carries": entry.carries}], catalog),
            {entry.texts: texts},
        )
        content = merge(out, content_of((entry,), basis))
        return {self.file.name: self.combined.joined.data, NAME: written(content)}


def contents_of(files: Mapping[str, bytes]) -> tuple[Content, ...]:
    """What the manifests among some files say."""
    return tuple(json.loads(data) for name, data in files.items() if Path(name).name == NAME)


def print_all(
    name: str,
    cover: Cover,
    stacks: Sequence[Stack],
    papers: Mapping[str, Paper],
    contents: Sequence[Content],
    out: Path,
) -> Printed:
    """Join the cover and the office files as they lie in `out`; raises Refused where the result is not true."""
    entries = [entry for one in contents for entry in one["files"].values()]
    files, codes = _parts(stacks, entries, out)
    info = DocumentInfo(
        title=cover.title,
        lang=cover.ask.lang,
        made=as_of(cover.catalog),
        subject=cover.kit.id,
        duplex=DUPLEX[cover.ask.flip],
        tray=not cover.ask.printer,
    )
    sheets = 1 + sum(stack.in_all for stack in stacks)
    spans = spans_of(stacks)
    findings = Findings()
    job = cover.job(
        [cover.row(stack, papers[stack.item.name], spans[stack.item.name]) for stack in stacks], sheets, findings
    )
    refuse_errors(findings)
    parts = [Part(made(job).data, cover.title, one_sided=True), *files]
    local = (*job.local, *_each(entries, "local_numbers"), *_counts(job))
    known = known_directory(cover.catalog.contacts, local)
    ink = max([paper.stock.paper.ink_limit for paper in papers.values()])
    whole = combined(parts, name, info, known, ink, codes)
    data = whole.joined.data
    return Printed(whole, PrintFile(name, digest(data), len(whole.joined.origins), spans, sheets), cover, contents)


def _counts(cover: Job) -> Iterator[str]:
    """What the cover counts and a reader could take for a service number, such as page 211: only there is it no number.

    The parts were read back without these.
    """
    for face in cover.piece.faces:
        for words in words_of(face.root):
            yield from SERVICE.findall(words)


def _parts(stacks: Sequence[Stack], entries: Sequence[Content], out: Path) -> tuple[list[Part], tuple[str, ...]]:
    """The office files as parts, and the codes that were read on them; what lies there has to be what was read back."""
    proofed = {entry["sha256"]: entry for entry in entries}
    parts, held = [], []
    for stack in stacks:
        for file in stack.files:
            data = (out / file).read_bytes()
            if digest(data) not in proofed:
                raise SetupError(f"{out / file} was changed while the kit was made. Make the kit again.")
            parts.append(Part(data, stack.title, stack.one_sided))
            held.append(proofed[digest(data)])
    return parts, _each(held, "qr_targets")


def spans_of(stacks: Sequence[Stack]) -> dict[str, Span]:
    """The first and last page of each item behind the cover and its empty back, counted from 1."""
    spans, last = {}, 2
    for stack in stacks:
        spans[stack.item.name] = (last + 1, last + stack.pages)
        last += stack.pages
    return spans


def _each(entries: Sequence[Content], key: str) -> tuple[str, ...]:
    """What the entries list under a key, each once."""
    return tuple(dict.fromkeys(value for entry in entries for value in entry.get(key, ())))
