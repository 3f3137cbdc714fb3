"""Job defaults: the paper and finish that a job ticket recommends for each format."""

from __future__ import annotations

from collections.abc import Collection

from generator.catalog.files import entries, open_named
from generator.catalog.places import Roots
from generator.findings import Findings, nearest
from generator.frozen import dataclass

JOB_DEFAULTS_FILE = "data/job-defaults.yaml"


@dataclass(frozen=True)
class JobDefault:
    """A stock with its weight, and how the piece leaves the shop."""

    paper: str
    finish: str


# For a format that the file does not name, such as one of a workspace.
UNKNOWN = JobDefault("As the shop advises", "Trimmed to size")


def read_job_defaults(roots: Roots, formats: Collection[str], findings: Findings) -> dict[str, JobDefault]:
    """The recommendations by format; one for a format that does not exist is a finding, where somebody can mend it.

    A workspace with formats of its own needs not the recommendations for those that ship.
    """
    defaults, path = {}, roots.find(JOB_DEFAULTS_FILE)
    own = path is not None and path.is_relative_to(roots.folders[0])
    for name, reader in entries(open_named(JOB_DEFAULTS_FILE, roots, findings), findings):
        if own and name not in formats:
            problem = f"There is no format “{name}”."
            reader.wrong(reader.node, problem, nearest(name, formats), "job-defaults.format")
        with reader:
            defaults[name] = JobDefault(reader.text("paper"), reader.text("finish"))
    return defaults
