"""What a release lacks, told before anything is made: the same as the release would refuse, with what it is about."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from generator.catalog.places import Roots, shipped_root
from generator.errors import Refused
from generator.findings import Severity
from generator.order import Order
from generator.releasing.missing import Outlook, outlook
from generator.releasing.release import release
from tests.releasing import TERMS, TODAY, age, order, refresh, sign

CARD, POCKET = "hsi-tip-card", "campus-glovebox-card"
FIELDS = {"dispatch": "202-555-0199"}


@pytest.fixture
def office(workspace: Path) -> Path:
    """A workspace whose contacts were called lately."""
    refresh(workspace)
    return workspace


def seen(workspace: Path, asked: Order) -> Outlook:
    return outlook(Roots(shipped_root(), workspace), asked)


def about(found: Outlook) -> list[tuple[str, str, str, str]]:
    return sorted((one.finding.rule, one.field, one.contact, one.lang) for one in found.reasons)


def test_an_order_that_can_be_released_lacks_nothing(office: Path) -> None:
    found = seen(office, order(office / "release", CARD))
    assert found.reasons == ()
    assert found.unsigned == ()
    assert {(one.id, one.on, one.days, one.stale) for one in found.contacts} == {
        ("hsi-tipline", TODAY, 0, False),
        ("emergency", TODAY, 0, False),
    }


def test_looking_makes_nothing(office: Path) -> None:
    seen(office, order(office / "release", CARD))
    assert not (office / "release").exists()


@pytest.mark.parametrize(
    ("layout", "lang", "fields"),
    [
        (CARD, "en", {}),
        (CARD, "es", {}),
        (POCKET, "es", FIELDS),
        (POCKET, "en", {}),
        (POCKET, "en", {"dispatch": "202-555"}),
        (POCKET, "en", {"nothing": "such"}),
    ],
    ids=["stale", "unsigned", "everything", "sample", "no-number", "no-field"],
)
def test_it_tells_just_what_the_release_would_refuse(
    office: Path, layout: str, lang: str, fields: dict[str, str]
) -> None:
    age(office, "hsi-tipline", "2024-05-30")
    asked = replace(order(office / "release", layout), langs=(lang,), fields=fields)
    with pytest.raises(Refused) as refused:
        release(Roots(shipped_root(), office), asked, TERMS)
    errors = [one for one in refused.value.findings if one.severity is Severity.ERROR]
    assert [one.finding for one in seen(office, asked).reasons] == errors


def test_each_reason_names_what_it_is_about(office: Path) -> None:
    age(office, "hsi-tipline", "2024-05-30")
    asked = replace(order(office / "release", POCKET), langs=("es",), fields=FIELDS)
    found = seen(office, asked)
    assert about(found) == [
        ("release.contact-stale", "", "hsi-tipline", ""),
        ("release.local-number", "dispatch", "", ""),
        ("release.unreviewed", "", "", "es"),
    ]
    assert [one.name for one in found.reasons if one.contact] == ["HSI Tip Line"]
    assert found.unsigned[0].lang == "es"
    assert {"campus", "labels"} <= set(found.unsigned[0].topics)


def test_a_value_that_cannot_be_printed_is_told_at_its_field(office: Path) -> None:
    found = seen(office, replace(order(office / "release", POCKET), fields={"dispatch": "202-555"}))
    assert [one.field for one in found.reasons] == ["dispatch"]


def test_who_checked_a_contact_is_told_also_where_the_check_is_too_old(office: Path) -> None:
    age(office, "hsi-tipline", "2024-05-30")
    found = seen(office, order(office / "release", CARD))
    line = next(one for one in found.contacts if one.id == "hsi-tipline")
    assert line.stale
    assert line.by == "read in the source, not called"
    assert line.days == (TODAY - datetime.date(2024, 5, 30)).days > found.days


def test_a_signed_translation_is_missing_no_longer(office: Path) -> None:
    asked = replace(order(office / "release", CARD), langs=("es",))
    unsigned = seen(office, asked).unsigned[0]
    sign(office, "es", *unsigned.topics)
    assert seen(office, asked).unsigned == ()
    assert seen(office, asked).reasons == ()


def test_paper_and_finish_are_those_that_the_ticket_recommends(office: Path) -> None:
    found = seen(office, order(office / "release", CARD))
    ticket = release(Roots(shipped_root(), office), order(office / "release", CARD), TERMS).folder / "job-ticket.json"
    text = ticket.read_text(encoding="utf-8")
    assert found.paper in text
    assert found.finish in text


def test_a_catalogue_that_is_wrong_is_told_as_what_is_missing(office: Path) -> None:
    (office / "layouts").mkdir()
    (office / "layouts" / "own.yaml").write_text("title: [", encoding="utf-8")
    found = seen(office, order(office / "release", CARD))
    assert found.reasons
    assert found.contacts == ()
