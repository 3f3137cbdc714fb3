"""Training: the roles, cases and questions that training pieces are made of, held against the topics that word them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from generator.catalog.files import entries, open_file
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.catalog.topics import Topic, look_up
from generator.catalog.yamlnode import Node
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass

TRAINING_FOLDER = "data/training"
ROLES, CASES, QUESTIONS, SIGNS = "roles", "cases", "questions", "signs"
KINDS = ("labor", "sex", "both")
SETTINGS = ("campus", "school", "home", "hotel", "clinic", "road", "shop")
OPTIONS = 3
# What data says of a piece beside its words, as manifests name it: `training:cases.cash-kitchen`.
FACTS = "training"

# The list of signs that roles and cases name by id.
_SIGNS = "indicators.signs"
_LIST = "list"


@dataclass(frozen=True)
class Role:
    """People in one kind of work, with the signs that they are most likely to see."""

    id: str
    signs: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Case:
    """A made-up case: what it is about, where it plays, the roles it is told to, and the signs it shows."""

    id: str
    kind: str
    setting: str
    roles: tuple[str, ...]
    signs: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Question:
    """A question with its options in the order of the topic and the right one; without roles it is for all."""

    id: str
    answer: str
    roles: tuple[str, ...]
    options: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Training:
    """All roles, cases and questions by id, in the order of their files, and the ids of all signs."""

    roles: Mapping[str, Role] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    signs: tuple[str, ...] = ()


NO_TRAINING = Training()


def read_training(roots: Roots, topics: Mapping[str, Topic], findings: Findings) -> Training:
    """What stands under data/training/; a file that is not there is empty, and nothing is asked of its topic."""
    signs = _keys(look_up(topics, _SIGNS))
    roles = {name: _role(name, reader, signs) for name, reader in _read(ROLES, roots, topics, findings)}
    cases = {name: _case(name, reader, roles, signs) for name, reader in _read(CASES, roots, topics, findings)}
    questions = {
        name: _question(name, reader, roles, _options(name, topics))
        for name, reader in _read(QUESTIONS, roots, topics, findings)
    }
    return Training(roles, cases, questions, signs)


def _read(name: str, roots: Roots, topics: Mapping[str, Topic], findings: Findings) -> tuple[tuple[str, Reader], ...]:
    """The entries of one file whose topic has words for them."""
    path = roots.find(f"{TRAINING_FOLDER}/{name}.yaml")
    node = open_file(path, roots, findings) if path else None
    if node is None:
        return ()
    found = entries(node, findings)
    worded = look_up(topics, f"{name}.{_LIST}")
    _check_ids(name, {key: reader.place for key, reader in found}, worded, findings)
    return found


def _check_ids(name: str, ours: Mapping[str, Place], worded: Node | None, findings: Findings) -> None:
    """The ids of a file of data and of its topic are the same."""
    theirs = {key: child.place for key, child in _children(worded).items()}
    for key, place in ours.items():
        if key not in theirs:
            problem = f"“{key}” has no words in data/topics/{name}.yaml."
            fix = f"Add “{key}:” below “{_LIST}:” there. {nearest(key, theirs)}" if theirs else f"Add “{_LIST}:” there."
            findings.error("training.topic", place, problem, fix, seen=key)
    for key, place in theirs.items():
        if key not in ours:
            problem = f"“{key}” has words, but data/{_file(name)} does not have it."
            findings.error("training.topic", place, problem, nearest(key, ours), seen=key)


def _file(name: str) -> str:
    return f"training/{name}.yaml"


def _role(name: str, reader: Reader, signs: Iterable[str]) -> Role:
    with reader:
        return Role(name, _named(reader, "sign", signs), reader.place)


def _case(name: str, reader: Reader, roles: Iterable[str], signs: Iterable[str]) -> Case:
    with reader:
        return Case(
            id=name,
            kind=reader.choice("kind", KINDS),
            setting=reader.choice("place", SETTINGS),
            roles=_named(reader, "role", roles),
            signs=_named(reader, "sign", signs),
            place=reader.place,
        )


def _question(name: str, reader: Reader, roles: Iterable[str], options: tuple[str, ...]) -> Question:
    """A question; it has three options, and one of them is right."""
    with reader:
        answer = reader.choice("answer", options) if options else reader.text("answer")
        told = _named(reader, "role", roles) if reader.has(ROLES) else ()
    if options and len(options) != OPTIONS:
        problem, count = f"“{name}” has {len(options)} options in data/topics/{QUESTIONS}.yaml.", str(len(options))
        fix = "Give it three, each under an id of its own, below “options:”."
        reader.findings.error("training.options", reader.place, problem, fix, seen=count, limit=str(OPTIONS))
    return Question(name, answer, told, options, reader.place)


def _named(reader: Reader, what: str, known: Iterable[str]) -> tuple[str, ...]:
    """The ids of a list that must be there, each known and standing there once."""
    key, known, found = f"{what}s", tuple(known), dict[str, None]()
    nodes = reader.items(key)
    if not nodes:
        reader.wrong(reader.need(key), f"There are no {key} here.", "Write one or more ids.", "training.empty")
    for node in nodes:
        name = reader.as_text(node)
        if name in found:
            reader.wrong(node, f"“{name}” stands twice among the {key}.", "Keep one.", "training.twice")
        elif name and name not in known:
            where = f"“{_SIGNS}”" if key == SIGNS else f"data/{_file(key)}"
            fix = nearest(name, known)
            reader.wrong(node, f"There is no {what} “{name}” in {where}.", fix, f"training.{what}")
        elif name:
            found[name] = None
    return tuple(found)


def _options(name: str, topics: Mapping[str, Topic]) -> tuple[str, ...]:
    return _keys(look_up(topics, f"{QUESTIONS}.{_LIST}.{name}.options"))


def _children(node: Node | None) -> Mapping[str, Node]:
    return node.value if node is not None and isinstance(node.value, dict) else {}


def _keys(node: Node | None) -> tuple[str, ...]:
    return tuple(_children(node))


def fact_of(reference: str, training: Training) -> str:
    """The name of what data says of the role, case or question whose words a reference names, or nothing."""
    topic, *keys = reference.split(".")
    known: Mapping[str, Mapping[str, object]] = {
        ROLES: training.roles,
        CASES: training.cases,
        QUESTIONS: training.questions,
    }
    within = known.get(topic, {})
    return f"{FACTS}:{topic}.{keys[1]}" if len(keys) > 1 and keys[0] == _LIST and keys[1] in within else ""


def facts_said(training: Training) -> Iterator[tuple[str, str]]:
    """All that data says of each role, case and question, by name: a piece that prints it is stale once it changes."""
    for one in training.roles.values():
        yield f"{FACTS}:{ROLES}.{one.id}", f"signs: {' '.join(one.signs)}"
    for case in training.cases.values():
        yield f"{FACTS}:{CASES}.{case.id}", f"{case.kind}, {case.setting}, signs: {' '.join(case.signs)}"
    for question in training.questions.values():
        said = f"answer: {question.answer}, options: {' '.join(question.options)}"
        yield f"{FACTS}:{QUESTIONS}.{question.id}", said


def with_signs(topics: Mapping[str, Topic], training: Training) -> dict[str, Topic]:
    """The topics with the signs of each role and case, as references to the words that the signs have.

    They are put in after what is translated was gathered: nobody translates, stamps or reads them over.
    """
    derived: Mapping[str, Mapping[str, Role | Case]] = {ROLES: training.roles, CASES: training.cases}
    return {name: _derived(topic, derived[name]) if derived.get(name) else topic for name, topic in topics.items()}


def _derived(topic: Topic, entries: Mapping[str, Role | Case]) -> Topic:
    listed = dict(_children(_children(topic.node).get(_LIST)))
    for name, one in entries.items():
        if name in listed and isinstance(listed[name].value, dict):
            words = [Node(f"{{{_SIGNS}.{sign}.short}}", one.place) for sign in one.signs]
            listed[name] = Node({**_children(listed[name]), SIGNS: Node(words, one.place)}, listed[name].place)
    pairs = dict(_children(topic.node))
    if _LIST in pairs:
        pairs[_LIST] = Node(listed, pairs[_LIST].place)
    return replace(topic, node=Node(pairs, topic.node.place))
