"""What holds for every shelf of packs: choosing is a question of place and day only."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workflows.policy.jurisdictions import Jurisdiction
from workflows.policy.packs import NoPack, Pack, Shelf

VILLAGES = st.integers(110000000000, 659999999999)
DATES = st.dates(date(2015, 1, 1), date(2030, 1, 1))


def cut(village: int, digits: int) -> int:
    """The padded code of the region of so many digits in which the village lies."""
    below: int = 10 ** (12 - digits)
    return village // below * below


@st.composite
def shelves(draw: st.DrawFn) -> tuple[int, Shelf]:
    """A village and packs of regions around it and elsewhere."""
    village = draw(VILLAGES)
    packs = []
    for number in range(draw(st.integers(0, 6))):
        digits = draw(st.sampled_from([2, 4, 6, 9, 12]))
        code = draw(st.sampled_from([0, cut(village, digits), cut(draw(VILLAGES), digits)]))
        first = draw(DATES)
        last = draw(st.none() | st.just(first + timedelta(days=draw(st.integers(0, 999)))))
        packs.append(Pack(f"p{number}", "示例", (Jurisdiction.of(code),), first, last, {}))
    return village, Shelf(tuple(packs))


class TestThePackChosenIsTheBestOfThoseThatHold:
    @given(shelves(), DATES)
    def test_no_other_pack_that_holds_is_narrower_or_later(
        self, drawn: tuple[int, Shelf], on: date
    ) -> None:
        village, shelf = drawn
        holding = [
            pack
            for pack in shelf.packs
            if pack.effective_from <= on <= (pack.effective_to or date.max)
            and any(str(village).startswith(str(own.head or "")) for own in pack.jurisdictions)
        ]
        try:
            chosen = shelf.choose(village, on)
        except NoPack:
            assert not holding
        else:
            assert any(pack is chosen for pack in holding)
            for other in holding:
                assert self.rank(other) <= self.rank(chosen)

    @staticmethod
    def rank(pack: Pack) -> tuple[int, date]:
        return (pack.jurisdictions[0].digits, pack.effective_from)


class TestPaddingSaysNothing:
    @given(VILLAGES, st.sampled_from([2, 4, 6, 9]))
    def test_short_and_padded_codes_are_one_region(self, village: int, digits: int) -> None:
        short = village // 10 ** (12 - digits)
        assert Jurisdiction.of(short) == Jurisdiction.of(cut(village, digits))
        assert Jurisdiction.of(short).contains(Jurisdiction.of(village))
