"""Numbers of papers (发文字号): one gap-free counter per agency code with series, and year.

A number is taken at signing, in the transaction that issues the paper: if that rolls back
the counter rolls back with it, so no number is ever lost. A voided number stays with its
voided paper and is listed, never given again.
"""

from django.db import connection
from django.db.models import Exists, OuterRef

from documents.errors import IssueRefused
from documents.models import NumberSeries, Paper

# One statement on both databases: the row is made or moved under its lock, which is held until
# the caller's transaction ends, so that two issuers cannot see the same number.
_TAKE = """
INSERT INTO documents_numberseries (code, year, last) VALUES (%s, %s, %s)
ON CONFLICT (code, year) DO UPDATE SET last = documents_numberseries.last + EXCLUDED.last
RETURNING last
"""


def take(series: str, year: int) -> int:
    """The next number of the series (agency code with kind word) in that year, from 1.

    Only inside the caller's transaction; raises IssueRefused outside one, because a number
    taken there would be lost if the paper were refused afterwards.
    """
    return take_block(series, year, 1)[0]


def take_block(series: str, year: int, count: int) -> range:
    """The next `count` numbers at once, by one statement, under the terms of `take`."""
    if not connection.in_atomic_block:
        raise IssueRefused("文号只能在签发文书的同一事务中取用。")
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [series, year, count])
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)


def number_text(series: str, year: int, serial: int) -> str:
    """The number as it is printed: 示例防贫函〔2026〕7号, no leading zeros, no 第."""
    return f"{series}〔{year}〕{serial}号"


def voided(series: str, year: int) -> list[tuple[int, str]]:
    """The voided numbers of a series and year with their reasons, for the register of numbers."""
    papers = Paper.objects.filter(series=series, year=year, voided_on__isnull=False)
    return [
        (serial, reason)
        for serial, reason in papers.order_by("serial").values_list("serial", "voided_reason")
        if serial is not None
    ]


def gaps() -> list[str]:
    """Numbers up to their counter that no paper bears, for `doctor`; each is a fault to look into.

    Only series of papers: other things may be numbered by `take` too.
    """
    missing = []
    papers = Paper.objects.filter(series=OuterRef("code"), year=OuterRef("year"))
    for counter in NumberSeries.objects.filter(Exists(papers)).order_by("code", "year"):
        bearing = Paper.objects.filter(series=counter.code, year=counter.year)
        given = set(bearing.values_list("serial", flat=True))
        lost = (n for n in range(1, counter.last + 1) if n not in given)
        missing += [number_text(counter.code, counter.year, n) for n in lost]
    return missing
