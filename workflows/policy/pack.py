"""One dated set of parameters, and what can go wrong with packs.

PolicyError
├── BadPack     a file is wrong; names the file and the key
├── NoPack      no pack holds in that region on that day, or under that id
├── NoSuchKey   the pack has no such parameter (also a KeyError, so that `get` works)
└── NotALength  the parameter is no period, or the pack's papers set none
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from workflows.policy.jurisdictions import Jurisdiction
from workflows.policy.parameters import LENGTHS, Parameter
from workflows.workdays.lengths import Length


class PolicyError(Exception):
    """Something is wrong with the policy packs, or with a question put to them."""


class BadPack(PolicyError):
    """A pack file is wrong; the message names the file and the key."""


class NoPack(PolicyError):
    """No pack answers the question."""


class NoSuchKey(PolicyError, KeyError):
    """The pack has no parameter of this name."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would show the message as a quoted key


class NotALength(PolicyError):
    """The parameter is not a period of time."""


@dataclass(frozen=True, slots=True, eq=False)
class Pack(Mapping[str, Any]):
    """The parameters of some regions from a day on. Immutable, hashable, cheap to read.

    `pack["notice.days"]` is the bare value, typed by its unit (see `parameters`); None where the
    pack's papers set none.
    """

    key: str
    name: str
    jurisdictions: tuple[Jurisdiction, ...]
    effective_from: date
    effective_to: date | None
    parameters: Mapping[str, Parameter]

    @property
    def id(self) -> str:
        """What a case stores: `seed@2019-10-09`."""
        return f"{self.key}@{self.effective_from.isoformat()}"

    @property
    def digest(self) -> str:
        """SHA-256 of everything the pack says.

        Kept beside the id it shows that a pack was edited after cases had bound it.
        """
        said = (self.name, self.jurisdictions, self.effective_to, sorted(self.parameters.items()))
        return sha256(repr((self.id, *said)).encode()).hexdigest()

    def parameter(self, key: str) -> Parameter:
        """The parameter with its name, unit and source. Raises NoSuchKey."""
        try:
            return self.parameters[key]
        except KeyError:
            raise NoSuchKey(f"政策包 {self.id} 没有参数 {key}") from None

    def length(self, key: str) -> Length:
        """The parameter as a length of time. Raises NoSuchKey, NotALength."""
        parameter = self.parameter(key)
        if (length := parameter.length) is None:
            why = "所依据的文件没有规定" if parameter.unit in LENGTHS else "不是期限"
            raise NotALength(f"政策包 {self.id} 的参数 {key} {why}")
        return length

    def citation(self, key: str) -> str:
        """The paper and clause the parameter comes from. Raises NoSuchKey."""
        return self.parameter(key).citation

    def is_default(self, key: str) -> bool:
        """Whether nobody published this number, so that it is the product's. Raises NoSuchKey."""
        return self.parameter(key).is_default

    def is_valid(self, on: date) -> bool:
        """Whether the pack is in force on the day; both its first and its last day count."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def depth(self, place: Jurisdiction) -> int | None:
        """Digits of the narrowest region of the pack that holds `place`; None if none does."""
        return max((own.digits for own in self.jurisdictions if own.contains(place)), default=None)

    def __getitem__(self, key: str) -> Any:
        return self.parameter(key).value

    def __iter__(self) -> Iterator[str]:
        return iter(self.parameters)

    def __len__(self) -> int:
        return len(self.parameters)

    def __hash__(self) -> int:
        return hash(self.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pack) and self.digest == other.digest
