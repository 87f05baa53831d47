"""What anybody may ask about a paper in their hands: does its number exist, does it still stand.

A genuine code can be copied onto a forged sheet, so no answer says that a paper is genuine:
it says what the register holds, to be compared line by line.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from documents import check_codes
from documents.models import Paper


class Standing(StrEnum):
    """How the register stands to a number or code; the value is what the page shows."""

    EXISTS = "编号存在"
    ON_NOTICE = "公示期内"
    CORRECTED = "已更正"
    TAKEN_DOWN = "已撤下"
    VOIDED = "已作废"
    UNKNOWN = "查无此号"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the register holds; without a paper only `standing` and `advice` say anything.

    `corrected_by` is the number (or check code) of the paper that took its place.
    """

    standing: Standing
    advice: str
    identifier: UUID | None = None
    title: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    is_demo: bool = False
    corrected_by: str = ""


_ADVICE = {
    Standing.EXISTS: "编号存在，请逐项核对文书上的内容与本页是否一致。",
    Standing.ON_NOTICE: "编号存在，正在公示，请逐项核对文书上的内容与本页是否一致。",
    Standing.CORRECTED: "此文书已被更正，请以更正后的文书为准。",
    Standing.TAKEN_DOWN: "公示已结束，名单已撤下；如有疑问请致电发文机关。",
    Standing.VOIDED: "此文书已作废，不再有效。",
    Standing.UNKNOWN: "查无此号。请核对是否输错；确认无误的，请致电文书上的单位或乡镇政府查问。",
}
_BRACKETS = re.compile(r"[\[(【「{〈《〔](\d{4})[\])】」}〉》〕]")


def look_up(
    typed: str, *, standing_of: Callable[[Paper], Standing] = lambda _: Standing.EXISTS
) -> Answer:
    """The answer to a check code, or to the number of a public paper, as somebody typed it.

    `standing_of` tells what only the caller knows: whether a notice is still up. It is asked
    neither for a voided nor for a corrected paper. A letter to a household answers to its
    check code only, because numbers can be counted through. One statement.
    """
    paper = _find(typed)
    if paper is None:
        return Answer(Standing.UNKNOWN, _ADVICE[Standing.UNKNOWN])
    successor: Paper | None = getattr(paper, "superseded_by", None)
    if paper.voided_on is not None:
        standing = Standing.VOIDED
    elif successor is not None:
        standing = Standing.CORRECTED
    else:
        standing = standing_of(paper)
    return Answer(
        standing=standing,
        advice=_ADVICE[standing],
        identifier=paper.uuid,
        title=paper.title,
        number=paper.number,
        issuer=paper.meta.issuer.name,
        issued_on=paper.issued_on,
        is_demo=paper.is_demo,
        corrected_by=_name_of(successor) if successor else "",
    )


def _find(typed: str) -> Paper | None:
    papers = Paper.objects.select_related("superseded_by")
    code = check_codes.normalise(typed)
    if code:
        return papers.filter(check_code=code).first()
    plain = "".join(unicodedata.normalize("NFKC", typed).split())
    number = _BRACKETS.sub(r"〔\1〕", plain)
    return papers.filter(number=number, audience="public").first() if number else None


def _name_of(paper: Paper) -> str:
    return paper.number or check_codes.grouped(paper.check_code)
