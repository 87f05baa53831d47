"""Forms of what comes beside or after a decision: relief, review, correction, revocation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from workflows.engine.answers import StepForm
from workflows.engine.fields import ChoiceField, DayField, TextField, YesField, YuanField
from workflows.engine.posting import TakenDownForm
from workflows.workdays import clock

URGENT = ("因灾", "因意外", "因病")  # 灾害、意外、大病


class NotedForm(StepForm):
    """阅知: what the auditor makes of it, if anything."""

    remark = TextField(label="审计意见（可不填）", rows=2, required=False)


class RecordedForm(StepForm):
    """备案: what the county found in a decision it had entrusted to the township."""

    record_note = TextField(
        label="备案意见（发现有误的，写明，另行申请复核或者拟撤销）", rows=2, required=False
    )


class ReliefForm(StepForm):
    """紧急救助: given at once within the petty limit, explained afterwards."""

    personal = frozenset({"urgent_kind", "urgent_because"})

    urgent_kind = ChoiceField(URGENT, label="急难情形")
    urgent_because = TextField(label="情况说明", rows=2)
    amount = YuanField(label="先行救助金额（元）")
    given_on = DayField(label="发放日期")
    measure = forms.CharField(label="救助方式", max_length=60, initial="临时救助")

    def clean_amount(self) -> Decimal:
        amount: Decimal = self.cleaned_data["amount"]
        if self.matter:
            most = Decimal(self.matter.pack["relief.petty_limit"])
            if not 0 < amount <= most:
                raise forms.ValidationError(
                    f"先行救助须大于0元、不超过{most}元；超过的按程序办理。"
                )
        return amount

    def clean_given_on(self) -> date:
        return not_ahead(self.cleaned_data["given_on"])


class JustifyForm(StepForm):
    """补充说明: evidence for what was given ahead."""

    personal = frozenset({"justification"})

    justification = TextField(label="补充说明和凭据")
    voucher = forms.CharField(label="发放凭证号", max_length=60)


class UnjustifiedForm(StepForm):
    """不予认可: the household keeps what it was given in good faith."""

    personal = frozenset({"not_justified_because"})

    not_justified_because = TextField(label="不予认可的理由")


class RecoverForm(StepForm):
    """追回: only what was obtained by fraud."""

    personal = frozenset({"fraud_found"})

    fraud = YesField(label="已查实骗取救助（未获确认不是追回的理由）")
    fraud_found = TextField(label="查实的事实和证据")


class RecoveredForm(StepForm):
    """登记追回."""

    recovered_on = DayField(label="追回日期")
    recovered_voucher = forms.CharField(label="缴款凭证号", max_length=60)


class AppealForm(StepForm):
    """申请复核: in the household's words; a ruling from above comes in the same way."""

    personal = frozenset({"claim", "evidence_given"})

    kind = ChoiceField(("复核", "行政复议", "行政诉讼"), label="救济方式")
    claim = TextField(label="请求和理由")
    evidence_given = TextField(label="所附证据", rows=2, required=False)
    asked_on = DayField(label="提出日期")


class InadmissibleForm(StepForm):
    """不予受理: one of the reasons there are."""

    turned_away_because = ChoiceField(
        ("超过期限且无正当理由", "不是本户或其代理人提出", "重复提出", "没有请求事项"), label="理由"
    )


class ReviewedForm(StepForm):
    """复核意见 of a handler who had no part in the first decision."""

    personal = frozenset({"reviewed"})

    reviewed = TextField(label="复核查明的事实", rows=4)
    view = ChoiceField(("维持原决定", "撤销重办"), label="复核意见")


class RulingForm(StepForm):
    """复核决定: printed in the letter (D55)."""

    personal = frozenset({"ruling"})

    ruling = TextField(label="决定的理由")


class OrderedForm(StepForm):
    """按复议决定或判决重办."""

    ordered_by = forms.CharField(label="复议机关或法院", max_length=80)
    order_number = forms.CharField(label="决定书或判决书文号", max_length=60)
    ordered_on = DayField(label="送达日期")


class GiveUpForm(StepForm):
    """申请人撤回."""

    personal = frozenset({"gave_up"})

    gave_up = TextField(label="申请人的书面说明", rows=2)


class RefusedCorrectionForm(StepForm):
    """不予更正."""

    personal = frozenset({"not_corrected_because"})

    not_corrected_because = TextField(label="不予更正的理由", rows=2)


class TellForm(StepForm):
    """告知拟撤销: the household knows the facts, the grounds, and until when it may be heard."""

    personal = frozenset({"grounds"})

    grounds = TextField(label="拟撤销的事实和依据（书面告知本户的内容）")
    told_on = DayField(label="告知送达日期")

    def clean_told_on(self) -> date:
        return not_ahead(self.cleaned_data["told_on"])


class HeardForm(StepForm):
    """陈述申辩: what the household said, and what the office makes of it."""

    personal = frozenset({"household_said", "considered"})

    household_said = TextField(label="本户的陈述申辩（没有的写“未提出”）")
    considered = TextField(label="复核和采纳情况")


class OverForm(TakenDownForm):
    """公示期满: the poster is down; what villagers said about it."""

    personal = frozenset({"heard_from_villagers"})

    heard_from_villagers = TextField(label="公示期间收到的意见（没有的写“无”）", rows=2)


class RevokeForm(StepForm):
    """撤销确认: facts, rule, reasons; whether what was given is claimed back."""

    personal = frozenset({"facts_found", "reason", "fraud_text"})

    facts_found = TextField(label="查明的事实")
    reason = TextField(label="撤销的理由")
    rule = forms.CharField(label="依据的文件和条款", max_length=200)
    fraud = forms.BooleanField(label="有骗取行为，另行追回", required=False)
    fraud_text = TextField(label="骗取的事实（有的填写）", required=False, rows=2)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("fraud") and not given.get("fraud_text"):
            self.add_error("fraud_text", "认定骗取的，须写明事实。")
        return given


class KeepForm(StepForm):
    """维持确认."""

    personal = frozenset({"kept_because"})

    kept_because = TextField(label="维持的理由", rows=2)


class ConsentRefusedForm(StepForm):
    """拒绝授权: after explanation, before two witnesses."""

    personal = frozenset({"refusal_words", "first_witness", "second_witness"})

    explained_to = YesField(label="已当面说明授权的用途、范围和不授权的后果")
    refused_consent_on = DayField(label="拒绝日期")
    refusal_words = TextField(label="本户的说法", rows=2)
    first_witness = forms.CharField(label="见证人一", max_length=40)
    second_witness = forms.CharField(label="见证人二", max_length=40)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("first_witness") and given["first_witness"] == given.get("second_witness"):
            self.add_error("second_witness", "见证人应当是两个人。")
        given["consent_refused"] = True
        return given


def not_ahead(day: date) -> date:
    """A day that has come. Raises ValidationError for one still ahead."""
    if day > clock.today():
        raise forms.ValidationError("日期不能晚于今天，请核对。")
    return day
