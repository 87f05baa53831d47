"""Who stands behind a paper: township, village committee, county office, and how to reach them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workflows.access.models import Agency
from workflows.engine.matter import Matter
from workflows.registry.codes import WIDTHS, level
from workflows.registry.regions import names

LEVELS = {Agency.Level.VILLAGE: "村", Agency.Level.TOWNSHIP: "乡镇", Agency.Level.COUNTY: "县"}
# What an agency is called where the county has not entered it: better its usual name than none.
_USUAL = {
    Agency.Level.VILLAGE: "村民委员会",
    Agency.Level.TOWNSHIP: "人民政府",
    Agency.Level.COUNTY: "防止返贫工作领导小组办公室",
}


@dataclass(frozen=True, slots=True)
class Place:
    """The names of a village, its township and its county, as papers write them."""

    county: str
    township: str
    village: str

    def __str__(self) -> str:
        return f"{self.township}{self.village}"


def place_of(code: int) -> Place:
    """The place of a village's or township's 12-digit code; a level that is not loaded is empty."""
    below = [""] * (len(WIDTHS) - level(code))
    *_, county, township, village = ("", "", "", *names(code), *below)
    return Place(county, township, village.removesuffix("委会").removesuffix("居"))


@dataclass(frozen=True, slots=True)
class Offices:
    """The agencies over one village, departments by their key."""

    place: Place
    agencies: tuple[Agency, ...]

    @property
    def village(self) -> Agency:
        """The village or residents' committee."""
        return self._at(Agency.Level.VILLAGE, str(self.place))

    @property
    def township(self) -> Agency:
        return self._at(Agency.Level.TOWNSHIP, self.place.township)

    @property
    def county(self) -> Agency:
        """The county office that examines and approves."""
        return self._at(Agency.Level.COUNTY, self.place.county)

    def department(self, key: str) -> Agency:
        """The county's department of a key such as 医保."""
        for agency in self.agencies:
            if agency.department == key:
                return agency
        return Agency(name=f"{self.place.county}{key}部门", short_name=key)

    def named(self, pk: int) -> str:
        """The name of an agency by its key; "" for one that is not over this village."""
        return next((agency.name for agency in self.agencies if agency.pk == pk), "")

    def brief(self, name: str) -> str:
        """An agency's name for a narrow column: 防贫办, 民政局, 云桥镇人民政府."""
        for one in self.agencies:
            if one.name == name and one.level in (Agency.Level.COUNTY, Agency.Level.DEPARTMENT):
                return one.short_name
        return name.removeprefix(self.place.county)

    def contacts(self) -> list[dict[str, Any]]:
        """Where a villager turns: village, township and county, each with phone and address."""
        return [
            {"level": word, "name": one.name, "phone": one.phone, "address": one.address}
            for one, word in zip(
                (self.village, self.township, self.county), LEVELS.values(), strict=True
            )
        ]

    def remedies(self, matter: Matter) -> dict[str, Any]:
        """What the household may do against a decision, with whom and for how long.

        Reconsideration and a lawsuit only where the pack says that they lie: whether they do
        was not found for these decisions, and a letter must not promise what a court refuses.
        """
        pack, county = matter.pack, self.county
        petition = next((one for one in self.agencies if one.department == "信访"), county)
        lies = pack["appeal.reconsideration_applies"]
        return {
            "internal_review": {
                "body": county.name,
                "days": _days(matter, "appeal.internal_review_limit"),
                "address": county.address,
                "phone": county.phone,
            },
            "petition": {"body": petition.name, "phone": petition.phone},
            "supervision_phone": county.supervision_phone or county.phone,
            "reconsideration": {
                "body": f"{self.place.county}人民政府",
                "days": _days(matter, "appeal.reconsideration_limit"),
            } if lies else None,
            "litigation": {
                "court": "有管辖权的人民法院", "months": pack["appeal.litigation_limit"],
            } if lies else None,
        }  # fmt: skip

    def _at(self, level: Agency.Level, usual: str) -> Agency:
        found = [one for one in self.agencies if one.level == level and not one.department]
        if found:
            return next((one for one in found if one.document_code), found[0])
        name = f"{usual}{_USUAL[level]}"
        return Agency(name=name, short_name=name, level=level)


def _days(matter: Matter, key: str) -> str:
    """A number before 日内 in a letter: 15, or 15个工作 where the pack counts working days."""
    return str(matter.pack.length(key)).removesuffix("日")
