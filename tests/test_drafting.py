"""Promises about drafts: drawn without the proof, marked wherever they could be mistaken, refused as builds are."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from generator.build import build
from generator.catalog.cachefolder import VARIABLE
from generator.catalog.labels import LABELS
from generator.catalog.languages import read_languages
from generator.catalog.places import Roots, shipped_root
from generator.catalog.topics import texts_of
from generator.drafting import Drafted, draft
from generator.errors import Refused
from generator.findings import Findings, Place
from generator.making import Job, Purpose
from generator.manifest import NAME
from generator.order import Order, open_catalog
from generator.pdf.info import DRAFT, PROOF
from generator.releasing.release import release
from generator.releasing.verify import verify
from tests.conftest import ROOT, Built, Command
from tests.releasing import TERMS, TODAY, refresh

SHIPPED = Roots(shipped_root())
CARD = Order(Path(), ("indicator-card",), ("en",), (Purpose.OFFICE,))


def drafted(out: Path, **other: object) -> Drafted:
    return draft(SHIPPED, replace(CARD, out=out, **other))  # type: ignore[arg-type]


def words_of(file: Path) -> str:
    said = subprocess.run([sys.executable, "-c", _READ, str(file)], capture_output=True, check=True, timeout=60)
    return said.stdout.decode()


_READ = """\
import sys
import pypdfium2
for page in pypdfium2.PdfDocument(sys.argv[1]):
    sys.stdout.buffer.write(page.get_textpage().get_text_bounded().encode())
