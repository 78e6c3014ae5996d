"""What is public is documented, and the documentation speaks of things that exist."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

import plc_budget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

UNDERLINED = re.compile(
    r"^(?P<title>[A-Z]\w+)\n-{3,}\n(?P<body>.*?)(?=^[A-Z]\w+\n-{3,}\n|\Z)", re.MULTILINE | re.DOTALL
)
NAMES = re.compile(r"^(?P<names>[*\w][*\w, ]*?)(?: : .*)?$", re.MULTILINE)


@cache
def modules() -> list[ModuleType]:
    """Import every module of the package."""
    found = pkgutil.walk_packages(plc_budget.__path__, "plc_budget.")
    return [plc_budget, *(importlib.import_module(module.name) for module in found)]


def public() -> Iterator[tuple[str, object]]:
    """Name every public function, class and method, with the thing itself."""
    for module in modules():
        for name, thing in vars(module).items():
            if name.startswith("_") or getattr(thing, "__module__", "") != module.__name__:
                continue
            if inspect.isclass(thing):
                yield from _of_class(f"{module.__name__}.{name}", thing)
            elif callable(thing):
                yield f"{module.__name__}.{name}", thing


def _of_class(name: str, kind: type) -> Iterator[tuple[str, object]]:
    yield name, kind
    for attribute, thing in vars(kind).items():
        inner = thing.fget if isinstance(thing, property) else getattr(thing, "__func__", thing)
        if not attribute.startswith("_") and inspect.isfunction(inner):
            yield f"{name}.{attribute}", inner


def named(section: str, docstring: str) -> list[str]:
    """List the names a numpy-style section defines.

    Examples
    --------
    >>> named("Parameters", inspect.cleandoc(named.__doc__ or ""))
    []
    """
    bodies = [
        found["body"] for found in UNDERLINED.finditer(docstring) if found["title"] == section
    ]
    return [
        name.strip("* ")
        for body in bodies
        for found in NAMES.finditer(body)
        for name in found["names"].split(",")
    ]


def unknown_parameters(function: Callable[..., object]) -> list[str]:
    """List the parameters a docstring explains and the function does not have."""
    known = inspect.signature(function).parameters
    return [n for n in named("Parameters", inspect.getdoc(function) or "") if n not in known]


def test_a_parameter_that_does_not_exist_is_seen() -> None:
    """The test below can fail."""

    def paid(minutes: int, *, policy: str) -> None:
        """Count.

        Parameters
        ----------
        minutes : int
            Length. [min]
        policies, policy : str
            Which: one of
            these.

        Returns
        -------
        nothing
        """

    assert unknown_parameters(paid) == ["policies"]


OF_MODULE: dict[str, list[tuple[str, object]]] = {module.__name__: [] for module in modules()}
for _name, _thing in public():
    _inside = max((m for m in OF_MODULE if _name.startswith(f"{m}.")), key=len)
    OF_MODULE[_inside].append((_name, _thing))


def has_own_words(name: str, thing: object) -> bool:
    """Tell whether a person wrote what it is; ``dataclass`` writes its call where nobody did."""
    own = vars(thing).get("__doc__") if inspect.isclass(thing) else thing.__doc__
    return bool(own) and not str(own).startswith(name.rsplit(".", 1)[-1] + "(")


def test_words_of_nobody_are_seen() -> None:
    """The test below can fail."""

    @dataclass
    class Line:
        amount: int

    assert not has_own_words("plc_budget.Line", Line)
    assert not has_own_words("plc_budget.cut", lambda: 0)
    assert has_own_words("plc_budget.cut", test_words_of_nobody_are_seen)


@pytest.mark.parametrize("module", OF_MODULE)
def test_what_is_public_has_a_docstring(module: str) -> None:
    """A reader finds what each public thing is without reading its body."""
    assert [name for name, thing in OF_MODULE[module] if not has_own_words(name, thing)] == []


@pytest.mark.parametrize("module", OF_MODULE)
def test_what_is_explained_exists(module: str) -> None:
    """No docstring explains a parameter or an attribute that was renamed or removed."""
    unknown = {
        name: unknown_parameters(thing) if inspect.isfunction(thing) else unknown_attributes(thing)
        for name, thing in OF_MODULE[module]
        if inspect.isfunction(thing) or inspect.isclass(thing)
    }

    assert {name: words for name, words in unknown.items() if words} == {}


def unknown_attributes(kind: type) -> list[str]:
    """List what a docstring explains and the class does not have; frozen data explains its fields."""
    known = {*dir(kind), *getattr(kind, "__annotations__", ()), *_parameters(kind)}
    words = inspect.getdoc(kind) or ""
    explained = [*named("Attributes", words), *named("Parameters", words)]
    return [name for name in explained if name not in known]


def test_an_attribute_that_does_not_exist_is_seen() -> None:
    """The test above can fail."""

    @dataclass
    class Line:
        """A line.

        Attributes
        ----------
        amount, price : int
            [NTD]
        """

        amount: int

    assert unknown_attributes(Line) == ["price"]


def _parameters(kind: type) -> Iterator[str]:
    try:
        yield from inspect.signature(kind).parameters
    except ValueError:
        return


@pytest.mark.parametrize("name", getattr(plc_budget, "__all__", []))
def test_the_facade_keeps_its_promises(name: str) -> None:
    """Every name the package offers can be had, and says what it is."""
    assert inspect.getdoc(getattr(plc_budget, name))


def test_every_module_says_what_it_is() -> None:
    """Each file begins with its purpose."""
    assert [module.__name__ for module in modules() if not module.__doc__] == []


def test_what_a_module_lists_it_has() -> None:
    """``__all__`` names nothing that is missing."""
    missing = [
        (module.__name__, name)
        for module in modules()
        for name in getattr(module, "__all__", ())
        if not hasattr(module, name)
    ]

    assert missing == []
