"""Building: nothing reaches the output folder that was not proofed, and the same order gives the same bytes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from generator import build as building
from generator.build import build, check
from generator.catalog.places import Roots, shipped_root
from generator.errors import Refused, SetupError, UsageError
from generator.findings import Finding, Place, Severity
from generator.making import Purpose
from generator.manifest import NAME, read_manifest
from generator.order import Order
from generator.pdf.raster import render
from generator.proof.report import ProofResult
from generator.units import Length
from tests.conftest import Built, Command
from tests.releasing import age, order, refresh

SHIPPED = Roots(shipped_root())
CARD = ("hsi-tip-card",)


def test_a_piece_is_built_for_every_purpose(built: Built) -> None:
    names = {entry.name for entry in built.report.entries}
    for layout in ("hsi-tip-card", "indicator-card"):
        expected = {f"{layout}.en.{purpose}.pdf" for purpose in ("press", "office", "screen")}
        expected |= {f"{layout}.en.{face}.png" for face in ("front", "back")} | {f"{layout}.en.vcf"}
        assert expected <= names
    assert {path.name for path in built.out.iterdir()} == names | {NAME}
    assert not built.report.findings


def test_the_manifest_names_every_file_with_its_hash_targets_and_contacts(built: Built) -> None:
    files = read_manifest(built.out)
    assert set(files) == {entry.name for entry in built.report.entries}
    for name, entry in files.items():
        assert entry["sha256"] == hashlib.sha256(built.read(name)).hexdigest()
        assert entry["language"] == "en"
        front = name.endswith("front.png")
        assert entry["qr_targets"] == ([] if front else ["https://www.ice.gov/tipline"])
        assert set(entry["contacts"]) >= (set() if front else {"hsi-tipline", "emergency"})
        assert ("911" in entry["numbers"]) is not front
    assert files["hsi-tip-card.en.office.pdf"]["stock"] == "letter"
    assert files["hsi-tip-card.en.office.pdf"]["flip"] == "long"


def test_building_again_gives_the_same_bytes_in_another_zone_and_hash_seed(
    built: Built, process: Command, tmp_path: Path
) -> None:
    ran = process(
        "build",
        "hsi-tip-card",
        "indicator-card",
        "--lang",
        "en",
        "--out",
        "again",
        env={"TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "7", "LC_ALL": "C"},
    )
    assert ran.code == 0, ran.err
    for path in sorted(built.out.iterdir()):
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name


def refuse_proof(_: bytes, shown_name: str, *__: object, **___: object) -> ProofResult:
    wrong = Finding("proof.number-unknown", Severity.ERROR, Place(shown_name), "A wrong digit.", "Mend it.")
    return ProofResult(shown_name, 1, (), (), (), (wrong,) if shown_name.endswith("screen.pdf") else ())


def test_a_file_that_fails_its_proof_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(SHIPPED, Order(tmp_path, CARD, langs=("en",), purposes=(Purpose.PRESS, Purpose.SCREEN)))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setattr(building, "proof_bytes", refuse_proof)
    with pytest.raises(Refused, match="A wrong digit"):
        build(SHIPPED, Order(tmp_path, CARD, langs=("en",), fields={"agency": "New", "dispatch": "202-555-0142"}))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_move_that_fails_puts_the_older_files_back(tmp_path: Path) -> None:
    build(SHIPPED, Order(tmp_path, CARD, langs=("en",), purposes=(Purpose.PRESS,)))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    (tmp_path / "hsi-tip-card.en.screen.pdf").mkdir()
    fields = {"agency": "New", "dispatch": "202-555-0142"}
    with pytest.raises(SetupError, match="a folder of that name is in the way"):
        build(SHIPPED, Order(tmp_path, CARD, langs=("en",), fields=fields))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_words_whose_english_has_changed_are_not_printed(tmp_path: Path, workspace: Path) -> None:
    file = workspace / "data/translations/fr/quiet.yaml"
    file.parent.mkdir(parents=True)
    source = (shipped_root() / "data/translations/fr/quiet.yaml").read_text(encoding="utf-8")
    file.write_text(re.sub(r"of: [0-9a-f]{8}", "of: 12345678", source, count=1), encoding="utf-8")
    roots, order = Roots(shipped_root(), workspace), Order(tmp_path / "out", ("shoe-card",), purposes=(Purpose.SCREEN,))
    with pytest.raises(Refused) as refusal:
        build(roots, replace(order, langs=("fr",)))
    (finding,) = refusal.value.findings
    assert (finding.rule, finding.severity, finding.place.key) == ("translation.stale", Severity.ERROR, "title")
    assert "The English is now “Take a breath”" in finding.fix
    assert not (tmp_path / "out").exists()
    assert build(roots, replace(order, langs=("ar",))).entries


def test_a_piece_without_a_contact_is_built_without_a_vcard_and_says_so(tmp_path: Path, workspace: Path) -> None:
    (workspace / "layouts").mkdir()
    text = "title: Plain\naudience: trainer\nformat: wallet-card\ntheme: plain\npanels:\n"
    (workspace / "layouts" / "plain-words.yaml").write_text(
        f"{text}  front: [{{heading: Hello}}]\n  back: [{{text: There}}]\n"
    )
    report = build(Roots(shipped_root(), workspace), Order(tmp_path / "out", ("plain-words",)))
    assert [finding.rule for finding in report.findings] == ["vcard.none"]
    assert not list((tmp_path / "out").glob("*.vcf"))


def test_a_language_that_a_layout_was_not_translated_into_is_refused(tmp_path: Path, workspace: Path) -> None:
    (workspace / "data").mkdir()
    languages = (shipped_root() / "data" / "languages.yaml").read_text(encoding="utf-8")
    finnish = "\nfi: {name: suomi, english_name: Finnish, families: [public-sans], size: 1, leading: 1}\n"
    (workspace / "data" / "languages.yaml").write_text(languages + finnish, encoding="utf-8")
    with pytest.raises(Refused, match="has not been translated into Finnish"):
        build(Roots(shipped_root(), workspace), Order(tmp_path / "out", CARD, langs=("fi",)))


def test_an_interrupted_build_leaves_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(SHIPPED, Order(tmp_path, CARD, ("en", "es"), (Purpose.PRESS,)))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def interrupt(*_: object, **__: object) -> ProofResult:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "proof_bytes", interrupt)
    with pytest.raises(KeyboardInterrupt):
        build(SHIPPED, Order(tmp_path, langs=("en",)))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_every_file_is_proofed_from_what_the_disk_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    true_proof = building.proof_bytes

    def watch(data: bytes, shown_name: str, *args: object, **more: object) -> ProofResult:
        staged = next(path for path in tmp_path.rglob(shown_name))
        assert staged.parent.name.startswith(".handbill-")
        if staged.read_bytes() == data:
            seen.append(shown_name)
        return true_proof(data, shown_name, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "proof_bytes", watch)
    report = build(SHIPPED, Order(tmp_path, CARD, ("en", "es")))
    assert seen == [entry.name for entry in report.entries]


def test_all_findings_of_a_run_are_reported_at_once(workspace: Path) -> None:
    (workspace / "layouts" / "cards").mkdir(parents=True)
    text = (
        "title: Wrong twice\naudience: public\nformat: wallet-card\ntheme: beacon\n"
        "panels:\n  front:\n    - contact: nobody\n    - headng: Hello\n  back:\n    - rule:\n"
    )
    (workspace / "layouts" / "cards" / "wrong.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        check(Roots(shipped_root(), workspace))
    assert {finding.rule for finding in refusal.value.findings} == {"contact.unknown", "block.unknown"}
    assert [finding.place.line for finding in refusal.value.findings] == [7, 8]


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        (Order(Path(), ("hsi-tip-crad",)), "There is no layout “hsi-tip-crad”. Did you mean “hsi-tip-card”?"),
        (Order(Path(), CARD, langs=("xx",)), "There is no language “xx”."),
        (Order(Path(), CARD, stock="avery-5370"), "Did you mean “avery-5371”?"),
    ],
)
def test_a_name_that_does_not_exist_is_answered_with_the_nearest(order: Order, sentence: str) -> None:
    with pytest.raises(UsageError, match="There is no") as error:
        build(SHIPPED, order)
    assert sentence in str(error.value)


def test_a_campus_prints_its_own_dispatch_number_and_the_proof_knows_it(tmp_path: Path) -> None:
    order = Order(tmp_path, CARD, ("en", "es"), fields={"agency": "Campus Police", "dispatch": "202-555-0142"})
    report = build(SHIPPED, order)
    entry = next(entry for entry in report.entries if entry.purpose == "press")
    assert entry.local == ("202-555-0142",)
    assert "202-555-0142" in entry.numbers
    assert entry.fields == {"agency": "Campus Police", "dispatch": "202-555-0142"}


def test_a_wrong_dispatch_number_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="dispatch"):
        build(SHIPPED, Order(tmp_path, CARD, ("en", "es"), fields={"dispatch": "202-555-01"}))
    assert not list(tmp_path.iterdir())


def test_a_stock_of_another_size_is_refused_with_both_sizes(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        build(SHIPPED, Order(tmp_path, CARD, ("en", "es"), (Purpose.OFFICE,), stock="avery-5388"))
    assert "88.9" in str(refusal.value)
    assert "127.0" in str(refusal.value)
    assert not list(tmp_path.iterdir())


def test_a_workspace_file_wins_over_the_shipped_one(tmp_path: Path, workspace: Path) -> None:
    (workspace / "layouts" / "cards").mkdir(parents=True)
    shipped = (shipped_root() / "layouts" / "cards" / "hsi-tip-card.yaml").read_text(encoding="utf-8")
    own = shipped.replace("title: HSI Tip Line card", "title: Our own card")
    (workspace / "layouts" / "cards" / "hsi-tip-card.yaml").write_text(own, encoding="utf-8")
    build(Roots(shipped_root(), workspace), Order(tmp_path / "out", CARD, ("en",), (Purpose.SCREEN,)))
    assert b"Our own card" in (tmp_path / "out" / "hsi-tip-card.en.screen.pdf").read_bytes()


def boxes_of(file: Path) -> list[dict[str, list[float]]]:
    """The boxes of every page, as the file has them."""
    with pikepdf.open(file) as pdf:
        names = ("/MediaBox", "/BleedBox", "/TrimBox")
        return [{name: [float(value) for value in page.obj[name].as_list()] for name in names} for page in pdf.pages]


@pytest.mark.parametrize(("bleed", "points"), [("1/16in", 4.5), ("1/8in", 9), ("1/4in", 18), ("3mm", 8.504)])
def test_the_bleed_of_an_order_takes_the_place_of_the_formats_own(tmp_path: Path, bleed: str, points: float) -> None:
    layouts = ("hsi-tip-card", "errata-label")
    build(SHIPPED, Order(tmp_path, layouts, ("en",), (Purpose.PRESS,), bleed=Length.parse(bleed)))
    for layout in layouts:
        for boxes in boxes_of(tmp_path / f"{layout}.en.press.pdf"):
            outwards = [out - cut for out, cut in zip(boxes["/BleedBox"], boxes["/TrimBox"], strict=True)]
            assert outwards == pytest.approx([-points, -points, points, points], abs=0.001)
            assert boxes["/MediaBox"][2] > boxes["/BleedBox"][2] + points


def test_grounds_fill_a_wide_bleed_and_marks_stand_outside_of_it(tmp_path: Path) -> None:
    build(SHIPPED, Order(tmp_path, CARD, ("en",), (Purpose.PRESS,), bleed=Length.parse("1/4in")))
    file, scale = tmp_path / "hsi-tip-card.en.press.pdf", 4
    boxes = boxes_of(file)[0]
    page = render(file.read_bytes(), 72 * scale, 0)[0]
    height = boxes["/MediaBox"][3]
    left, _, right, top = boxes["/TrimBox"]
    out_left, _, out_right, out_top = boxes["/BleedBox"]

    def at(x: float, y: float) -> tuple[int, ...]:
        pixel = page.getpixel((int(x * scale), int((height - y) * scale)))
        assert isinstance(pixel, tuple)
        return pixel

    band = at(left + 5, top - 5)
    assert max(band) < 160  # the card opens with a dark band
    for x, y in ((left - 17, top + 17), (right + 17, top + 17), (left - 17, top - 5), ((left + right) / 2, top + 17)):
        assert at(x, y) == band
    across = [at(left, out_top - 0.5 + step / 8) for step in range(160)]
    assert across[0] == band
    dark = [step / 8 for step, pixel in enumerate(across) if max(pixel) < 128 and pixel != band]
    assert 0.5 <= min(dark) <= 1.5
    assert max(dark) - min(dark) == pytest.approx(13.5, abs=1)
    white = (255, 255, 255)
    assert at(out_left - 2, (top + boxes["/TrimBox"][1]) / 2 + 20) == at(out_right + 2, top - 20) == white


@pytest.mark.parametrize("stock", ["letter", "avery-5371"])
def test_a_wide_bleed_takes_nothing_off_what_a_desk_prints(tmp_path: Path, stock: str) -> None:
    wide, usual = (
        Order(tmp_path / name, CARD, ("en",), (Purpose.OFFICE,), stock=stock, bleed=bleed)
        for name, bleed in (("wide", Length.parse("1/4in")), ("usual", None))
    )
    for made in (wide, usual):
        build(SHIPPED, made)
    name = "hsi-tip-card.en.office.pdf"
    pictures = [[page.tobytes() for page in render((order.out / name).read_bytes(), 72)] for order in (wide, usual)]
    assert pictures[0] == pictures[1]


def test_a_build_warns_once_of_each_contact_that_was_checked_too_long_ago(workspace: Path, tmp_path: Path) -> None:
    roots = refresh(workspace)
    made = replace(order(tmp_path, *CARD, "shoe-card"), purposes=(Purpose.SCREEN, Purpose.IMAGE))
    assert not build(roots, made).findings
    age(workspace, "hsi-tipline", "2026-05-24")
    assert not build(roots, made).findings, "180 days are not too many"
    age(workspace, "hsi-tipline", "2026-05-23")
    age(workspace, "hstu-mail", "2019-01-01")
    (finding,) = build(roots, made).findings
    assert (finding.rule, finding.severity) == ("contact.stale", Severity.WARNING)
    assert (finding.place.key, finding.seen, finding.limit) == ("contacts.hsi-tipline", "181 days", "180 days")
    assert "handbill contacts verify hsi-tipline --by NAME --on 2026-11-20" in finding.fix
