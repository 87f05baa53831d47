"""The papers each step issues: which facts are frozen into them, and who may read them."""

from workflows.access.actors import Role
from workflows.engine.papers import PaperForm

from .. import kinds
from . import letters, payments, posters, tables

# 谁可以打开（在其可见案件之内）
OFFICE = (
    Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.ARCHIVIST, Role.AUDITOR,
)  # fmt: skip
VILLAGE = (Role.VILLAGE, *OFFICE)

CHECKED = PaperForm(kinds.D05P, tables.checked, OFFICE, stamped=True)
NOTICE = PaperForm(
    kinds.D12P, posters.notice, VILLAGE, supersedes=True, forbidden=posters.forbidden
)
APPROVAL = PaperForm(kinds.D40, tables.approval, OFFICE, stamped=True)
INTENDED = PaperForm(kinds.D41D, letters.intended, VILLAGE)
GRANTED = PaperForm(kinds.D41, letters.granted, VILLAGE)
PLAN = PaperForm(kinds.D42, tables.plan, VILLAGE)
PAY_LIST = PaperForm(
    kinds.D42L,
    payments.pay_list,
    (Role.HANDLER, Role.APPROVER, Role.PAYER, Role.AUDITOR),
    stamped=True,
)
ENDED = PaperForm(kinds.D43, letters.ended, VILLAGE)
REVIEWED = PaperForm(kinds.D44, tables.reviewed, OFFICE, stamped=True)
STOPPED = PaperForm(kinds.D45, letters.stopped, VILLAGE)
EXITED = PaperForm(kinds.D45, letters.exited, VILLAGE)
RESTORED = PaperForm(kinds.D46, letters.restored, VILLAGE)
REVERSED = PaperForm(kinds.D46, letters.voided, VILLAGE)
CHANGED = PaperForm(kinds.D47, letters.changed, VILLAGE)
REDUCED = PaperForm(kinds.D48, tables.reduced, OFFICE, stamped=True)
RESULTS = PaperForm(
    kinds.D49, posters.results, VILLAGE, supersedes=True, forbidden=posters.forbidden
)
RECEIPT = PaperForm(kinds.D50, tables.receipt, VILLAGE, stamped=True)
