"""The register of issued numbers (发文登记簿): every number of a series and year, voided ones too.

It is a paper like any other: frozen when it is asked for, printed by a worker, signed by hand. It
names no addressee, so that whoever keeps the numbers need not read the cases.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from documents import numbering
from documents.errors import IssueRefused
from documents.issuing import issue
from documents.kinds import Issuer, Kind
from documents.models import NumberSeries, Paper

REGISTER = Kind("R01", "发文登记簿", "internal", "form")


def series_of(codes: Iterable[str]) -> list[NumberSeries]:
    """The series, year by year, of the agencies with these document codes (发文代字)."""
    wanted = {code for code in codes if code}
    bearing = Paper.objects.filter(serial=1).values_list("series", "year", "issuer__code")
    theirs = {(series, year) for series, year, code in bearing if code in wanted}
    counters = NumberSeries.objects.order_by("-year", "code")
    return [one for one in counters if (one.code, one.year) in theirs]


def lines(series: str, year: int) -> list[dict[str, Any]]:
    """Each number given, in order: paper, day, what became of it; a gap would stand out as 缺号."""
    numbered = Paper.objects.filter(series=series, year=year).defer("facts", "forbidden")
    given = {paper.serial: paper for paper in numbered.order_by("serial")}
    counter = NumberSeries.objects.filter(code=series, year=year).first()
    return [
        _line(numbering.number_text(series, year, serial), given.get(serial))
        for serial in range(1, (counter.last if counter else 0) + 1)
    ]


def _line(number: str, paper: Paper | None) -> dict[str, Any]:
    if paper is None:
        return {"number": number, "title": "缺号", "issued_on": None, "note": "须查明原因"}
    note = ""
    if paper.voided_on is not None:
        on = paper.voided_on
        note = f"{on.year}年{on.month}月{on.day}日作废：{paper.voided_reason}"
    return {"number": number, "title": paper.title, "issued_on": paper.issued_on, "note": note}


def make(series: str, year: int, *, today: date) -> Paper:
    """Freeze the register of a series and year as it stands today; its PDF is owed like any other.

    Raises IssueRefused when no number of it was given.
    """
    last = Paper.objects.filter(series=series, year=year).order_by("-serial").first()
    if last is None:
        raise IssueRefused(f"{series}〔{year}〕没有发过文号，没有可以登记的。")
    given = lines(series, year)
    facts = {
        "series": series,
        "year": year,
        "lines": given,
        "given": len(given),
        "voided": sum("作废" in line["note"] for line in given),
    }
    with transaction.atomic():
        return issue(
            REGISTER,
            facts,
            dossier=file_of(series, year),
            issuer=Issuer(**last.issuer),
            issued_on=today,
            demo=last.is_demo,
        )


def made(series: str, year: int) -> list[Paper]:
    """The registers of a series and year made so far, the newest first."""
    papers = Paper.objects.filter(dossier=file_of(series, year), kind=REGISTER.code)
    return list(papers.defer("facts", "forbidden").order_by("-pk"))


def file_of(series: str, year: int) -> UUID:
    """The file in which the registers of a series and year lie."""
    return uuid5(NAMESPACE_URL, f"urn:huan:register:{series}:{year}")
