"""What the ledgers keep of each decision: functions of the matter, called in the step's transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from django.db.models import Q, QuerySet

from workflows.engine.matter import Matter
from workflows.engine.refusals import Blocked
from workflows.registry.dibao import NoStandard, Standard, spans, standards
from workflows.registry.models import DibaoEntry, Member

from .account import Account, State
from .forms.running import FRAUD, RESTORE
from .models import MILLIONTHS, Grant, Instalment, cents_of
from .plan import Period, month_after, month_of
from .store import grant_of, load, lock_office, office_of, save, standard_of

Kind = DibaoEntry.Kind


def open_account(matter: Matter) -> None:
    """批准: freeze the terms, plan every month, and say until when the household receives what."""
    facts, pack = matter.said, matter.pack
    over = Period(date.fromisoformat(facts["from_on"]), facts["months"])
    office = office_of(matter.case.region)
    lock_office(office)
    supplement = pack["supplement.ratio_min"] or Decimal(0)
    grant = Grant.objects.create(
        case=matter.case,
        household=matter.household,
        office=office,
        decided_on=matter.today,
        starts_on=over.starts_on,
        ends_on=over.ends_on,
        months=over.months,
        most=pack["phaseout.max_months"],
        rule=facts["rule"],
        multiples=",".join(map(str, pack["phaseout.step_multiples"])),
        base=cents_of(Decimal(facts["base"])),
        capped=pack["phaseout.cap"] == "standard_times_persons",
        supplement=int(supplement * MILLIONTHS),
    )
    at = _known(standard_of(grant))
    account = Account.opened(grant.terms, over, facts["persons"], facts["eligible"], at)
    save(grant, account, [])
    _note(matter, grant, Kind.PHASE_OUT, over.starts_on)


def stop_dibao(matter: Matter) -> None:
    """不予渐退: dibao ends with this month (民发〔2021〕57号 第三十二条)."""
    _enter(matter, Kind.NONE, month_after(matter.today))


def one_fewer(matter: Matter) -> None:
    """成员死亡: the register, and every unpaid month from the one after the death."""
    since = _bury(matter)
    facts = matter.answers
    grant = _change(
        matter,
        lambda account, at: account.household(since, facts["persons"], facts["eligible"], at),
    )
    _note(matter, grant, Kind.PHASE_OUT, since)


def none_left(matter: Matter) -> None:
    """唯一成员死亡: nothing is paid for a month after that of the death."""
    since = _bury(matter)
    _change(matter, lambda account, at: account.end(month_after(since, -1), forfeits=True))
    _enter(matter, Kind.NONE, since)


def new_standard(matter: Matter) -> None:
    """按新标准重算: unpaid months from this one on, each at its own standard."""
    this = month_of(matter.today)
    _change(matter, lambda account, at: account.standard(this, at))


def hold(matter: Matter) -> None:
    """暂停."""
    _change(matter, lambda account, at: account.suspend())


def release(matter: Matter) -> None:
    """恢复发放."""
    _change(matter, lambda account, at: account.resume())


def change_length(matter: Matter) -> None:
    """缩短或延长. Raises Blocked when a month already being paid would fall off."""
    months = matter.answers["months"]
    grant = grant_of(matter.case.pk)
    account, rows = load(grant)
    try:
        account.relength(months, _known(standard_of(grant)))
    except ValueError as error:
        raise Blocked("渐退期不能这样改。", [str(error)]) from error
    grant.months, grant.ends_on = months, Period(grant.starts_on, months).ends_on
    save(grant, account, rows)
    _note(matter, grant, Kind.PHASE_OUT, month_after(matter.today))


def end(matter: Matter) -> None:
    """提前终止, 自愿退出: from the next month on nothing; fraud forfeits and owes back (2022年通知)."""
    fraud = matter.said.get("end_reason") == FRAUD and matter.case.stage == "ended_early"

    def ended(account: Account, at: Standard) -> None:
        account.end(month_of(matter.today), forfeits=fraud)
        if fraud:
            account.recover()

    _change(matter, ended)
    _enter(matter, Kind.NONE, month_after(matter.today))


def restore(matter: Matter) -> None:
    """恢复低保: the phase-out pays for no month after this one, dibao from the next."""
    _change(matter, lambda account, at: account.end(month_of(matter.today)))
    _enter(matter, Kind.DIBAO, month_after(matter.today), Decimal(matter.answers["monthly"]))


def reverse(matter: Matter) -> None:
    """撤销原决定: back-pay month by month, or recovery of what was paid."""
    grant = grant_of(matter.case.pk)
    account, rows = load(grant)
    this, restored = month_of(matter.today), matter.answers["consequence"] == RESTORE
    owed = account.owed_instead(this, _known(standard_of(grant))) if restored else []
    account.void()
    if not restored:
        account.recover()
    save(grant, account, rows)
    Instalment.objects.bulk_create(
        Instalment(
            grant=grant,
            kind=Instalment.Kind.BACK_PAY,
            office=grant.office,
            month=line.month,
            k=number,
            of=len(owed),
            persons=matter.said["persons"],
            standard=0,
            basic=cents_of(line.amount),
            state=State.DUE,
            note=f"{matter.answers['ruling']} {matter.answers['ruling_number']}"[:200],
        )
        for number, line in enumerate(owed, start=1)
    )
    kind = Kind.DIBAO if restored else Kind.NONE
    _enter(matter, kind, month_after(matter.today), grant.terms.base if restored else Decimal(0))


def reissue(matter: Matter) -> None:
    """重发: what the bank returned and is still owed goes on the next list."""
    rows = owed_after_return(matter)
    Instalment.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=State.REISSUED, pay_list=None
    )


def withhold(matter: Matter) -> None:
    """退票暂缓重发: what the bank returned waits, with the reason."""
    bounced(matter).update(state=State.HELD, pay_list=None, note=matter.answers["withheld_for"])


def recovered(matter: Matter) -> None:
    """登记追回."""
    owing(matter).update(state=State.RECOVERED, note=matter.answers["voucher"])


def bounced(matter: Matter) -> QuerySet[Instalment]:
    """Payments of this phase-out that the bank has returned."""
    return Instalment.objects.filter(grant__case=matter.case, state=State.FAILED)


def owed_after_return(matter: Matter) -> QuerySet[Instalment]:
    """Returned payments, or such withheld since, that the household is owed for their month.

    None where the decision is void with recovery or ended for fraud (2022年通知); none for a month in
    which the household's record says that it receives nothing, as after a death told late.
    """
    rows = Instalment.objects.filter(grant__case=matter.case)
    if _forfeited(matter):
        return rows.none()
    again = Q(state=State.FAILED) | Q(state=State.HELD, grant__held=False)
    known = spans(matter.household.pk)
    for span, then in zip_longest(known, known[1:]):
        if span.entry.kind == Kind.NONE:
            rows = rows.exclude(
                month__gte=span.from_on, month__lt=then.from_on if then else date.max
            )
    return rows.filter(again)


def _forfeited(matter: Matter) -> bool:
    said, stage = matter.said, matter.case.stage
    fraud = stage == "ended_early" and said.get("end_reason") == FRAUD
    return fraud or (stage == "voided" and said.get("consequence") != RESTORE)


def owing(matter: Matter) -> QuerySet[Instalment]:
    """Payments of this phase-out that are to be recovered."""
    return Instalment.objects.filter(grant__case=matter.case, state=State.RECOVERABLE)


def _change(matter: Matter, do: Callable[[Account, Standard], None]) -> Grant:
    """Let a decision change the account, and write it back."""
    grant = grant_of(matter.case.pk)
    account, rows = load(grant)
    do(account, _known(standard_of(grant)))
    save(grant, account, rows)
    return grant


def _known(standard: Standard) -> Standard:
    """A month's standard; Blocked where the county has not told it yet."""

    def known(month: date) -> Decimal:
        try:
            return standard(month)
        except NoStandard as error:
            raise Blocked("低保标准没有录入，不能计算金额。", [str(error)]) from error

    return known


