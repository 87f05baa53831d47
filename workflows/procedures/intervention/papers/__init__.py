"""The papers each step issues: which facts are frozen into them, and who may read them."""

from workflows.access.actors import Role
from workflows.engine.papers import PaperForm

from .. import kinds, originals
from . import (
    answering,
    asking,
    blocks,
    check,
    closing,
    decision,
    intake,
    leaving,
    letters,
    review,
    sheets,
    undoing,
    visits,
)

# 谁可以打开（在其可见案件之内）
OFFICE = (
    Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.ARCHIVIST, Role.AUDITOR,
)  # fmt: skip
VILLAGE = (Role.VILLAGE, *OFFICE)
DEPARTMENT = (Role.LIAISON, *OFFICE)

CLUE_FORM = PaperForm(kinds.D01, intake.clue, VILLAGE)
CLUE_TRANSFER = PaperForm(kinds.D01_T, intake.clue_transfer, OFFICE)
TAKEN_OVER = PaperForm(kinds.D01_X, intake.taken_over, OFFICE, gathers=originals.NAMES)
NOT_STARTED = PaperForm(kinds.D22_S, letters.not_started, VILLAGE)
ASSIGNMENT = PaperForm(kinds.D02, intake.assignment, OFFICE)
CONSENT_FORM = PaperForm(kinds.D03, intake.consent, VILLAGE, stamped=True, supersedes=True)
APPOINTMENT = PaperForm(kinds.D04, visits.appointment, VILLAGE, supersedes=True)
FAILED_VISIT = PaperForm(kinds.D06, visits.failed_visit, OFFICE, stamped=True)
WARNING = PaperForm(kinds.D06_W, visits.warning, OFFICE)
CHECK_FORM = PaperForm(kinds.D05, check.household_check, OFFICE, stamped=True)
REQUEST_LETTER = PaperForm(kinds.D07, asking.request, DEPARTMENT)
REPLY_FORM = PaperForm(kinds.D08, asking.reply, DEPARTMENT)
URGING = PaperForm(kinds.D09, asking.urging, DEPARTMENT)
SUPERVISING = PaperForm(kinds.D09_S, asking.urging, DEPARTMENT)
RESULT_LETTER = PaperForm(kinds.D10, asking.result, VILLAGE)
MEETING = PaperForm(kinds.D11, review.meeting, VILLAGE, stamped=True)
NOTICE_POSTER = PaperForm(
    kinds.D12, sheets.notice, VILLAGE, supersedes=True, forbidden=sheets.forbidden
)
NOTICE_RESULT = PaperForm(kinds.D13, sheets.result, VILLAGE, stamped=True)
OBJECTION_FORM = PaperForm(kinds.D14, closing.objection, OFFICE)
TOWNSHIP_OPINION = PaperForm(kinds.D17, decision.township_opinion, OFFICE, stamped=True)
APPROVAL = PaperForm(kinds.D18, decision.approval, OFFICE, stamped=True)
RETURN_SLIP = PaperForm(kinds.D19, decision.returned, OFFICE)
ANNOUNCEMENT = PaperForm(
    kinds.D20, sheets.announcement, VILLAGE, supersedes=True, forbidden=sheets.forbidden
)
CONFIRMATION = PaperForm(kinds.D21, letters.confirmation, VILLAGE, in_name_of=blocks.decided_by)
REFUSAL = PaperForm(kinds.D22, letters.refusal, VILLAGE, in_name_of=blocks.decided_by)
RECEIPT = PaperForm(kinds.D50, letters.receipt, VILLAGE, stamped=True, in_name_of=blocks.decided_by)
REGISTRATION = PaperForm(kinds.D23, closing.registration, OFFICE)
DOSSIER = PaperForm(kinds.D24, closing.dossier, OFFICE)
WITHDRAWAL_SLIP = PaperForm(kinds.D12_W, sheets.withdrawal, VILLAGE)
CORRECTION_POSTER = PaperForm(
    kinds.D51, undoing.correction_notice, VILLAGE, supersedes=True, forbidden=sheets.forbidden
)
CORRECTION_SLIP = PaperForm(kinds.D51_S, undoing.correction_slip, OFFICE)
REVOCATION_POSTER = PaperForm(
    kinds.D20_R, undoing.revocation_notice, VILLAGE, supersedes=True, forbidden=sheets.forbidden
)
REVOCATION = PaperForm(kinds.D22_R, undoing.revocation, VILLAGE)
ACCEPTANCE_LETTER = PaperForm(kinds.D15, answering.acceptance, OFFICE)
ANSWER_LETTER = PaperForm(kinds.D16, answering.answer, OFFICE)
WITHDRAWAL = PaperForm(kinds.D52, leaving.withdrawal, VILLAGE, stamped=True)
TERMINATION = PaperForm(kinds.D53, leaving.termination, VILLAGE)
MERGING = PaperForm(kinds.D54, leaving.merging, OFFICE)
HANDING_OVER = PaperForm(kinds.D54_T, leaving.handing_over, OFFICE, stamped=True)
RULING = PaperForm(kinds.D55, answering.ruling, OFFICE)
