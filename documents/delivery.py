"""Service of letters (送达): without a record that holds, no term of remedy begins."""

from datetime import date

from django.db import transaction

from documents.errors import ServiceRefused
from documents.models import Delivery, Paper, StoredFile
from documents.models.proofs import Way

_HANDED_OVER = {Way.IN_PERSON, Way.ENTRUSTED}
_BY_REFERENCE = {Way.MAILED: "邮件号", Way.ANNOUNCED: "公告张贴或刊登处"}


def record(
    paper: Paper,
    *,
    way: Way,
    served_on: date,
    today: date,
    by: str,
    place: str = "",
    receiver: str = "",
    relation: str = "",
    refused: bool = False,
    witness: str = "",
    reference: str = "",
    proof: StoredFile | None = None,
) -> Delivery:
    """Record how, when, by whom and to whom a letter was served.

    `relation` is the receiver's to the addressee, "" for himself; `reference` the mail number,
    or where it was announced; `proof` a photograph or the signed slip. Raises ServiceRefused
    with every flaw at once. A refusal is served by leaving the letter before a witness, or
    with a photograph or film of it (民事诉讼法 第八十九条, applied by analogy).
    """
    delivery = Delivery(
        paper=paper,
        way=way,
        served_on=served_on,
        place=place.strip(),
        served_by=by.strip(),
        receiver=receiver.strip(),
        relation=relation.strip(),
        refused=refused,
        witness=witness.strip(),
        reference=reference.strip(),
        proof=proof,
    )
    if reasons := [*_wrong_paper(paper), *_wrong_day(delivery, today), *_lacking(delivery)]:
        raise ServiceRefused(reasons)
    with transaction.atomic():
        delivery.save(force_insert=True)
    return delivery


def withdraw(delivery: Delivery, *, reason: str) -> Delivery:
    """Mark a record as entered by mistake; it stays in the list with the reason.

    Raises ServiceRefused without a reason or when it was withdrawn before.
    """
    if not reason.strip():
        raise ServiceRefused(["撤销送达登记须写明原因"])
    with transaction.atomic():
        current = Delivery.objects.select_for_update().get(pk=delivery.pk)
        if current.withdrawn_reason:
            raise ServiceRefused(["该送达登记已撤销"])
        current.withdrawn_reason = reason.strip()
        current.save(update_fields=["withdrawn_reason"])
    return current


def served_on(paper: Paper) -> date | None:
    """The day of the first service that stands, from which terms run; None while there is none."""
    standing = Delivery.objects.filter(paper=paper, withdrawn_reason="")
    return standing.order_by("served_on").values_list("served_on", flat=True).first()


def _wrong_paper(paper: Paper) -> list[str]:
    reasons = []
    if paper.is_public:
        reasons.append("公示类文书登记张贴情况，不登记送达")
    if paper.voided_on is not None:
        reasons.append("文书已作废，不能送达")
    return reasons


def _wrong_day(delivery: Delivery, today: date) -> list[str]:
    reasons = []
    if delivery.served_on < delivery.paper.issued_on:
        reasons.append(f"送达日期早于成文日期 {delivery.paper.issued_on}")
    if delivery.served_on > today:
        reasons.append("送达日期不能晚于今天")
    return reasons


def _lacking(delivery: Delivery) -> list[str]:
    way = Way(delivery.way)
    reasons = []
    if not delivery.served_by:
        reasons.append("须填写送达人")
    if delivery.refused and way is not Way.LEFT:
        reasons.append("拒收的，送达方式须为留置送达")
    if way is Way.LEFT and not (delivery.witness or delivery.proof):
        reasons.append("留置送达须有见证人，或附照片、录像")
    if way is Way.LEFT and not delivery.place:
        reasons.append("留置送达须填写送达地点")
    if way in _HANDED_OVER and not delivery.receiver:
        reasons.append("须填写签收人")
    if way in _BY_REFERENCE and not delivery.reference:
        reasons.append(f"{way.label}须填写{_BY_REFERENCE[way]}")
    return reasons
