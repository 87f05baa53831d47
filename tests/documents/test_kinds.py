"""A kind of paper is defined once and rightly."""

import pytest

from documents import kinds
from documents.kinds import Kind, KindError
from tests.documents.conftest import FORM, LETTER, POSTER


def test_a_defined_kind_is_found_by_its_code() -> None:
    assert kinds.get("T12") is POSTER
    assert POSTER.is_public
    assert not LETTER.is_public


def test_all_kinds_come_in_the_order_of_their_codes() -> None:
    codes = [kind.code for kind in kinds.all_kinds()]
    assert codes == sorted(codes)
    assert {FORM.code, LETTER.code, POSTER.code} <= set(codes)


def test_an_unknown_code_is_an_error_that_names_it() -> None:
    with pytest.raises(KindError, match="T99"):
        kinds.get("T99")


def test_defining_the_same_kind_again_changes_nothing() -> None:
    assert Kind("T05", "入户核查表（试验）", "internal", "form") == FORM


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"code": "T05", "title": "另一种"}, "taken"),
        ({"audience": "everyone"}, "audience"),
        ({"layout": "scroll"}, "layout"),
        ({"audience": "public"}, "allow-list"),
        ({"public_facts": ("note",)}, "allow-list"),
    ],
)
def test_a_wrong_definition_is_refused(wrong: dict[str, object], says: str) -> None:
    right = {"code": "T98", "title": "试验", "audience": "internal", "layout": "form"}
    with pytest.raises(KindError, match=says):
        Kind(**{**right, **wrong})  # type: ignore[arg-type]
