"""The life of a rendition goes by its transitions, whatever the code around it does."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django_fsm import ConcurrentTransition, TransitionNotAllowed

from documents.models import Rendition
from documents.models.renditions import OWED, State
from documents.printing import current_rendition
from tests.documents.conftest import IssuePaper

PRODUCT = [
    path
    for folder in ("config", "documents", "workflows", "vault")
    for path in Path(settings.BASE_DIR, folder).rglob("*.py")
]


@pytest.mark.django_db
class TestTheRow:
    @pytest.fixture
    def rendition(self, issue_paper: IssuePaper) -> Rendition:
        return current_rendition(issue_paper())

    def test_its_state_cannot_be_set(self, rendition: Rendition) -> None:
        with pytest.raises(AttributeError):
            rendition.state = State.RENDERED

    def test_a_move_the_table_does_not_have_is_refused(self, rendition: Rendition) -> None:
        with pytest.raises(TransitionNotAllowed):
            rendition.release()
        rendition.park("试验")
        with pytest.raises(TransitionNotAllowed):
            rendition.retry()

    def test_of_two_who_move_it_at_once_the_second_is_told(self, rendition: Rendition) -> None:
        other = Rendition.objects.get(pk=rendition.pk)
        rendition.park("先")
        rendition.save()
        other.void("后")
        with pytest.raises(ConcurrentTransition):
            other.save()

    def test_a_voided_paper_stays_voided(self, rendition: Rendition) -> None:
        rendition.void("作废")
        for move in (rendition.retry, rendition.release):
            with pytest.raises(TransitionNotAllowed):
                move()

    @pytest.mark.parametrize(
        "change", ["state = 'lost'", "state = 'rendered'", "state = 'parked'", "state = 'failed'"]
    )
    def test_the_database_holds_the_rules_too(self, rendition: Rendition, change: str) -> None:
        statement = f"UPDATE documents_rendition SET {change} WHERE id = %s"  # noqa: S608 - constants
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [rendition.pk])

    def test_a_paper_has_one_standing_rendition(self, rendition: Rendition) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Rendition(paper=rendition.paper).save()

    def test_what_is_owed_is_a_state_of_the_table(self) -> None:
        assert set(OWED) == {State.FROZEN, State.FAILED}


def test_nobody_writes_a_state_past_its_transitions() -> None:
    bypass = re.compile(r"\.(?:bulk_)?update\([^)]*\bstate\b\s*[=\"']", re.DOTALL)
    touching = {path: text for path in PRODUCT if "rendition" in (text := path.read_text()).lower()}
    assert len(touching) > 3
    assert [str(path) for path, text in touching.items() if bypass.search(text)] == []


def test_nobody_reads_a_protected_row_by_refreshing_it() -> None:
    folder = Path(settings.BASE_DIR, "documents")
    calls = [path for path in folder.rglob("*.py") if ".refresh_from_db(" in path.read_text()]
    assert calls == []