"""


def test_a_draft_says_so_in_its_name_its_metadata_and_on_the_sheet(tmp_path: Path) -> None:
    assert drafted(tmp_path).names == ("indicator-card.en.draft.office.pdf",)
    (file,) = tmp_path.iterdir()
    with pikepdf.open(file) as pdf:
        assert str(pdf.docinfo["/Keywords"]) == DRAFT
    words = words_of(file)
    assert "DRAFT, NOT CHECKED" in words
    assert PROOF not in words


def test_a_draft_differs_from_the_proof_in_nothing_else(tmp_path: Path, built: Built) -> None:
    drafted(tmp_path)
    shown = words_of(tmp_path / "indicator-card.en.draft.office.pdf").replace("DRAFT, NOT CHECKED", PROOF)
    assert shown.split() == words_of(built.out / "indicator-card.en.office.pdf").split()


@pytest.mark.parametrize(
    ("purpose", "ending"),
    [
        pytest.param(Purpose.PRESS, "press.pdf", id="press"),
        pytest.param(Purpose.SCREEN, "screen.pdf", id="screen"),
        pytest.param(Purpose.IMAGE, "front.png", id="image"),
        pytest.param(Purpose.VCARD, "vcf", id="vcard"),
    ],
)
def test_every_purpose_can_be_drafted(purpose: Purpose, ending: str, tmp_path: Path) -> None:
    assert f"indicator-card.en.draft.{ending}" in drafted(tmp_path, purposes=(purpose,)).names
    assert all(".draft." in path.name for path in tmp_path.iterdir())


def test_every_language_can_say_draft() -> None:
    assert "draft" in LABELS
    catalog = open_catalog(SHIPPED)
    english = texts_of(catalog.topics, "labels.draft")[0]
    for lang in read_languages(SHIPPED, Findings()):
        if lang in catalog.translations:
            said = catalog.translations[lang].topics["labels"].value
            assert isinstance(said, dict)
            assert said["draft"].value not in ("", None, english)


def test_a_draft_leaves_the_manifest_and_the_proofs_alone(tmp_path: Path) -> None:
    build(SHIPPED, replace(CARD, out=tmp_path))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    drafted(tmp_path)
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert after.keys() - before.keys() == {"indicator-card.en.draft.office.pdf"}
    assert {name: after[name] for name in before} == before


def test_a_draft_never_enters_a_manifest(tmp_path: Path) -> None:
    drafted(tmp_path)
    assert not (tmp_path / NAME).exists()
    build(SHIPPED, replace(CARD, out=tmp_path))
    files = json.loads((tmp_path / NAME).read_text(encoding="utf-8"))["files"]
    assert list(files) == ["indicator-card.en.office.pdf"]


def test_a_draft_laid_into_a_release_does_not_pass_for_part_of_it(tmp_path: Path, workspace: Path) -> None:
    roots = refresh(workspace)
    order = replace(CARD, out=tmp_path / "releases", today=TODAY)
    released = release(roots, order, TERMS)
    assert verify(roots, released.folder, TODAY).passed
    draft(roots, replace(order, out=released.folder))
    findings = verify(roots, released.folder, TODAY).findings
    assert [f.seen or f.place.file for f in findings if ".draft." in str(f)] != []
    assert not verify(roots, released.folder, TODAY).passed


REFUSED = {
    "a catalogue that is wrong": {"layouts/mine.yaml": "title: Mine\nnonsense: yes\n"},
    "words to avoid": {
        "layouts/indicator-card.yaml": "title: Mine\naudience: public\nformat: wallet-card\ntheme: plain\n"
        "panels:\n  front:\n    - text: Confront the trafficker.\n  back:\n    - text: Back\n"
    },
    "too many words": {
        "layouts/indicator-card.yaml": "title: Mine\naudience: public\nformat: wallet-card\ntheme: plain\n"
        f"panels:\n  front:\n    - text: {'many words ' * 300}\n  back:\n    - text: Back\n"
    },
}


@pytest.mark.parametrize("files", REFUSED.values(), ids=list(REFUSED))
def test_what_a_build_refuses_before_drawing_a_draft_refuses(
    files: dict[str, str], tmp_path: Path, workspace: Path
) -> None:
    for name, text in files.items():
        (workspace / name).parent.mkdir(parents=True, exist_ok=True)
        (workspace / name).write_text(text, encoding="utf-8")
    roots, order, refused = Roots(shipped_root(), workspace), replace(CARD, out=tmp_path / "out"), []
    for make in (build, draft):
        with pytest.raises(Refused) as caught:
            make(roots, order)
        refused.append(caught.value.findings)
    assert refused[0] == refused[1]
    assert not list((tmp_path / "out").glob("*"))


def test_a_field_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nonsense"):
        drafted(tmp_path, fields={"nonsense": "x"})
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_drawn_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(job: Job) -> None:
        findings = Findings()
        findings.error("sheet.no-room", Place(), f"There is no room for {job.purpose}.", "Make some.")
        raise Refused(findings.errors)

    monkeypatch.setattr("generator.drafting.make", refusing)
    with pytest.raises(Refused) as caught:
        drafted(tmp_path, purposes=(Purpose.OFFICE, Purpose.PRESS))
    assert len(caught.value.findings) == 2
    assert list(tmp_path.iterdir()) == []


def test_the_command_tells_that_nothing_was_read_back(handbill: Command, tmp_path: Path) -> None:
    args = ("build", "indicator-card", "--lang", "en", "--purpose", "office", "--draft")
    ran = handbill(*args)
    assert ran.code == 0
    assert "Nothing was read back" in ran.out.splitlines()[-1]
    assert (tmp_path / "output" / "indicator-card.en.draft.office.pdf").is_file()
    told = handbill(*args, "--json").json
    assert told["drafts"] == ["indicator-card.en.draft.office.pdf"]
    assert "files" not in told


def test_the_command_takes_layouts_or_all_for_a_draft_too(handbill: Command) -> None:
    assert handbill("build", "--draft").code == 2


_LOADED = """\
import json, sys
sys.argv = ["handbill", *sys.argv[1:]]
from generator.cli import main
try:
    main()
finally:
    loaded = [name for name, module in list(sys.modules.items()) if type(module).__name__ != "_LazyModule"]
    print(json.dumps(loaded), file=sys.stderr)
"""
MERGED = """\
title: Mine
audience: public
format: wallet-card
theme: beacon
fields:
  name: {type: text, label: Name, sample: Sample Name, required: true}
  url: {type: link, label: Code, contact: hsi-tipline, sample: "https://www.ice.gov/tipline?ref=sample", required: true}
panels:
  front:
    - text: "{name}"
    - contact: hsi-tipline
    - qr: {contact: hsi-tipline, link: "{url}", module: 0.5mm}
  back:
    - note: "{steps.safety}"
    - contact: emergency
