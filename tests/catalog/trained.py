"""A small course to test with: two roles, two cases and three questions, in English and Spanish, over what ships."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.catalog.catalog import load_catalog
from generator.catalog.leaves import fingerprint
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.findings import Findings
from generator.translate.stamp import stamped
from tests.catalog.shelf import ROOT, node, workspace

ROLES = """\
campus-police: {signs: [cut-off, no-documents]}
driver: {signs: [fearful, does-not-know-where]}
"""
CASES = """\
kitchen: {kind: labor, place: campus, roles: [campus-police, driver], signs: [no-documents, threatened]}
ride: {kind: sex, place: road, roles: [driver], signs: [fearful, cut-off, does-not-know-where]}
"""
QUESTIONS = """\
smuggling: {answer: will}
debt: {answer: owed}
ride: {answer: ask, roles: [driver]}
"""
ROLES_TOPIC = """\
title: Roles
list:
  campus-police: {name: campus police, title: For campus police}
  driver: {name: drivers, title: For drivers}
"""
CASES_TOPIC = """\
title: Cases
list:
  kitchen: {title: A kitchen, text: A student works late in a kitchen., next: [Write down what you saw., Call.]}
  ride: {title: A ride, text: A woman is silent on a ride., next: [Keep your route., Call.]}
"""
QUESTIONS_TOPIC = """\
title: Questions
list:
  smuggling:
    ask: What tells the two apart?
    options: {will: Will, border: A border, car: A car}
    because: One can be forced.
  debt:
    ask: What holds a worker?
    options: {bus: A bus, owed: A debt, rain: Rain}
    because: Debt holds.
  ride:
    ask: What do you do?
    options: {stop: Stop, race: Race, ask: Ask}
    because: Asking helps.
"""
SPANISH = {
    "roles": """\
title: Funciones
list:
  campus-police: {name: policía del campus, title: Para la policía del campus}
  driver: {name: conductores, title: Para conductores}
""",
    "cases": """\
title: Casos
list:
  kitchen: {title: Una cocina, text: Un estudiante trabaja tarde en una cocina., next: [Anote lo que vio., Llame.]}
  ride: {title: Un viaje, text: Una mujer calla durante un viaje., next: [Siga su ruta., Llame.]}
""",
}
FILES = {
    "data/training/roles.yaml": ROLES,
    "data/training/cases.yaml": CASES,
    "data/training/questions.yaml": QUESTIONS,
    "data/topics/roles.yaml": ROLES_TOPIC,
    "data/topics/cases.yaml": CASES_TOPIC,
    "data/topics/questions.yaml": QUESTIONS_TOPIC,
}
# Two questions for all and one for drivers; a card that tells of one case, and a check that asks by role and version.
CASE_CARD = """\
title: A case
audience: trainer
format: wallet-card
theme: plain
fields:
  case: {type: choice, of: cases, label: Case, sample: kitchen}
  unit: {type: text, label: Unit, sample: Nights}
panels:
  front:
    - heading: "{cases.list.<case>.title}"
    - text: {text: "{unit}", when: unit}
    - text: "{cases.list.<case>.text}"
  back:
    - bullets: "{cases.list.<case>.signs}"
    - bullets: {items: "{cases.list.<case>.next}", marker: number}
    - note: "{indicators.disclaimer.short}"
"""
CHECK = """\
title: A check
audience: trainer
format: letter
theme: plain
fields:
  role: {type: choice, of: roles, label: Role, sample: campus-police}
  version: {type: choice, of: versions, label: Version, sample: A}
panels:
  front:
    - heading: "{roles.list.<role>.title}"
    - each:
        of: questions
        where: {role: <role>}
        version: <version>
        give:
          - part: {name: question, with: {question: <question>, number: <number>, marker: number}}
"""
QUESTION_PART = """\
- text: "{questions.list.<question>.ask}"
- bullets:
    marker: <marker>
    items:
      - "{questions.list.<question>.options.<first>}"
      - "{questions.list.<question>.options.<second>}"
      - "{questions.list.<question>.options.<third>}"
"""
LAYOUTS = {
    "layouts/case.yaml": CASE_CARD,
    "layouts/check.yaml": CHECK,
    "layouts/parts/question.yaml": QUESTION_PART,
}
_TITLES = {"case": "Un caso", "check": "Un control"}
_OWN = ("roles", "cases", "questions")


def small_root(folder: Path) -> Path:
    """What ships without its layouts, training and other languages than Spanish: quick to read, and no content."""
    for top in ("data", "fonts", "layouts"):
        for path in (ROOT / top).rglob("*"):
            name = path.relative_to(ROOT).as_posix()
            if path.is_file() and _is_kept(name):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).symlink_to(path)
    return folder


def _is_kept(name: str) -> bool:
    if name.startswith("layouts/"):
        return name in ("layouts/formats.yaml", "layouts/icons.yaml") or name.startswith(("layouts/th", "layouts/st"))
    if name.startswith("data/translations/"):
        return name.startswith("data/translations/es/") and Path(name).stem not in (*_OWN, "layouts")
    return not name.startswith(("data/training/", "data/kits/")) and name not in {
        f"data/topics/{one}.yaml" for one in _OWN
    }


def course(shipped: Path, folder: Path, files: Mapping[str, str] | None = None) -> Roots:
    """A workspace with the small course and its layouts in both languages; `files` are put over its own."""
    titles = {name: _translated_title(name, text) for name, text in _TITLES.items()}
    texts = {f"data/translations/es/{name}.yaml": spanish(name) for name in SPANISH}
    own = {**FILES, **LAYOUTS, **texts, "data/translations/es/layouts.yaml": "".join(titles.values())}
    return workspace(folder, {**own, **(files or {})}, shipped=shipped)


def _translated_title(name: str, text: str) -> str:
    title = LAYOUTS[f"layouts/{name}.yaml"].splitlines()[0].removeprefix("title: ")
    return f"{name}: {{title: {{text: {text}, of: {fingerprint(title)}, review: draft}}}}\n"


def spanish(name: str) -> str:
    """The Spanish words of a topic of the course, stamped with the English."""
    return stamped(SPANISH[name], node(FILES[f"data/topics/{name}.yaml"]), f"{name}.yaml", Findings())


def loaded(roots: Roots) -> Catalog:
    """The catalogue, in which nothing may be wrong."""
    findings = Findings()
    catalog = load_catalog(roots, findings)
    assert not findings.errors, [str(finding) for finding in findings.errors]
    return catalog


def read(roots: Roots) -> Findings:
    """What reading the catalogue brings up."""
    findings = Findings()
    load_catalog(roots, findings)
    return findings
