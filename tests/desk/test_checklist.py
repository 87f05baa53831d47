"""The dossier's checklist: before filing the clerk sees what is still missing, line by line."""

from tests.desk.conftest import SignedIn, Walked, text
from workflows.procedures.intervention.rehearsal import Rehearsal


def test_the_clerk_sees_what_the_dossier_lacks(
    signed_in: SignedIn, walked: Walked, county: Rehearsal
) -> None:
    case = walked("confirmed")
    page = text(signed_in("zhen1_jingban").get(f"/desk/case/{case.uuid}/"))
    assert "案卷清单" in page
    assert "没有签章原件" in page
    county.serve(case)
    county.attach_originals(case)
    page = text(signed_in("zhen1_jingban").get(f"/desk/case/{case.uuid}/"))
    assert "没有签章原件" not in page


def test_a_case_not_yet_approved_shows_no_checklist(signed_in: SignedIn, walked: Walked) -> None:
    case = walked("township")
    assert "案卷清单" not in text(signed_in("zhen1_shenhe").get(f"/desk/case/{case.uuid}/"))