"""
TABLE = "name,url\n" + "".join(f"Ana Cruz {row},https://www.ice.gov/tipline?ref=C-{row}\n" for row in range(25))


@pytest.fixture
def roster(tmp_path: Path) -> tuple[str, ...]:
    """The arguments that merge a table of 25 rows."""
    layouts, table = tmp_path / "mine" / "layouts", tmp_path / "table.csv"
    layouts.mkdir(parents=True)
    (layouts / "mine.yaml").write_text(MERGED, encoding="utf-8")
    table.write_text(TABLE, encoding="utf-8")
    return ("build", "mine", "--workspace", str(tmp_path / "mine"), "--records", str(table), "--draft")


# What a proof reads with, and, once there is a snapshot, what reads the catalogue.
NEVER = (
    "generator.proof",
    "generator.build",
    "generator.manifest",
    "generator.releasing",
    "generator.posting",
    "generator.batch.workers",
    "multiprocessing",
    "concurrent",
    "asyncio",
    "socket",
    "zxingcpp",
    "pypdfium2",
    "budoux",
    "rich",
    "pikepdf",
)
NEVER_AGAIN = (
    *NEVER,
    "yaml",
    "qrcode",
    "phonenumbers",
    "idna",
    "generator.catalog.catalog",
    "generator.catalog.crosscheck",
)


def loaded_by(*args: str, cache: Path) -> set[str]:
    """The modules that a command had loaded when it ended, and the packages that they are in."""
    ran = subprocess.run(
        [sys.executable, "-c", _LOADED, *args],
        capture_output=True,
        check=True,
        timeout=100,
        env={**os.environ, "PYTHONPATH": str(ROOT), VARIABLE: str(cache)},
    )
    names = json.loads(ran.stderr.splitlines()[-1])
    return {".".join(name.split(".")[:end]) for name in names for end in range(1, name.count(".") + 2)}


def test_a_draft_loads_nothing_that_only_a_proof_needs(tmp_path: Path) -> None:
    args = ("build", "indicator-card", "--lang", "en", "--purpose", "office", "--draft", "--out", str(tmp_path / "out"))
    assert loaded_by(*args, cache=tmp_path / "cache") & set(NEVER) == set()
    again = loaded_by(*args, cache=tmp_path / "cache")
    assert again & set(NEVER_AGAIN) == set()
    assert "generator.pdf.document" in again


@pytest.mark.parametrize("each", [(), ("--each",)], ids=["one file", "each"])
def test_a_draft_of_a_merge_loads_nothing_that_only_a_proof_needs(
    each: tuple[str, ...], tmp_path: Path, roster: tuple[str, ...]
) -> None:
    args = (*roster, "--out", str(tmp_path / "out"), *each)
    assert loaded_by(*args, cache=tmp_path / "cache") & set(NEVER) == set()
    again = loaded_by(*args, cache=tmp_path / "cache")
    assert again & {*NEVER_AGAIN, "phonenumbers", "openpyxl"} == set()
    assert "generator.merging.drafts" in again
    assert len(list((tmp_path / "out").iterdir())) == (25 if each else 1)


def test_help_and_lists_load_nothing_that_draws(tmp_path: Path) -> None:
    for args in (("--help",), ("list", "layouts")):
        loaded = loaded_by(*args, cache=tmp_path / "cache")
        assert loaded & {"reportlab", "pikepdf", "PIL", "uharfbuzz", "phonenumbers", "generator.compose"} == set()


def test_the_day_decides_nothing_in_a_draft(tmp_path: Path) -> None:
    files = []
    for day in (datetime.date(2024, 1, 1), datetime.date(2030, 1, 1)):
        drafted(tmp_path, today=day)
        files.append((tmp_path / "indicator-card.en.draft.office.pdf").read_bytes())
    assert files[0] == files[1]


def test_a_draft_of_a_merge_is_drawn_as_the_merge_is(
    tmp_path: Path, roster: tuple[str, ...], handbill: Command
) -> None:
    assert handbill(*roster, "--out", str(tmp_path / "draft")).code == 0
    final = [word for word in roster if word != "--draft"]
    assert handbill(*final, "--out", str(tmp_path / "final")).code == 0
    draft_file, final_file = tmp_path / "draft" / "mine.en.draft.office.pdf", tmp_path / "final" / "mine.en.office.pdf"
    with pikepdf.open(draft_file) as one, pikepdf.open(final_file) as other:
        assert len(one.pages) == len(other.pages) > 1
    shown = words_of(draft_file).replace("DRAFT, NOT CHECKED", PROOF)
    assert sorted(shown.split()) == sorted(words_of(final_file).split())
    assert not (tmp_path / "draft" / NAME).exists()
