"""渐退金发放清册: a month's payments of a county, drawn by the run, confirmed, settled by the bank."""

from workflows.access.actors import Role
from workflows.engine.procedure import Sheet
from workflows.engine.words import Stage, limit

from . import papers, payments
from .duties import APPROVE, PAID_APART, PAY
from .forms.pay_list import ConfirmForm, SettleForm


class PayList(Sheet):
    key, name, edition, letter = "pay_list", "渐退金发放清册", "2020", "FF"
    basis = "民发〔2012〕220号（已废止，仅作参照）第三十一条：每月10日前发放"
    apart = PAID_APART
    led_by = "民政"
    seen_by = (Role.HANDLER, Role.APPROVER, Role.PAYER, Role.AUDITOR)

    BY_DAY = limit("pay.by_day").since("counts_from")

    drawn = Stage("待核定", held_by=Role.APPROVER, within=BY_DAY, start=True)
    confirmed = Stage("待发放", held_by=Role.PAYER, within=BY_DAY)
    settled = Stage("已办结", end=True)

    confirm = drawn.to(
        confirmed, "核定清册", duty=APPROVE, asks=ConfirmForm, books=(payments.confirm,),
        issues=(papers.PAY_LIST,),
    )  # fmt: skip
    settle = confirmed.to(
        settled, "登记银行回盘", duty=PAY, asks=SettleForm, books=(payments.settle,)
    )
