"""Papers are issued and voided in the transaction of the step, and nowhere else."""

import pytest

from documents import erasing
from documents.errors import IssueRefused
from documents.issuing import issue, void
from documents.models import Paper
from tests.documents.conftest import DAY, DOSSIER, LETTER, OFFICE, IssuePaper


def test_issuing_outside_a_transaction_is_refused(own_database: object) -> None:
    with pytest.raises(IssueRefused, match="同一事务中签发"):
        issue(LETTER, {}, dossier=DOSSIER, issuer=OFFICE, issued_on=DAY, demo=True)
    assert not Paper.objects.exists()


def test_voiding_outside_a_transaction_is_refused(
    own_database: object, issue_paper: IssuePaper
) -> None:
    paper = issue_paper()
    with pytest.raises(IssueRefused, match="同一事务中作废"):
        void(paper, reason="误发", on=DAY)


def test_erasing_outside_a_transaction_is_refused(own_database: object) -> None:
    with pytest.raises(IssueRefused, match="同一事务中进行"):
        erasing.erase([DOSSIER], DAY)
