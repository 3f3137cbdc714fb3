"""A workspace whose contacts were called lately, ways to spoil it, and a release made from it."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path

from generator.catalog.places import Roots, shipped_root
from generator.making import Purpose
from generator.order import Order
from generator.releasing.policy import Terms
from generator.releasing.release import Released, release
from generator.translate.desk import open_desk
from generator.translate.review import Signature, review

TODAY = datetime.date(2026, 11, 20)
TERMS = Terms("campus-1", 2500, "J. Doe, 202-555-0199, jdoe@campus.edu")
CONTACTS = "data/contacts.yaml"
TRANSLATIONS = "data/translations"
# A number that nobody has: Handbill only knows that it is not the tip line's.
NEW_NUMBER, NEW_VALUE = "1-866-347-2499", "+18663472499"


def refresh(workspace: Path, on: datetime.date = TODAY) -> Roots:
    """The shipped directory in a workspace, every entry of it checked on a day."""
    text = (shipped_root() / CONTACTS).read_text(encoding="utf-8")
    write(workspace, CONTACTS, re.sub(r"checked_on: \S+", f"checked_on: {on.isoformat()}", text))
    return Roots(shipped_root(), workspace)


def write(workspace: Path, file: str, text: str) -> None:
    """A file of the workspace."""
    path = workspace / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def change(workspace: Path, file: str, old: str, new: str) -> None:
    """Words changed in a file of the workspace, taken from what ships where it has none yet."""
    path = workspace / file
    text = (path if path.exists() else shipped_root() / file).read_text(encoding="utf-8")
    assert old in text, f"{file} does not say “{old}”"
    write(workspace, file, text.replace(old, new))


def age(workspace: Path, contact: str, on: str) -> None:
    """One contact's check moved to another day."""
    text = (workspace / CONTACTS).read_text(encoding="utf-8")
    head, name, entry = text.partition(f"\n  {contact}:\n")
    write(workspace, CONTACTS, head + name + re.sub(r"checked_on: \S+", f"checked_on: {on}", entry, count=1))


def new_tip_line(workspace: Path) -> None:
    """The tip line with another number, in both entries that share it."""
    text = (workspace / CONTACTS).read_text(encoding="utf-8").replace("vanity: 1-866-DHS-2-ICE, ", "")
    write(workspace, CONTACTS, text.replace("866-347-2423", NEW_NUMBER.removeprefix("1-")))


def sign(workspace: Path, lang: str, *topics: str) -> None:
    """The texts of a language signed by a named person, in the files named or in all."""
    folder = shipped_root() / TRANSLATIONS / lang
    names = topics or tuple(path.stem for path in sorted(folder.glob("*.yaml")))
    for name in names:
        file = f"{TRANSLATIONS}/{lang}/{name}.yaml"
        write(workspace, file, (folder / f"{name}.yaml").read_text(encoding="utf-8"))
    signature = Signature("Ana Ruiz", TODAY)
    for name in names:
        review(open_desk(Roots(shipped_root(), workspace), lang), name, "", signature)


def order(out: Path, *layouts: str) -> Order:
    """An order in English as of the day of these tests, for the screen."""
    return Order(out, layouts, ("en",), (Purpose.SCREEN,), today=TODAY)


def released(workspace: Path, *layouts: str, terms: Terms = TERMS, **more: object) -> Released:
    """A release of layouts into the workspace's folder of releases."""
    roots = Roots(shipped_root(), workspace)
    made = order(workspace / "release", *layouts)
    return release(roots, replace(made, **more), terms)  # type: ignore[arg-type]
