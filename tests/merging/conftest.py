"""The desk that all tests of merging share."""

from __future__ import annotations

import pytest

from generator.catalog.catalog import load_catalog
from generator.catalog.leaves import fingerprint
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings
from tests.merging.desk import LAYOUT, LAYOUT_FILE, NAME, Desk


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The catalogue with the layout, read once."""
    workspace = tmp_path_factory.mktemp("desk")
    (workspace / LAYOUT_FILE).parent.mkdir(parents=True)
    (workspace / LAYOUT_FILE).write_text(LAYOUT, encoding="utf-8")
    spanish = workspace / "data/translations/es/layouts.yaml"
    spanish.parent.mkdir(parents=True)
    title = f"title: {{text: Tarjeta, of: {fingerprint('Roster card')}, review: draft}}"
    spanish.write_text(f"{NAME}:\n  {title}\n", encoding="utf-8")
    roots, findings = Roots(shipped_root(), workspace), Findings()
    catalog = load_catalog(roots, findings)
    assert not findings.errors, [str(finding) for finding in findings]
    return Desk(roots, catalog)
