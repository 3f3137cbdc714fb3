"""What the commands of the directory print: tables, one contact in full, and a check that was signed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from generator.console import print_findings, print_json, print_list

if TYPE_CHECKING:  # only for annotations: `--help` must not load the directory
    from generator.book.checking import Aged, Verified
    from generator.book.own import Added
    from generator.book.uses import Past, Use, Uses
    from generator.catalog.checks import ContactCheck
    from generator.catalog.contacts import Contact
    from generator.catalog.policies import Policies


def print_directory(contacts: Sequence[Aged], as_json: bool) -> None:
    """The directory as a table."""
    if as_json:
        print_json({"contacts": [_aged_dict(one) for one in contacts]})
        return
    rows = [
        {
            "contact": one.contact.id,
            "role": str(one.contact.role),
            "reach": one.contact.channels[0].shown,
            "answers": one.contact.who,
            "checked on": one.contact.checked_on.isoformat(),
            "state": str(one.state),
        }
        for one in contacts
    ]
    print_list("contacts", rows, as_json=False)


def print_contact(one: Aged, policies: Policies, as_json: bool) -> None:
    """One contact in full."""
    if as_json:
        print_json({"contacts": [_aged_dict(one)]})
        return
    shown = _contact_dict(one.contact)
    history = shown.pop("history")
    for name, value in shown.items():
        _print_value(name, value)
    click.echo(f"read_in_source: {one.contact.read_on}, {one.contact.read_by}")
    click.echo("history:" if history else "history: no check was signed yet")
    for check in one.contact.history:
        click.echo(f"  - {check.on} by {check.by}, {_HOW[check.how]}: {_standing(check)}")
    click.echo(f"state: {one.state}: {_told(one, policies)}")


def _standing(check: ContactCheck) -> str:
    """Whether a check counts, and if not, why."""
    if check.counts:
        return "counts"
    reasons = [f"{', '.join(check.gone)} has changed or gone since"] if check.gone else []
    reasons += [f"{', '.join(check.new)} was not there then"] if check.new else []
    return f"does not count: {'; '.join(reasons)}"


def _told(one: Aged, policies: Policies) -> str:
    """A state in words."""
    days = f"its check is {one.age} days old"
    if one.state == "stale":
        return f"{days}; a release takes {policies.release_days} at most, so call it or open its page first"
    if one.state == "old":
        return f"{days}, past the {policies.proof_days} of a proof; good for a release up to {one.release_by}"
    return f"{days}; good for a release up to {one.release_by}"


_HOW = {"call": "called", "page": "page opened"}


def print_verified(verified: Verified, as_json: bool) -> None:
    """What somebody has just vouched for."""
    contact, signature = verified.contact, verified.signature
    if as_json:
        check = {"on": signature.on.isoformat(), "by": signature.by, "how": str(verified.how)}
        shown = {"contact": contact.id, **check, "channels": _channel_dicts(contact)}
        print_json({"file": str(verified.file), "check": shown})
        return
    click.echo(f"{signature.by} vouches that {contact.name} ({contact.id}) was right on {signature.on}:")
    for channel in contact.channels:
        click.echo(f"  {channel.kind}: {channel.shown}")
    click.echo(str(verified.file))


def print_added(added: Added, as_json: bool) -> None:
    """What was added to the directory, and what somebody has vouched for at once."""
    contact, file = added.draft.contact, added.draft.file.path
    if as_json:
        found = [finding.as_dict() for finding in added.warnings]
        print_json(
            {
                "file": str(file),
                "contact": _contact_dict(contact),
                "signed": added.verified is not None,
                "findings": found,
            }
        )
        return
    print_findings(added.warnings, to_error=True)
    click.echo(f"{contact.name} ({contact.id}) is in the directory now, with {contact.channels[0].shown}.")
    click.echo(str(file))
    if added.verified:
        print_verified(added.verified, as_json=False)
    else:
        click.echo(f"Nobody has signed a check of it: call it, then handbill contacts verify {contact.id}.")


def print_due(contacts: Sequence[Aged], policies: Policies, today: datetime.date, within: int, as_json: bool) -> None:
    """The contacts to check, the oldest check first."""
    if as_json:
        limits = {"proof_days": policies.proof_days, "release_days": policies.release_days, "within": within}
        print_json({"today": today.isoformat(), **limits, "contacts": [_due_dict(one) for one in contacts]})
        return
    if not contacts:
        click.echo(f"No check is due within {within} days.")
        return
    rows = [
        {
            "contact": one.contact.id,
            "reach": one.contact.channels[0].shown,
            "checked on": one.contact.checked_on.isoformat(),
            "days": str(one.age),
            "release by": one.release_by.isoformat(),
            "state": _MEANT[one.state],
        }
        for one in contacts
    ]
    print_list("contacts", rows, as_json=False)


_MEANT = {
    "stale": "too old for a release",
    "old": "warned about in a proof",
    "due": "due soon",
}


def _due_dict(one: Aged) -> dict[str, Any]:
    return {
        "id": one.contact.id,
        "name": one.contact.name,
        "checked_on": one.contact.checked_on.isoformat(),
        "checked_by": one.contact.checked_by,
        "age": one.age,
        "release_by": one.release_by.isoformat(),
        "state": str(one.state),
    }


def _print_value(name: str, value: object) -> None:
    if isinstance(value, list):
        click.echo(f"{name}:") if value else None
        for item in value:
            shown = ", ".join(f"{key} {text}" for key, text in item.items() if text) if isinstance(item, dict) else item
            click.echo(f"  - {shown}")
    elif value:
        click.echo(f"{name}: {value}")


def _aged_dict(one: Aged) -> dict[str, Any]:
    dated = {"state": str(one.state), "age": one.age, "release_by": one.release_by.isoformat()}
    source = {"on": one.contact.read_on.isoformat(), "by": one.contact.read_by}
    return {**_contact_dict(one.contact), **dated, "read_in_source": source}


def _contact_dict(contact: Contact) -> dict[str, Any]:
    return {
        "id": contact.id,
        "name": contact.name,
        "also_called": list(contact.also_called),
        "role": str(contact.role),
        "answers": str(contact.answers),
        "who": contact.who,
        "region": contact.region,
        "channels": _channel_dicts(contact),
        "hours": contact.hours,
        "zone": contact.zone,
        "languages": contact.languages,
        "source": contact.source,
        "checked_on": contact.checked_on.isoformat(),
        "checked_by": contact.checked_by,
        "notes": list(contact.notes),
        "history": [_check_dict(check) for check in contact.history],
    }


def _channel_dicts(contact: Contact) -> list[dict[str, str]]:
    return [
        {"kind": str(channel.kind), "value": channel.value, "shown": channel.shown, "vanity": channel.vanity}
        for channel in contact.channels
    ]


def _check_dict(check: ContactCheck) -> dict[str, Any]:
    return {
        "on": check.on.isoformat(),
        "by": check.by,
        "how": str(check.how),
        "counts": check.counts,
        "gone": list(check.gone),
        "new": list(check.new),
    }


def print_uses(uses: Uses, as_json: bool) -> None:
    """Where a contact is carried, today and in what went out."""
    if as_json:
        print_json(_uses_dict(uses))
        return
    name = f"{uses.contact.name} ({uses.contact.id})"
    for other in uses.sharing:
        click.echo(f"{other} has a number of it too: see handbill contacts uses {other}.")
    if uses.layouts:
        print_list("uses", [row for use in uses.layouts for row in _use_rows(use)], as_json=False)
    else:
        click.echo(f"No layout carries {name}.")
    for layout, field in uses.choices:
        click.echo(f"{layout} prints it on request: --set {field}={uses.contact.id}")
    click.echo()
    if uses.past:
        print_list("releases", [_past_row(past) for past in uses.past], as_json=False)
    else:
        searched = ", ".join(str(folder) for folder in uses.searched)
        click.echo(f"No release in {searched} carries {name}." if searched else "There is no folder of releases here.")
    for path in uses.unread:
        click.echo(f"Not read, because it is no manifest: {path}", err=True)


def _use_rows(use: Use) -> list[dict[str, str]]:
    """A row for each panel and way of carrying."""
    ways = dict.fromkeys((spot.panel, spot.how, spot.field) for spot in use.spots)
    return [
        {
            "layout": use.layout,
            "panel": panel,
            "channels": ", ".join(spot.channel for spot in use.spots if (spot.panel, spot.how, spot.field) == way),
            "in a": f"{how}, unless “{field}” chooses another" if field else how,
            "languages": ", ".join(use.languages),
        }
        for way in ways
        for panel, how, field in (way,)
    ]


def _past_row(past: Past) -> dict[str, str]:
    return {
        "release": past.release,
        "on": past.on,
        "quantity": past.quantity,
        "layout": past.layout,
        "carries": ", ".join(f"{name} {' '.join(values)}" for name, values in past.carries.items()),
        "today": f"changed: {', '.join(past.changed)}" if past.changed else "the same" if past.carries else "not known",
        "languages": ", ".join(past.languages),
    }


def _uses_dict(uses: Uses) -> dict[str, Any]:
    return {
        "contact": uses.contact.id,
        "shared_with": list(uses.sharing),
        "layouts": [
            {
                "layout": use.layout,
                "languages": list(use.languages),
                "spots": [
                    {"panel": spot.panel, "channel": spot.channel, "in": spot.how, "field": spot.field}
                    for spot in use.spots
                ],
            }
            for use in uses.layouts
        ],
        "choices": [{"layout": layout, "field": field} for layout, field in uses.choices],
        "releases": [_past_dict(past) for past in uses.past],
        "searched": [str(folder) for folder in uses.searched],
        "unread": [str(path) for path in uses.unread],
    }


def _past_dict(past: Past) -> dict[str, Any]:
    return {
        "release": past.release,
        "on": past.on,
        "quantity": past.quantity,
        "layout": past.layout,
        "languages": list(past.languages),
        "purposes": list(past.purposes),
        "files": list(past.files),
        "carries": {name: list(values) for name, values in past.carries.items()},
        "changed": list(past.changed),
    }
