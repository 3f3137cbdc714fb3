"""Hosts that are not the directory's: told apart as strange, as made to look like a known one, or as a short form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from generator.catalog.files import open_named
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.findings import Findings
from generator.frozen import dataclass
from generator.proof.slips import slips

SHORTENERS_FILE = "data/shorteners.yaml"
UNKNOWN, LOOKALIKE, SHORTENER = "proof.host-unknown", "proof.host-lookalike", "proof.host-shortener"

# Letters of other scripts, and rows of letters, that print like Latin ones.
_TWINS = str.maketrans(
    "аАеЕоОрРсСуУхХіІјЈѕЅԁһӏԛԝвВмМнНкКтТгпзбαΑεΕοΟρΡτΤυΥικΚνΝχΧηΗμΜβΒγωσ",
    "aaeeooppccyyxxiijjssdhlqwbbmmhhkkttrnз6aaeeooppttuyikkvnxxnhumbbywo",
)
_ROWS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"))
_ALIKE = str.maketrans("01il|35", "ollllэs".replace("э", "e"))
# Second levels under a country's ending: ice.gov.co is the name “ice” under “gov.co”.
_SECOND = frozenset({"co", "com", "gov", "org", "net", "ac", "edu"})
_LONG = 8  # letters of a name from which two slips are still a likeness; one suffices for a shorter
_OWN_WORD = 6  # letters from which a name is no ordinary word within another


@dataclass(frozen=True)
class HostFault:
    """What is wrong with a host: the rule, the host itself, and the known host that it looks like."""

    rule: str
    host: str
    like: str = ""

    def sentence(self, what: str) -> str:
        """The fault as a sentence about `what`, such as “A live link”."""
        if self.rule == LOOKALIKE:
            return f"{what} leads to {self.host}, which looks like {self.like} and is not."
        if self.rule == SHORTENER:
            return f"{what} leads to {self.host}, which hides where people are sent and may change that any day."
        return f"{what} leads to {self.host}, a host that is not in the directory."


def read_shorteners(roots: Roots, findings: Findings) -> frozenset[str]:
    """The hosts of short addresses; the workspace's own list before the one that ships."""
    node = open_named(SHORTENERS_FILE, roots, findings)
    if node is None:
        return frozenset()
    with Reader(node, findings) as reader:
        return frozenset(reader.texts("shorteners"))


def host_fault(address: str, hosts: Collection[str], shorteners: Collection[str]) -> HostFault | None:
    """What is wrong with the host of a link or printed address; None where the host is known."""
    authority = re.sub(r"^(?:[a-z][a-z0-9+.-]*:)?(?://)?", "", address.strip(), flags=re.IGNORECASE)
    authority = re.split(r"[/?#\\]", authority, maxsplit=1)[0]
    user, at, host = unquote(authority).rpartition("@")
    host = re.sub(r":\d*$", "", host).strip(".").lower()
    mail = address.lower().startswith("mailto:") or "//" not in address
    if at and not mail and (like := _within(_bare(user), hosts)):
        return HostFault(LOOKALIKE, host, like)
    if not host or _bare(host) in {_bare(known) for known in hosts}:
        return None
    if any(_bare(host) == short or host.endswith(f".{short}") for short in shorteners):
        return HostFault(SHORTENER, host)
    like = _like(host, hosts)
    return HostFault(LOOKALIKE, host, like) if like else HostFault(UNKNOWN, host)


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _like(host: str, hosts: Collection[str]) -> str:
    """The known host that another one looks like, or nothing; a host of the same owner looks like none."""
    owners = {".".join(known.split(".")[-2:]) for known in hosts}
    if any(host == owner or host.endswith(f".{owner}") for owner in owners):
        return ""
    shown = re.sub(r"^www\.?", "", _unwrapped(host))
    for known in sorted({*owners, *(_bare(known) for known in hosts)}, key=lambda name: (-len(name), name)):
        if (
            _drawn_alike(shown, known)
            or _mistyped(shown, known)
            or _within(shown, (known,))
            or _elsewhere(shown, known)
        ):
            return known
    return ""


def _unwrapped(host: str) -> str:
    """The host as a browser shows it: disguised labels (xn--) in the letters that they stand for."""
    labels = []
    for label in host.split("."):
        try:
            labels.append(label[4:].encode().decode("punycode") if label.startswith("xn--") else label)
        except (UnicodeError, ValueError):
            labels.append(label)
    return ".".join(labels)


def _drawn(host: str) -> str:
    """What an eye takes a host for: letters without accents and twins folded into one."""
    plain = unicodedata.normalize("NFKD", host.translate(_TWINS))
    folded = "".join(c for c in plain if not unicodedata.combining(c)).lower().translate(_TWINS)
    for row, letter in _ROWS:
        folded = folded.replace(row, letter)
    return folded.translate(_ALIKE).replace("-", ".")


def _drawn_alike(host: str, known: str) -> bool:
    return _drawn(host) == _drawn(known)


def _mistyped(host: str, known: str) -> bool:
    """Whether one slip parts the hosts, or two where the name is long."""
    name = known.rpartition(".")[0]
    return slips(_drawn(host), _drawn(known)) <= (2 if len(name) >= _LONG else 1)


def _within(host: str, hosts: Collection[str]) -> str:
    """The known host that stands in front of another host's own name: ice.gov.tips-report.com, ice-gov.org."""
    parts = re.split("[./-]", host)
    for known in hosts:
        wanted = _bare(known).split(".")
        if any(parts[at : at + len(wanted)] == wanted for at in range(len(parts))):
            return known
        if any(part.removeprefix("www") == "".join(wanted) for part in parts):
            return known
    return ""


def _elsewhere(host: str, known: str) -> bool:
    """Whether the known name has another ending, or stands within a longer name of its own."""
    name = known.split(".")[-2]
    own = list(_names(host))
    return name in own or (len(name) >= _OWN_WORD and any(name in one.replace("-", "") for one in own))


def _names(host: str) -> Iterator[str]:
    """The name in front of the ending; under an ending of two labels, such as co.uk, the one before."""
    labels = host.split(".")
    if len(labels) >= 3 and labels[-2] in _SECOND:
        yield labels[-3]
    elif len(labels) >= 2:
        yield labels[-2]
