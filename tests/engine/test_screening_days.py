"""A county is screened again when its pack's time has come, once, whoever asked for the last run."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.county import settle
from workflows.engine.policies import shelf
from workflows.engine.screening_days import ScreeningDays, ask
from workflows.registry.models import ScreeningRun
from workflows.registry.screening.running import Screenings
from workflows.workdays import clock

COUNTY = 360799000000
FIRST = date(2026, 5, 6)


@pytest.fixture
def county(db: None) -> None:
    settle(households=20)


def runs() -> list[tuple[date, int]]:
    return list(ScreeningRun.objects.order_by("pk").values_list("on", "year"))


def on(day: date) -> bool:
    """Whether a worker that wakes on that day asks for a run; it then does it."""
    with clock.standing_at(day):
        asked = ScreeningDays().work_one("w")
        while Screenings().work_one("w"):
            pass
    return asked


def test_a_county_is_screened_once_a_month_by_last_years_accounts(county: None) -> None:
    """每月常态化对贫困人口逐户进行入户摸底监测（攀脱贫办发〔2020〕19号 二（一））。"""
    days = [FIRST, FIRST + timedelta(days=1), date(2026, 6, 5), date(2026, 6, 6), date(2026, 6, 7)]
    assert [on(day) for day in days] == [True, False, False, True, False]
    assert runs() == [(FIRST, 2025), (date(2026, 6, 6), 2025)]
    last = ScreeningRun.objects.get(on=date(2026, 6, 6))
    assert last.before is not None and last.before.on == FIRST
    assert all({"found", "fresh", "gone"} <= set(count) for count in last.counts.values())


def test_a_run_somebody_asked_for_counts(county: None) -> None:
    with clock.standing_at(FIRST):
        assert ask(COUNTY, FIRST)
    assert not on(date(2026, 6, 5)) and on(date(2026, 6, 6))


def test_of_two_workers_one_asks(county: None) -> None:
    with clock.standing_at(FIRST):
        assert [ask(COUNTY, FIRST), ask(COUNTY, FIRST)] == [True, False]
        assert ScreeningDays().waiting() == 0


def test_counties_are_looked_through_once_a_day(county: None) -> None:
    kind = ScreeningDays()
    with clock.standing_at(FIRST):
        assert kind.waiting() == 1
        assert [kind.work_one("w") for _ in range(3)] == [True, False, False]
        ScreeningRun.objects.all().delete()
        assert kind.work_one("w") is False
    kind.close()


def test_a_county_without_a_register_is_not_screened(db: None) -> None:
    settle(households=0)
    assert not on(FIRST)


@pytest.fixture
def silent(tmp_path: Path, settings: Any) -> Iterator[None]:
    """The shipped packs, none of which says how often to screen."""
    for pack in Path(settings.POLICY_DIR).glob("*.toml"):
        told = re.sub(
            r'("screening\.every" = \{.*?), value = 1(.*?)(, default = true)?, citation',
            r"\1, applies = false\2, citation", pack.read_text(encoding="utf-8"),
        )  # fmt: skip
        (tmp_path / pack.name).write_text(told, encoding="utf-8")
    settings.POLICY_DIR = tmp_path
    shelf.cache_clear()
    yield
    shelf.cache_clear()


def test_a_county_whose_pack_sets_no_time_is_screened_by_hand(county: None, silent: None) -> None:
    assert shelf().choose(COUNTY, FIRST)["screening.every"] is None
    assert not on(FIRST)
