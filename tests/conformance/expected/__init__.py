"""What the policy papers demand of each procedure, written separately from the tables."""

from tests.conformance.expected.after import AFTER_TABLES
from tests.conformance.expected.application import APPLICATION_TABLE
from tests.conformance.expected.clue import CLUE_TABLE
from tests.conformance.expected.co_check import CO_CHECK_TABLE
from tests.conformance.expected.household_check import HOUSEHOLD_CHECK_TABLE
from tests.conformance.expected.intervention import INTERVENTION_TABLE
from tests.conformance.expected.ledgers import (
    DOUBT_TABLE,
    NATURAL_CHANGE_TABLE,
    VISIT_TABLE,
)
from tests.conformance.expected.objection import OBJECTION_TABLE
from tests.conformance.expected.phase_out import PHASE_OUT_TABLE
from tests.conformance.expected.phase_out_sheets import (
    PAY_LIST_TABLE,
    PHASE_OUT_NOTICE_TABLE,
    PHASE_OUT_OBJECTION_TABLE,
    PHASE_OUT_RESULTS_TABLE,
)
from tests.conformance.expected.report import OVERSIGHT_TABLE, REFERRAL_TABLE, REPORT_TABLE
from tests.conformance.expected.request_letter import REQUEST_LETTER_TABLE
from tests.conformance.expected.sheets import ANNOUNCEMENT_TABLE, NOTICE_TABLE

TABLES = {
    table.key: table
    for table in (
        CLUE_TABLE,
        APPLICATION_TABLE,
        HOUSEHOLD_CHECK_TABLE,
        CO_CHECK_TABLE,
        REQUEST_LETTER_TABLE,
        OBJECTION_TABLE,
        NOTICE_TABLE,
        ANNOUNCEMENT_TABLE,
        INTERVENTION_TABLE,
        PHASE_OUT_TABLE,
        PHASE_OUT_OBJECTION_TABLE,
        PHASE_OUT_NOTICE_TABLE,
        PHASE_OUT_RESULTS_TABLE,
        PAY_LIST_TABLE,
        REPORT_TABLE,
        REFERRAL_TABLE,
        OVERSIGHT_TABLE,
        VISIT_TABLE,
        DOUBT_TABLE,
        NATURAL_CHANGE_TABLE,
        *AFTER_TABLES,
    )
}
