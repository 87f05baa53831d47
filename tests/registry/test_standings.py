"""What a household was on a day: dated kinds, and the columns that follow from them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from workflows.registry.models import Household, KindPeriod
from workflows.registry.standings import begin, begun, end, kinds_on, labels

Kind = KindPeriod.Kind
BEFORE, THEN, LATER = date(2024, 1, 1), date(2025, 3, 1), date(2026, 2, 1)


@pytest.fixture
def household(county: int) -> Household:
    """A carded ordinary household since 2024."""
    made = Household.objects.create(
        number="360799100200H0001", village_id=360799100200, head_name="曾福生", carded=True
    )
    KindPeriod.objects.bulk_create(begun(made, BEFORE))
    return made


def test_a_household_may_be_of_two_kinds_on_one_day(household: Household) -> None:
    begin(household, Kind.DIBAO, since=THEN, basis="示例县民政局〔2025〕3号")
    assert kinds_on(household, THEN) == [Kind.CARDED, Kind.DIBAO]
    household.refresh_from_db()
    assert (household.kind, household.carded) == ("dibao", True)


def test_what_it_was_before_stays_what_it_was(household: Household) -> None:
    begin(household, Kind.DIBAO, since=THEN, basis="决定书")
    assert set(kinds_on(household, date(2025, 2, 28))) == {Kind.ORDINARY, Kind.CARDED}
    assert kinds_on(household, date(2023, 12, 31)) == []


def test_who_no_longer_draws_is_ordinary_again(household: Household) -> None:
    begin(household, Kind.EXTREME, since=THEN, basis="决定书")
    end(household, Kind.EXTREME, until=LATER)
    household.refresh_from_db()
    assert household.kind == "ordinary"
    assert set(kinds_on(household, LATER)) == {Kind.CARDED, Kind.ORDINARY}
    assert Kind.EXTREME in kinds_on(household, date(2026, 1, 31))


def test_a_monitored_kind_comes_and_goes_beside_what_is_drawn(household: Household) -> None:
    begin(household, Kind.EDGE, since=THEN, basis="名单")
    end(household, Kind.EDGE, until=LATER)
    end(household, Kind.CARDED, until=LATER)
    begin(household, Kind.CARDED, since=date(2026, 5, 1), basis="名单")
    household.refresh_from_db()
    assert (household.kind, household.carded) == ("ordinary", True)
    assert labels(kinds_on(household, LATER)) == "一般户"


@pytest.mark.parametrize(
    ("kind", "day", "code"),
    [
        (Kind.CARDED, THEN, "kind_holds"),
        (Kind.DIBAO, date(2023, 5, 1), "kind_begins_later"),
    ],
)
def test_a_kind_that_cannot_begin_is_refused_and_nothing_changes(
    household: Household, kind: KindPeriod.Kind, day: date, code: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        begin(household, kind, since=day, basis="名单")
    assert refused.value.code == code
    assert set(kinds_on(household, THEN)) == {Kind.ORDINARY, Kind.CARDED}


def test_what_does_not_hold_cannot_end(household: Household) -> None:
    with pytest.raises(ValidationError, match="现在不是低保户"):
        end(household, Kind.DIBAO, until=THEN)


def test_the_database_itself_holds_one_open_period_a_kind(household: Household) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        KindPeriod.objects.create(household=household, kind=Kind.CARDED, since=THEN)
