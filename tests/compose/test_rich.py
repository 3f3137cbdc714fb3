"""References: numbers come from the directory, field values are never markup, and bold ends where it ends."""

from __future__ import annotations

from generator.compose.items import TextItem
from generator.compose.record import Value
from tests.compose.samples import composed, items, lines, numbers_of, texts


def test_a_number_in_a_sentence_is_the_directorys_and_a_live_link() -> None:
    piece, _ = composed("[{text: 'In danger? Call {contact.emergency.voice}.'}]")
    runs = lines(piece.faces[0])["In danger? Call 911."].line.runs
    assert [(run.text, run.link) for run in runs if run.link] == [("911", "tel:911")]
    assert [(number.contact, number.shown) for number in numbers_of(piece)] == [("emergency", "911")]


def test_a_reference_inside_a_topic_is_followed() -> None:
    piece, _ = composed("[{text: '{steps.danger}'}]")
    assert "911" in texts(piece.faces[0])[0]
    assert numbers_of(piece)[0].contact == "emergency"


def test_a_field_prints_its_value_and_a_phone_field_is_noted_as_the_jobs_own() -> None:
    record = {"agency": Value("Campus Police"), "dispatch": Value("202-555-0142", "+12025550142")}
    piece, _ = composed("[{text: '{agency} {dispatch}'}]", record=record)
    assert texts(piece.faces[0]) == ["Campus Police 202-555-0142"]
    assert numbers_of(piece)[0].contact == "field:dispatch"
    run = next(
        run for item in items(piece.faces[0]) if isinstance(item, TextItem) for run in item.line.runs if run.link
    )
    assert run.link == "tel:+12025550142"


def test_markup_and_references_in_a_field_value_print_as_they_stand() -> None:
    record = {"agency": Value("**Bold** {contact.emergency.voice} <b>&amp;")}
    piece, _ = composed("[{text: 'From {agency} here'}]", record=record)
    assert texts(piece.faces[0]) == ["From **Bold** {contact.emergency.voice} <b>&amp; here"]
    assert numbers_of(piece) == []


def test_an_address_is_printed_short_and_opens_in_full() -> None:
    piece, _ = composed("[{text: 'See {contact.hsi-tipline.web}'}]")
    run = next(
        run for item in items(piece.faces[0]) if isinstance(item, TextItem) for run in item.line.runs if run.link
    )
    assert (run.text, run.link) == ("www.ice.gov/tipline", "https://www.ice.gov/tipline")
    assert numbers_of(piece) == []


def test_a_number_is_never_broken_whatever_the_measure() -> None:
    for width in range(75, 130, 5):
        piece, _ = composed(
            f"[{{stack: {{width: {width}pt, blocks: [{{text: 'Call {{contact.hsi-tipline.voice}} now'}}]}}}}]"
        )
        assert any("1-866-347-2423" in text for text in texts(piece.faces[0]))
