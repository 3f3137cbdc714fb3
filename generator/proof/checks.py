"""A check: one rule held against one file, with what is asked, what was seen, and what is wrong where it failed."""

from __future__ import annotations

from generator.findings import Finding, Severity
from generator.frozen import dataclass

# The group of what no machine can check: neither passed nor failed.
PEOPLE = "Left to people"


@dataclass(frozen=True)
class Check:
    """One rule's answer for a file; `rule` is the name that its findings carry too."""

    group: str
    rule: str
    title: str
    limit: str
    value: str
    findings: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing was found that refuses the file."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)

    @property
    def verdict(self) -> str:
        """What the sheet says: pass, FAIL, look where a person should, or ask where only people can tell."""
        if self.group == PEOPLE:
            return "ask"
        if not self.passed:
            return "FAIL"
        return "look" if any(finding.severity is Severity.WARNING for finding in self.findings) else "pass"

    def as_dict(self) -> dict[str, object]:
        """The check as plain values for `--json`."""
        return {
            "group": self.group,
            "rule": self.rule,
            "title": self.title,
            "limit": self.limit,
            "value": self.value,
            "verdict": self.verdict,
            "findings": [finding.as_dict() for finding in self.findings],
        }
