"""Conditions of steps: questions about a case, with the sentence that says what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .snapshot import Snapshot


class Condition:
    """A question about the case; `text` says in Chinese what is missing when it is false."""

    __slots__ = ("_name", "look", "test", "text")

    def __init__(
        self,
        text: str,
        test: Callable[[Snapshot], bool],
        name: str = "",
        look: Callable[[Any], bool] | None = None,
    ) -> None:
        self.text, self.test, self._name, self.look = text, test, name, look

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = self._name or name

    @property
    def name(self) -> str:
        return self._name

    def __invert__(self) -> Condition:
        return Opposite(self)

    def holds(self, case: Snapshot) -> bool:
        return case.found[self.name] if self.look else self.test(case)


class Opposite(Condition):
    """The opposite of a condition. It is named after it, which has no name yet in a table's body."""

    __slots__ = ("of",)

    def __init__(self, of: Condition) -> None:
        look = of.look
        not_found = (lambda matter: not look(matter)) if look else None
        super().__init__(f"不适用：{of.text}", lambda case: not of.test(case), look=not_found)
        self.of = of

    @property
    def name(self) -> str:
        return f"not_{self.of.name}"


def condition(text: str) -> Callable[[Callable[[Snapshot], bool]], Condition]:
    """Make a condition of a plain function of the snapshot."""
    return lambda test: Condition(text, test, test.__name__ if test.__name__ != "<lambda>" else "")


def fact(name: str, text: str) -> Condition:
    """The condition that an answer given earlier under `name` is true."""
    return Condition(text, lambda case: bool(case.facts.get(name)), name)


def found(text: str) -> Callable[[Callable[[Any], bool]], Condition]:
    """A condition that must be looked up outside the case row (papers, deliveries).

    The door answers it before deciding, so that `decide` stays a pure function.
    """
    return lambda look: Condition(text, lambda case: False, look.__name__, look)
