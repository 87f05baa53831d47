"""举报追查 (domain 5.10, 资委办〔2018〕25号 六（十五）): never handled by the organisation reported.

The county's office takes every report; what is said of that office itself the auditor takes.
"""

from tests.conformance.vocabulary import NOWHERE, STAYS, Line, Place, Table, pairs

REPORT_TABLE = Table(
    key="report",
    edition="2018",
    places={
        "received": Place("handler", within="report.accept_limit"),
        "accepted": Place("handler", within="report.accept_limit"),
        "assigned": Place("handler", within="report.accept_limit"),
        "investigating": Place("handler", within="report.answer_limit", due_from="reported_on"),
        "concluded": Place("approver", within="report.answer_limit", due_from="reported_on"),
        "answered": Place("handler", within="report.answer_limit"),
        "closed": Place(end=True),
        "not_accepted": Place(end=True),
    },
    lines={
        # who gave his name is answered in time, counted from the day he reported
        "make": Line(
            (NOWHERE,), "received", ("villager",), asks=("content", "about"), works_out=("reported",)
        ),
        "accept": Line(("received",), "accepted", ("handler",), papers=("D56", "D57")),
        # nobody turns a report away alone
        "refuse": Line(
            ("received",), "not_accepted", ("handler",), duty="settle",
            countersigned_by="approver", asks=("because",), papers=("D56", "D57"),
        ),
        # 57号 第二十条: a complaint about an open case obliges the county to visit
        "link": Line(
            ("accepted", "assigned", "investigating"), STAYS, ("handler",), asks=("about_case",),
            tells="complained", by_several=True,
        ),
        "assign": Line(("accepted",), "assigned", ("handler",), asks=("investigators",)),
        "begin": Line(("assigned",), "investigating", ("handler",)),
        "conclude": Line(
            ("investigating",), "concluded", ("handler",), duty="investigate",
            duty_shared_by="investigators", asks=("outcome", "finding", "consequence"), papers=("D58",),
        ),
        "redo": Line(
            ("concluded",), "investigating", ("approver",), duty="settle", asks=("redo_because",)
        ),
        # 57号 第三十七条: who gave his name is answered
        "answer": Line(
            ("concluded",), "answered", ("approver",), duty="settle", asks=("answer",),
            only_if=("named",), papers=("D59",),
        ),
        "note": Line(
            ("concluded",), "answered", ("approver",), duty="settle", asks=("answer",),
            only_if=("not_named",), papers=("D59",),
        ),
        # domain 5.10: substantiated, it opens correction, C28, or referral
        "correct": Line(
            ("answered",), STAYS, ("handler",), only_if=("to_correct",), works_out=("right_put",),
            asks=("item", "was", "becomes", "evidence_of", "about_case"),
            books=("open_correction",),
        ),
        "revoke": Line(
            ("answered",), STAYS, ("handler",), only_if=("to_revoke",), works_out=("right_put",),
            asks=("suspicion", "about_case"), books=("open_revocation",),
        ),
        "refer": Line(
            ("concluded", "answered"), STAYS, ("handler", "approver"),
            asks=("receiver", "referred_because"), starts="referral", by_several=True,
            papers=("D58-T",),
        ),
        "close": Line(
            ("answered",), "closed", ("handler",), asks=("followed_up",), holds=("followed",)
        ),
    },
    # who investigates does not settle
    apart=pairs(("investigate", "settle")),
)  # fmt: skip

REFERRAL_TABLE = Table(
    key="referral",
    edition="2018",
    places={
        "sent": Place("handler", within="report.answer_limit"),
        "replied": Place(end=True),
    },
    lines={"reply": Line(("sent",), "replied", ("handler",), asks=("replied",))},
)

OVERSIGHT_TABLE = Table(
    key="oversight",
    edition="2018",
    places={
        "received": Place("auditor", within="report.accept_limit"),
        "passed_on": Place("auditor", within="report.answer_limit", due_from="reported_on"),
        "answered": Place(end=True),
    },
    lines={
        "make": Line(
            (NOWHERE,), "received", ("villager",), asks=("content",), works_out=("reported",)
        ),
        "pass_on": Line(
            ("received",),
            "passed_on",
            ("auditor",),
            asks=("receiver", "referred_because"),
            papers=("D56", "D58-T"),
        ),
        "answer": Line(("passed_on",), "answered", ("auditor",), asks=("answer",), papers=("D59",)),
    },
)
