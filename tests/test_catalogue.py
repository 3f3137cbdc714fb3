"""The whole catalogue: every piece in every language it has, for every purpose, proofed and true."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from generator.build import build
from generator.catalog.places import Roots, shipped_root
from generator.catalog.rules import read_rules
from generator.catalog.translated import languages_of
from generator.findings import Findings, Severity
from generator.making import Purpose
from generator.manifest import read_manifest
from generator.order import Order
from generator.proofing import proof_files
from tests.compose.samples import shipped
from tests.conftest import ROOT, Built
from tests.tools import run_tool

pytestmark = pytest.mark.xdist_group("catalogue")

PROMISED = {
    *("hsi-tip-card", "indicator-card", "indicator-card-cr80", "industry-handout", "three-steps-card"),
    *("three-steps-poster", "efforts-brochure", "efforts-poster", "forced-labor-card", "hotline-directory"),
    *("hotline-accordion", "tear-off-poster", "worker-rights-card", "child-safety-card", "victim-support-card"),
    *("relief-brochure", "campus-glovebox-card", "campus-glovebox-fold", "campus-guide", "sro-guide"),
    *("continued-presence-brochure", "interview-handout", "tribal-handout", "shoe-card", "stall-sticker"),
    *("errata-label", "door-hanger", "table-tent"),
}
LAYOUTS = sorted(shipped().layouts)


def test_every_promised_piece_is_there() -> None:
    assert set(LAYOUTS) >= PROMISED


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_piece_speaks_english_and_spanish(layout: str) -> None:
    assert {"en", "es"} <= set(languages_of(shipped().layouts[layout], shipped()))


CORE = ("hsi-tip-card", "indicator-card", "three-steps-poster", "shoe-card", "stall-sticker", "hotline-directory")
SPOKEN = {
    *("en", "es", "fr", "pt", "ht", "vi", "tl", "so", "ru", "uk", "ar", "fa"),
    *("ur", "hi", "pa", "bn", "am", "th", "km", "my", "zh-Hans", "zh-Hant", "ko", "ja"),
}


@pytest.mark.parametrize("layout", [*CORE, "tear-off-poster", "two-language-poster"])
def test_the_core_pieces_speak_twenty_four_languages(layout: str) -> None:
    assert set(languages_of(shipped().layouts[layout], shipped())) == SPOKEN


def test_every_translated_text_is_signed_by_a_named_person_or_says_that_it_is_a_draft() -> None:
    for lang, translation in shipped().translations.items():
        assert translation.leaves, lang
        assert not [leaf.place for leaf in translation.leaves if leaf.stale or not leaf.text]
        assert all(leaf.review is None or leaf.review.by for leaf in translation.leaves)


def test_every_piece_is_built_in_every_language_for_every_purpose(catalogue: Built) -> None:
    entries = catalogue.report.entries
    made = Counter((entry.layout, entry.language, entry.purpose) for entry in entries)
    asks = {(entry.layout, entry.language) for entry in entries if entry.purpose == "screen" and entry.contacts}
    for name, layout in shipped().layouts.items():
        for lang in languages_of(layout, shipped()):
            for purpose in ("press", "office", "screen", "image"):
                assert made[name, lang, purpose] >= 1, (name, lang, purpose)
            assert made[name, lang, "vcard"] == ((name, lang) in asks), (name, lang)


def test_nothing_but_samples_is_left_to_say(catalogue: Built) -> None:
    found = catalogue.report.findings
    assert {finding.rule for finding in found} <= {"field.sample", "type.small", "vcard.none"}
    silent = {finding.place.key for finding in found if finding.rule == "vcard.none"}
    papers = {
        "certificate",
        "evaluation-form",
        "kit-cover",
        "knowledge-check",
        "name-badge",
        "name-tent",
        "sign-in-sheet",
    }
    assert silent == papers
    small = [finding.problem for finding in found if finding.rule == "type.small"]
    assert all(problem.startswith("In ") and "Spanish" not in problem for problem in small)


def test_every_code_of_the_catalogue_reads_at_150_dpi(catalogue: Built) -> None:
    files = read_manifest(catalogue.out)
    wanted = {name: entry for name, entry in files.items() if entry["purpose"] == "screen" and entry["qr_targets"]}
    assert wanted
    for name, entry in wanted.items():
        with pypdfium2.PdfDocument(catalogue.read(name)) as document:
            pictures = [page.render(scale=150 / 72).to_pil() for page in document]
        seen = {code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)}
        assert seen == set(entry["qr_targets"]), name


def test_every_contact_of_the_directory_stands_on_a_piece_or_is_asked_for_by_a_posting_rule(catalogue: Built) -> None:
    printed = {contact for entry in read_manifest(catalogue.out).values() for contact in entry["contacts"]}
    rules = read_rules(Roots(shipped_root()), Findings()).values()
    asked = {line.partition(".")[0] for rule in rules for line in (*rule.numbers, *rule.any_number)}
    assert set(shipped().contacts.contacts) <= printed | asked


def test_every_named_programme_is_in_the_words() -> None:
    words = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "data").rglob("*.yaml"))
    for name in (
        *("S.T.O.P.", "Blue Campaign", "iGuardian", "Childhood SMART", "DHS Strategy", "Diplomatic Security"),
        *(
            "Wage and Hour",
            "OIG",
            "Equal Employment",
            "CyberTipline",
            "Victim Assistance Program",
            "CBP",
            "USCIS",
            "T visa",
        ),
        *("U visa", "Campus", "School Resource Officers", "Countering Human Trafficking", "Continued Presence"),
        *("Human Smuggling and Trafficking Unit", "FLETC", "HHS", "Justice"),
    ):
        assert name.lower() in words.lower(), name


def shingles(text: str, size: int = 8) -> set[str]:
    """Hashes of every run of `size` words."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    runs = (" ".join(words[index : index + size]) for index in range(len(words) - size + 1))
    return {hashlib.sha256(run.encode()).hexdigest()[:12] for run in runs}


