"""Lengths of time as a table names them: by the key of a policy pack, and what they count from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Limit:
    """A length named by its policy key; `since` counts it from an evidenced, dated fact.

    `extended` names the fact that makes another key hold instead; `plus` the fact that holds how
    much longer it is for this case, in the length's unit.
    """

    key: str
    start: str = ""
    fact: str = ""
    longer: str = ""
    more: str = ""

    def since(self, fact: str) -> Limit:
        return replace(self, start=fact)

    def extended(self, fact: str, longer: str) -> Limit:
        """The length is that of the key `longer` once the fact is true."""
        return replace(self, fact=fact, longer=longer)

    def plus(self, fact: str) -> Limit:
        return replace(self, more=fact)

    def key_for(self, facts: Mapping[str, Any]) -> str:
        """The key that holds for a case with these facts."""
        return self.longer if self.fact and facts.get(self.fact) else self.key

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key the limit may read."""
        return (self.key, self.longer) if self.longer else (self.key,)


def limit(key: str) -> Limit:
    """A length taken from the case's bound policy pack; the unit is the pack's."""
    return Limit(key)
