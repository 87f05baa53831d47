"""Whatever somebody types is shown as he typed it, and is never a program."""

from uuid import uuid4

from tests.desk.conftest import SignedIn, text
from tests.fixtures.county import household
from workflows.desk.searching import sealed
from workflows.engine.door import start
from workflows.procedures.intervention.clue import Clue
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

CANARY = "<script>alert('canary')</script><img src=x onerror=alert(1)>"
SHOWN = "&lt;script&gt;alert(&#x27;canary&#x27;)&lt;/script&gt;"


def test_markup_in_an_answer_is_text_on_every_page_that_shows_it(
    county: Rehearsal, signed_in: SignedIn
) -> None:
    answers = {
        "channel": "乡村预警", "clue_on": clock.today(), "source": CANARY, "risks": ["因病"],
        "situation": CANARY,
    }  # fmt: skip
    clerk = county.actor("zhen1_jingban")
    case = start(Clue, by=clerk, household=household(), command_id=uuid4(), answers=answers)
    client = signed_in("zhen1_jingban")
    page = text(client.get(f"/desk/case/{case.uuid}/"))
    assert SHOWN in page
    for address in (f"/desk/case/{case.uuid}/", f"/desk/case/{case.uuid}/step/accept/", "/desk/"):
        shown = text(client.get(address))
        assert "<script>alert" not in shown and "<img src=x" not in shown, address


def test_markup_in_a_search_or_a_refused_form_is_text(signed_in: SignedIn) -> None:
    client = signed_in("zhen1_jingban")
    for address in ("/desk/", "/desk/households/", "/desk/register/"):
        assert "<script>alert" not in text(client.get(address, {"find": sealed(CANARY[:40])}))
    page = text(client.post("/desk/sign-in/", {"username": CANARY, "password": CANARY}))
    assert "<script>alert" not in page