def test_no_run_of_eight_words_is_shared_with_a_source() -> None:
    known = set((ROOT / "tests" / "sources.txt").read_text(encoding="utf-8").split())
    assert len(known) > 2000
    for path in sorted((ROOT / "data" / "topics").rglob("*.yaml")):
        spoken = "\n".join(line.split(": ", 1)[-1] for line in path.read_text(encoding="utf-8").splitlines())
        assert not shingles(spoken) & known, path.name


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_file_stays_readable(layout: str) -> None:
    path = ROOT / shipped().layouts[layout].place.file
    assert path.read_text(encoding="utf-8").count("\n") <= 120


def test_layouts_are_typically_short() -> None:
    lengths = sorted(
        (ROOT / layout.place.file).read_text(encoding="utf-8").count("\n") for layout in shipped().layouts.values()
    )
    assert lengths[len(lengths) // 2] < 60


def test_no_two_layouts_repeat_what_a_part_could_carry() -> None:
    """Six lines with words in a row that stand in two layouts belong into a part; bare structure does not count."""
    seen: dict[tuple[str, ...], str] = {}
    for name, layout in shipped().layouts.items():
        lines = [line.strip() for line in (ROOT / layout.place.file).read_text(encoding="utf-8").splitlines()]
        panels = [line for line in lines[lines.index("panels:") :] if "{" in line]
        for index in range(len(panels) - 5):
            run = tuple(panels[index : index + 6])
            assert seen.setdefault(run, name) == name, f"{name} repeats {seen[run]}: {run}"


@pytest.mark.parametrize(
    "layout", [name for name in LAYOUTS if shipped().formats[shipped().layouts[name].format].saddle]
)
def test_a_booklet_shows_its_pages_in_order_with_bookmarks(catalogue: Built, layout: str) -> None:
    pages = len(shipped().formats[shipped().layouts[layout].format].faces)
    with pikepdf.open(catalogue.out / f"{layout}.en.screen.pdf") as pdf:
        assert len(pdf.pages) == pages
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert len(titles) >= pages // 2
    for number in range(2, pages):
        text = run_tool(
            "pdftotext",
            "-raw",
            "-f",
            f"{number}",
            "-l",
            f"{number}",
            str(catalogue.out / f"{layout}.en.screen.pdf"),
            "-",
        )
        assert text.split()[-1] == str(number)
    with pikepdf.open(catalogue.out / f"{layout}.en.office.pdf") as pdf:
        assert len(pdf.pages) == pages // 2
        assert {tuple(float(v) for v in page.obj["/MediaBox"][2:]) for page in pdf.pages} == {(792.0, 612.0)}


def test_the_outside_of_a_survivor_card_names_no_subject(catalogue: Built) -> None:
    for lang, words in (("en", "traffick|HSI|Homeland"), ("es", "trata|HSI|agentes")):
        text = run_tool("pdftotext", "-f", "1", "-l", "1", str(catalogue.out / f"shoe-card.{lang}.screen.pdf"), "-")
        assert not re.search(words, text, re.IGNORECASE)


def test_a_campus_prints_its_own_lines_on_the_glove_box_card(tmp_path: Path) -> None:
    fields = {"agency": "Lakeside University Police", "dispatch": "202-555-0187"}
    order = Order(tmp_path, ("campus-glovebox-card",), ("en",), (Purpose.PRESS,), fields=fields)
    report = build(shipped().roots, order)
    assert report.entries[0].local == ("202-555-0187",)
    text = run_tool("pdftotext", str(tmp_path / "campus-glovebox-card.en.press.pdf"), "-")
    assert "202-555-0187" in text
    assert "Lakeside University Police" in text


def test_folded_panels_are_mirrored_inside_and_out() -> None:
    for name, kind in shipped().formats.items():
        folded = [face for face in kind.faces if face.folds]
        if len(folded) == 2:
            outside, inside = ([panel.width for panel in face.panels] for face in folded)
            assert outside == inside[::-1], name
        for face in folded:
            assert all(
                before.x + before.width == after.x or before.y + before.height == after.y
                for before, after in pairwise(face.panels)
            )


def test_nothing_of_our_own_is_accused_when_it_comes_in_like_a_file_from_elsewhere(
    catalogue: Built, tmp_path: Path
) -> None:
    names = sorted(path.name for path in catalogue.out.glob("*.screen.pdf"))[::9]
    for name in names:  # away from the manifest that would vouch for them
        (tmp_path / name).write_bytes(catalogue.read(name))
    results = proof_files(Roots(shipped_root()), sorted(tmp_path.iterdir()))
    accused = [
        str(finding)
        for result in results
        for finding in result.findings
        if finding.severity is Severity.ERROR and "5550142" not in re.sub("[^0-9]", "", finding.seen)  # a sample
    ]
    assert accused == []
    assert len(results) > 20
