"""A household's lines on the village's sheets: put on, taken off, put back."""

from uuid import uuid4

import pytest

from tests.engine.ways import june, to_deciding, to_public_notice, to_reviewing
from workflows.engine import sheets
from workflows.engine.family import Family
from workflows.engine.lists import begin
from workflows.engine.models import Case, SheetEntry
from workflows.engine.refusals import Stale
from workflows.procedures.intervention import dossier
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.procedures.intervention.sheets import Notice
from workflows.registry.areas import within
from workflows.registry.models import Household
from workflows.workdays import clock


def neighbours() -> tuple[int, int]:
    """The places, in the first township, of two households of one village."""
    seen: dict[int, int] = {}
    codes = sorted(set(Household.objects.values_list("village_id", flat=True)))
    low = codes[0] // 1000 * 1000
    homes = Household.objects.filter(within("village_id", [(low, low + 1000)])).order_by("pk")
    for place, village in enumerate(homes.values_list("village_id", flat=True)):
        if village in seen:
            return seen[village], place
        seen[village] = place
    raise AssertionError("no two households of one village")


def lines(case: Case) -> list[tuple[str, bool]]:
    """The numbers of the sheets a case was ever put on, and whether it is still there."""
    entries = SheetEntry.objects.filter(case=case).select_related("sheet").order_by("pk")
    return [(entry.sheet.number, entry.struck_on is None) for entry in entries]


def test_two_first_households_of_a_village_at_once_share_one_draft(
    county: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second looks while the first has not committed, and sees its draft only when refused."""
    one, other = neighbours()
    (_, sheet), case = to_public_notice(county, one), to_reviewing(county, other)
    look = sheets._collecting
    seen: list[dict[str, Case]] = [{}]
    monkeypatch.setattr(sheets, "_collecting", lambda *a: seen.pop() if seen else look(*a))
    with clock.standing_at(june(5)):
        assert county.agree(case) == sheet


def test_a_sheet_begun_twice_by_one_command_is_one(county: Rehearsal) -> None:
    command, by = uuid4(), county.actor("xian_jingban")
    with clock.standing_at(june(5)):
        begun = [
            begin(Notice, by=by, region=360799100001, command_id=command, facts={})
            for _ in range(2)
        ]
    assert [fresh for _, fresh in begun] == [True, False]
    assert begun[0][0] == begun[1][0]
    assert Case.objects.filter(uuid=command).count() == 1


def test_a_sheet_moves_nobody_who_was_listed_after_it_was_locked(county: Rehearsal) -> None:
    case, sheet = to_public_notice(county, 0)
    family = Family.read(sheet, june(5))
    assert sheets.waiting(family, frozenset({case.pk})) == {case.pk: [case]}
    with pytest.raises(Stale, match="又有农户列入"):
        sheets.waiting(family, frozenset())


def test_households_of_a_village_share_the_draft(county: Rehearsal) -> None:
    one, other = neighbours()
    (_, sheet), (_, same) = to_public_notice(county, one), to_public_notice(county, other)
    assert sheet == same
    assert Family([sheet], june(5)).listed(sheet) == 2


def test_regret_puts_a_household_back_on_its_line_of_the_draft(county: Rehearsal) -> None:
    """The draft went on collecting because of a neighbour: there can be no second line."""
    one, other = neighbours()
    case, sheet = to_public_notice(county, one)
    to_public_notice(county, other)
    with clock.standing_at(june(6)):
        county.take(case, "withdraw", county.local("jingban"), statement="不想申请了。")
        assert lines(case) == [(sheet.number, False)]
        county.take(case, "regret", county.local("jingban"), statement="还是要申请。")
    assert case.stage == "public_notice"
    assert lines(case) == [(sheet.number, True)]


def test_an_emptied_draft_is_withdrawn_and_regret_opens_another(county: Rehearsal) -> None:
    case, sheet = to_public_notice(county)
    with clock.standing_at(june(6)):
        county.take(case, "withdraw", county.local("jingban"), statement="不想申请了。")
        sheet.refresh_from_db()
        assert (sheet.stage, sheet.closed) == ("withdrawn", True)
        county.take(case, "regret", county.local("jingban"), statement="还是要申请。")
    assert lines(case) == [(sheet.number, False), (county.sheet(case, "notice").number, True)]


def test_a_notice_that_hung_in_full_still_proves_it_after_withdrawal_and_regret(
    county: Rehearsal,
) -> None:
    """Otherwise the poster would be missing from the dossier, and the case could never be filed."""
    case = to_deciding(county)
    with clock.standing_at(june(13)):
        county.take(case, "withdraw", county.local("jingban"), statement="不想申请了。")
        county.take(case, "regret", county.local("jingban"), statement="还是要申请。")
    assert case.stage == "deciding"
    assert "D12" in {paper.kind for paper in dossier.papers_of(case)}
