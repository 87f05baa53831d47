"""Whom of a list the register has already: by fingerprint of the number, then by name and village."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from workflows.registry.models import Household, Member, YearAccount
from workflows.registry.models.accounts import AMOUNTS
from workflows.registry.models.imports import MergeProposal

from .columns import COLUMNS, HOUSEHOLD, MEMBER
from .families import Family
from .kinds import Sorted

Why = MergeProposal.Why

_PREFIX_DIGITS = 15  # 60 bits: a set of them stays small, and no county has two alike


@dataclass(frozen=True, slots=True)
class Recognised:
    """A household of the list that the register has, with what differs, in words."""

    family: Family
    household: Household
    why: Why
    differences: tuple[str, ...]


class Seen:
    """What earlier rows of the same list have: nobody may stand in it twice."""

    def __init__(self) -> None:
        self._numbers: set[int] = set()
        self._nameless: set[tuple[int, str]] = set()
        self._households: set[str] = set()

    def take(self, family: Family) -> None:
        """Remember a household; a fault on each row that repeats an earlier one."""
        for line, member in zip(family.lines, family.members, strict=False):
            if not member.id_digest:
                continue
            short = int(member.id_digest[:_PREFIX_DIGITS], 16)
            if short in self._numbers:
                family.fault(line, "身份证号码", "这个号码在本表前面已出现，请删去重复的一行。")
            self._numbers.add(short)
        home = family.household
        if home is None:
            return
        if not family.members[0].id_digest:
            key = (home.village_id, home.head_name)
            if key in self._nameless:
                family.fault(
                    family.lines[0], "身份证号码",
                    "本表前面已有同村同名的户主，且都没有身份证号码，请补填以便区分。",
                )  # fmt: skip
            self._nameless.add(key)
        if home.number:
            if home.number in self._households:
                family.fault(family.lines[0], "户编号", "这个户编号在本表前面已出现，请核对。")
            self._households.add(home.number)


def sort(families: Iterable[Family], areas: Iterable[tuple[int, int]]) -> Sorted:
    """New, known, to be decided, or wrong. A handful of statements, whatever the slice."""
    result, right = Sorted(), list[Family]()
    for family in families:
        (right if family.is_right else result.wrong).append(family)
    held = _Held(right)
    areas = tuple(areas)
    for family in right:
        _place(family, held, areas, result)
    return result


def _place(family: Family, held: _Held, areas: tuple[tuple[int, int], ...], result: Sorted) -> None:
    homes = held.by_numbers(family)
    why = Why.NUMBER
    if not homes:
        homes, why = held.by_name(family), Why.NAME
    outside = [one for one in homes if not any(low <= one.village_id < high for low, high in areas)]
    first = family.lines[0]
    if outside:
        family.fault(first, "身份证号码", "本户有成员已登记在您辖区以外，请联系县防贫办核对。")
    elif len(homes) > 1:
        family.fault(
            first, "身份证号码",
            f"本户成员分别登记在{len(homes)}户，请先在农户册中办理分户或并户。",
        )  # fmt: skip
    elif not homes:
        if held.number_taken(family):
            family.fault(first, "户编号", "这个户编号已为另一户所用；新户请不要填写户编号。")
        else:
            result.fresh.append(family)
    else:
        found = differences(family, homes[0], held.members(homes[0]), held.accounts(homes[0]))
        if not found and why is Why.NUMBER:
            result.known.append(family)
        else:
            result.proposed.append(Recognised(family, homes[0], why, tuple(found)))
    if not family.is_right:
        result.wrong.append(family)


def _named_alike(families: list[Family]) -> list[Household]:
    """Households named like those of the list where one head or the other has no number."""
    unnumbered = Q(members__relation=Member.Relation.HEAD, members__id_digest=None)
    found: dict[int, Household] = {}
    for numbered in (True, False):
        homes = [
            family.household
            for family in families
            if family.household and bool(family.members[0].id_digest) is numbered
        ]
        if homes:
            alike = Household.objects.filter(
                village_id__in={home.village_id for home in homes},
                head_name__in={home.head_name for home in homes},
                ended_on=None,
            )
            found.update({one.pk: one for one in (alike.filter(unnumbered) if numbered else alike)})
    return list(found.values())


class _Held:
    """What the register has of the households of a slice, looked up once."""

    def __init__(self, families: list[Family]) -> None:
        digests = [m.id_digest for f in families for m in f.members if m.id_digest]
        owners = Member.objects.filter(id_digest__in=digests).values_list("id_digest", "household")
        self._owner = {str(digest): owner for digest, owner in owners}
        homes = [family.household for family in families if family.household]
        named = _named_alike(families)
        self._named: dict[tuple[int, str], list[Household]] = {}
        for one in named:
            self._named.setdefault((one.village_id, one.head_name), []).append(one)
        numbers = [home.number for home in homes if home.number]
        self._numbers = set(
            Household.objects.filter(number__in=numbers).values_list("number", flat=True)
        )
        keys = {*self._owner.values(), *(one.pk for many in self._named.values() for one in many)}
        self._homes = Household.objects.in_bulk(keys)
        self._members: dict[int, list[Member]] = {}
        for member in Member.objects.filter(household__in=keys).order_by("pk"):
            self._members.setdefault(member.household_id, []).append(member)
        self._accounts: dict[int, list[YearAccount]] = {}
        for account in YearAccount.objects.filter(household__in=keys):
            self._accounts.setdefault(account.household_id, []).append(account)

    def by_numbers(self, family: Family) -> list[Household]:
        keys = {self._owner[m.id_digest] for m in family.members if m.id_digest in self._owner}
        return [self._homes[key] for key in sorted(keys)]

    def by_name(self, family: Family) -> list[Household]:
        """Of the same name in the village, where one of the two heads has no number."""
        assert family.household is not None
        key = (family.household.village_id, family.household.head_name)
        numbered = bool(family.members[0].id_digest)
        return [
            home
            for home in self._named.get(key, ())
            if not (numbered and self._head_is_numbered(home))
        ][:1]

    def _head_is_numbered(self, home: Household) -> bool:
        return any(
            member.id_digest and member.relation == Member.Relation.HEAD
            for member in self.members(home)
        )

    def number_taken(self, family: Family) -> bool:
        return bool(family.household and family.household.number in self._numbers)

    def members(self, home: Household) -> list[Member]:
        return self._members.get(home.pk, [])

    def accounts(self, home: Household) -> list[YearAccount]:
        return self._accounts.get(home.pk, [])


def differences(
    family: Family, home: Household, members: list[Member], accounts: list[YearAccount]
) -> list[str]:
    """What the list says otherwise than the register, by label and without values.

    An empty cell says nothing. Who is in the register and not in the list stays in the register.
    """
    assert family.household is not None
    found = list(_changed(family.home, home, HOUSEHOLD))
    if family.household.village_id != home.village_id:
        found.append("行政村")
    for given, member in zip(family.people, family.members, strict=True):
        there = counterpart(member, members)
        if there is None:
            found.append(f"新增成员{member.name}")
        else:
            found += [f"{member.name}的{label}" for label in _changed(given, there, MEMBER)]
    account = family.account
    if account is not None:
        same_year = next((one for one in accounts if one.year == account.year), None)
        if same_year is None or not _same(account, same_year):
            found.append(f"{account.year}年收支")
    return found


def counterpart(member: Member, members: list[Member]) -> Member | None:
    """The same person in the register: by number, or by name where one of both has none."""
    for one in members:
        if one.id_digest and member.id_digest:
            if one.id_digest == member.id_digest:
                return one
        elif one.name == member.name:
            return one
    return None


def _changed(given: dict[str, object], there: object, of: str) -> Iterator[str]:
    for column in COLUMNS:
        if column.of == of and column.key in given and column.key != "number":
            value = getattr(there, column.key)
            if (value or "") != (given[column.key] or ""):
                yield column.label


def _same(one: YearAccount, other: YearAccount) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in AMOUNTS)
