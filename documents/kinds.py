"""What papers there are: one `Kind` per paper, registered where its procedure defines it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args
from uuid import UUID

Audience = Literal["public", "household", "internal", "department"]
Layout = Literal["redhead", "letter", "form", "poster"]


class KindError(Exception):
    """A paper kind is defined wrongly, or a code names no kind."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper: catalogue code (D12), Chinese title, who reads it, layout.

    `series` is the kind word between agency code and year of the number (示例防贫 + 函); a
    kind without one bears no number. `public_facts` is the allow-list of a public paper:
    names of facts, and `rows.name` for a key inside each row of a list. `static_phrases` are
    fixed words of its template that hold an illness word (大病救助), which the leak gate
    overlooks. Defining a kind registers it; raises `KindError` when the code is taken by a
    different kind, a word is unknown, or a public kind has no allow-list.
    """

    code: str
    title: str
    audience: Audience
    layout: Layout
    series: str = ""
    public_facts: tuple[str, ...] = ()
    static_phrases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.audience not in get_args(Audience):
            raise KindError(f"{self.code}: unknown audience {self.audience!r}")
        if self.layout not in get_args(Layout):
            raise KindError(f"{self.code}: unknown layout {self.layout!r}")
        if self.is_public != bool(self.public_facts):
            raise KindError(f"{self.code}: a public kind, and no other, has an allow-list of facts")
        if _registered.setdefault(self.code, self) != self:
            raise KindError(f"{self.code}: the code is taken by {_registered[self.code].title}")

    @property
    def is_public(self) -> bool:
        """Whether the paper is posted where everybody reads it."""
        return self.audience == "public"


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuing body as it stood on the day of issue: name, 发文代字, phone, address."""

    name: str
    code: str
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class PaperMeta:
    """What a template may print about the paper itself, beside its facts.

    `number` is "" for a kind without a series; `check_code` is bare, a template groups it for
    reading. `identifier` is the paper's unguessable id, for the PDF identifier; `is_demo` puts
    演示样稿 无效 on every page.
    """

    number: str
    title: str
    issued_on: date
    issuer: Issuer
    check_code: str
    identifier: UUID
    is_demo: bool


_registered: dict[str, Kind] = {}


def get(code: str) -> Kind:
    """The kind with this code; raises `KindError` when nobody defined it."""
    try:
        return _registered[code]
    except KeyError:
        raise KindError(f"no paper kind has the code {code!r}") from None


def all_kinds() -> Iterator[Kind]:
    """Every registered kind, by code."""
    return iter(sorted(_registered.values(), key=lambda kind: kind.code))
