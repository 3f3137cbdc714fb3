"""Frozen dataclasses made quickly: the standard decorator compiles six functions for each class, this one compiles one.

A start of Handbill makes some hundred and forty classes, and a third of it went into that. What is asked for is the
same, and so is what one gets; whatever goes beyond `frozen=True` is left to the standard decorator.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]


def _frozen(cls: type[Any]) -> type[Any]:
    """The class as `dataclasses.dataclass(frozen=True)` would make it."""
    # Of a frozen class only frozen ones may come, which costs the standard decorator two functions.
    dataclasses.dataclass(init=False, repr=False, eq=False, frozen=bool(_parents(cls)))(cls)
    cls.__dataclass_params__.frozen = cls.__dataclass_params__.eq = True
    fields = dataclasses.fields(cls)
    made = {
        "__init__": _init(cls, fields),
        "__repr__": _repr([field.name for field in fields if field.repr]),
        **_compared([field.name for field in fields if field.compare]),
        "__setattr__": _refused("assign to"),
        "__delattr__": _refused("delete"),
    }
    for name, function in made.items():
        if name not in cls.__dict__ or cls.__dict__[name] is None:
            function.__qualname__ = f"{cls.__qualname__}.{name}"
            setattr(cls, name, function)
    return cls


def _init(cls: type[Any], fields: tuple[dataclasses.Field[Any], ...]) -> Callable[..., None]:
    known: dict[str, Any] = {"MISSING": dataclasses.MISSING}
    arguments, lines = [], ["held = self.__dict__"]
    for field in fields:
        value, name = field.name, field.name
        if field.default_factory is not dataclasses.MISSING:
            known[f"default_{name}"], known[f"new_{name}"] = dataclasses.MISSING, field.default_factory
            value = f"new_{name}() if {name} is MISSING else {name}"
        elif field.default is not dataclasses.MISSING:
            known[f"default_{name}"] = field.default
        arguments.append(f"{name}=default_{name}" if f"default_{name}" in known else name)
        lines.append(f"held[{name!r}] = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    exec(f"def __init__({', '.join(['self', *arguments])}):\n " + "\n ".join(lines), known)  # noqa: S102 - as the standard one
    init: Callable[..., None] = known["__init__"]
    init.__annotations__ = {**{field.name: field.type for field in fields}, "return": None}
    return init


def _repr(names: list[str]) -> Callable[[Any], str]:
    def shown(self: Any) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({values})"

    return shown


def _compared(names: list[str]) -> dict[str, Callable[..., Any]]:
    key: Callable[[Any], Any] = attrgetter(*names) if names else lambda _: ()

    def equal(self: Any, other: object) -> bool:
        return bool(key(self) == key(other)) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(key(self))

    return {"__eq__": equal, "__hash__": hashed}


def _refused(what: str) -> Callable[..., None]:
    def refuse(_: Any, name: str, *__: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot {what} field {name!r}")

    return refuse


def _parents(cls: type[Any]) -> list[Any]:
    """The dataclasses that a class comes of."""
    return [base for base in cls.__mro__[1:] if hasattr(base, "__dataclass_fields__")]


def _is_plain(cls: type[Any]) -> bool:
    """Whether a class comes of frozen ones alone, and every field of it is an argument by position."""
    parents = _parents(cls)
    own = [value for value in cls.__dict__.values() if isinstance(value, dataclasses.Field)]
    own += [field for parent in parents for field in dataclasses.fields(parent)]
    asked = [str(kind) for kind in inspect.get_annotations(cls).values()]
    return (
        all(parent.__dataclass_params__.frozen for parent in parents)
        and all(field.init and field.hash is None and field.kw_only in (False, dataclasses.MISSING) for field in own)
        and not any("InitVar" in kind or "KW_ONLY" in kind for kind in asked)
    )


def _dataclass(cls: type[Any] | None = None, /, **options: bool) -> Any:
    if options == {"frozen": True}:
        return lambda made: _frozen(made) if _is_plain(made) else dataclasses.dataclass(frozen=True)(made)
    return dataclasses.dataclass(**options) if cls is None else dataclasses.dataclass(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _dataclass