def _bury(matter: Matter) -> date:
    """Record a death in the register; returns the first month it tells on."""
    answers = matter.answers
    died_on = date.fromisoformat(answers["died_on"])
    dead = Member.objects.get(pk=answers["member"], household=matter.household)
    dead.died_on = died_on
    dead.save(update_fields=["died_on"])
    if answers.get("new_head"):
        head = Member.objects.get(pk=answers["new_head"], household=matter.household)
        head.relation = Member.Relation.HEAD
        head.save(update_fields=["relation"])
        matter.household.head_name = head.name
        matter.household.save(update_fields=["head_name"])
    return month_after(died_on)


def _note(matter: Matter, grant: Grant, kind: str, since: date) -> None:
    """What the household receives from a month on, and that it ends with the phase-out."""
    ends = Period(grant.starts_on, grant.months).after_end
    if since < ends:
        _enter(matter, kind, since, grant.terms.base)
    _enter(matter, Kind.NONE, ends)


def _enter(matter: Matter, kind: str, since: date, monthly: Decimal = Decimal(0)) -> None:
    facts = matter.said
    DibaoEntry.objects.create(
        household=matter.household,
        from_on=since,
        kind=kind,
        persons=facts["persons"],
        eligible=facts["eligible"],
        monthly=monthly,
        standard=_known(standards(matter.case.region))(max(since, month_of(matter.today))),
        source=DibaoEntry.Source.DECIDED,
        note=matter.case.number,
    )
