"""The measured procedure as viewflow.workflow's own documents would write it."""

from viewflow import this
from viewflow.workflow import act, flow
from viewflow.workflow.lock import no_lock, select_for_update_lock

from .models import AidProcess


class AidFlow(flow.Flow):  # type: ignore[misc]  # viewflow carries no annotations
    """Stock nodes and models. Its views stay empty: the contender does what they would do."""

    process_class = AidProcess
    # Without one a flow with a Join is stuck as soon as two departments answer at once
    # (its own system check says so).
    lock_impl = select_for_update_lock

    open = flow.Start(None).Next(this.check)
    check = flow.View(None).Next(this.ask)
    ask = (
        flow.Split()
        .Always(this.reply_civil_affairs)
        .Always(this.reply_police)
        .Always(this.reply_market)
        .Always(this.reply_land)
        .Always(this.reply_health)
    )
    reply_civil_affairs = flow.View(None).Next(this.join)
    reply_police = flow.View(None).Next(this.join)
    reply_market = flow.View(None).Next(this.join)
    reply_land = flow.View(None).Next(this.join)
    reply_health = flow.View(None).Next(this.join)
    join = flow.Join().Next(this.notice)
    notice = flow.View(None).Next(this.objected)
    objected = flow.If(act.process.objected).Then(this.check).Else(this.approve)
    approve = flow.View(None).Next(this.file)
    file = flow.View(None).Next(this.end)
    end = flow.End()


class Approval(flow.Flow):  # type: ignore[misc]  # as above
    """One approval, as a flow comes when nobody thinks of locks."""

    process_class = AidProcess
    lock_impl = no_lock

    open = flow.Start(None).Next(this.approve)
    approve = flow.View(None).Next(this.end)
    end = flow.End()


class LockedApproval(flow.Flow):  # type: ignore[misc]  # as above
    """The same with the lock that viewflow brings."""

    process_class = AidProcess
    lock_impl = select_for_update_lock

    open = flow.Start(None).Next(this.approve)
    approve = flow.View(None).Next(this.end)
    end = flow.End()
