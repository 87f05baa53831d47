"""Facts are frozen in one form: same facts, same digest."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import canonical
from documents.errors import IssueRefused

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_dates_amounts_and_ids_become_text() -> None:
    frozen = canonical.freeze(
        {"day": date(2026, 1, 2), "sum": Decimal("12.50"), "id": UUID(int=1), "n": (1, None)}
    )
    assert frozen == {
        "day": "2026-01-02",
        "sum": "12.50",
        "id": "00000000-0000-0000-0000-000000000001",
        "n": [1, None],
    }


@pytest.mark.parametrize(
    ("facts", "named"),
    [({"a": {"b": 1.5}}, "a.b"), ({"a": [{1: 2}]}, "a"), ({"a": {1, 2}}, "a")],
)
def test_what_has_no_one_text_is_refused_by_name(facts: dict[str, object], named: str) -> None:
    with pytest.raises(IssueRefused, match=f"“{named}”"):
        canonical.freeze(facts)


@given(_JSON)
def test_freezing_plain_json_changes_nothing(value: object) -> None:
    assert canonical.freeze(value) == value


@given(st.dictionaries(st.text(), st.integers(), min_size=2))
def test_the_order_of_facts_does_not_matter(facts: dict[str, int]) -> None:
    backwards = dict(reversed(facts.items()))
    assert canonical.digest(facts) == canonical.digest(backwards)


def test_the_canonical_text_keeps_chinese_as_it_is() -> None:
    assert canonical.text({"b": "村", "a": 1}) == '{"a":1,"b":"村"}'
