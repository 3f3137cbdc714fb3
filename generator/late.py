"""Late modules: what only some runs need is loaded when it is first touched, so that no other run waits for it.

An import inside a function would hide what a module stands on; this keeps it at the top, by name. Each of them is
worth the detour: a library of many files, or the reading of files that a snapshot spares.
"""

from __future__ import annotations

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType


def late(name: str) -> ModuleType:
    """The module of that name, which runs when it is first asked for anything; raises ModuleNotFoundError."""
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    package, _, own = name.rpartition(".")
    if package:  # as an import does: others ask the package for it
        setattr(sys.modules[package], own, module)
    return module
