"""建档: what of a closed case goes into its filing package, and the worker that owes it.

Papers in force with their PDFs and stamped originals, the journal of the case, of what belongs to
it and of the clue it came from, and for each entry the proof that a signed checkpoint holds it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree

from django.db.models import Exists, OuterRef, Q, QuerySet

from documents import storage
from documents.errors import FileDamaged
from documents.models import Package, Paper, Rendition, Scan
from documents.models.renditions import OWED, State
from documents.packages import keeping, merkle
from documents.packages.keeping import FilingRefused
from documents.packages.members import CHECKPOINTS, JOURNAL, METADATA, PAPERS, README, SCANS, Member
from documents.reading import count_pages
from workflows.access.models import Agency

from .models import Case, CasePaper, Checkpoint, Event, Leaf, SheetEntry
from .papers import form_of
from .policies import shelf
from .procedure import all_procedures
from .sealing import public_key, sign_text

LOOK_AGAIN = 30.0  # seconds until what was not ready is looked at again
RETENTION = "archive.retention.dossier"
SUFFIXES = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
TELLS = """归档信息包

papers/ 为文书（PDF/A），scans/ 为签字盖章的原件，journal/ 为办理记录及其证明，
checkpoints/ 为签名的检查点，manifest.json 列出每一件的校验值和页数，manifest.sig 为其签名。

核验不需要服务器，也不需要联网：
  python -m documents.packages 本文件.zip --key 公布的公钥
人工判断的事项，核验结果中标为 manual。本信息包不声称符合任何标准。
"""


def belonging(head: Case) -> Q:
    """Papers that lie in a case's dossier: its own, its clues', and the posters it stands on."""
    clues = Case.objects.filter(Q(led_to=head) | Q(follows=head, procedure__in=_telling()))
    sheets = SheetEntry.objects.filter(case=head, struck_on=None)
    return (
        Q(dossier=head.uuid)
        | Q(dossier__in=clues.values("uuid"))
        | Q(dossier__in=sheets.values("sheet__uuid"))
    )


def owed(after: int = 0) -> QuerySet[Case]:
    """Dossiers without a package of which something was sealed since `after`."""
    sealed = Leaf.objects.filter(event__case=OuterRef("pk"), number__gte=after)
    filed = Package.objects.filter(dossier=OuterRef("uuid"))
    return dossiers().filter(Exists(sealed), ~Exists(filed)).order_by("pk")


def dossiers() -> QuerySet[Case]:
    """Closed cases that are filed.

    A case without papers leaves no dossier, and one that went on in another lies in that one's.
    """
    papers = CasePaper.objects.filter(case=OuterRef("pk"))
    sheets = [table.key for table in all_procedures() if table.is_sheet]
    elsewhere = Exists(Case.objects.filter(follows=OuterRef("pk"))) | Q(
        procedure__in=_telling(), follows__isnull=False
    )
    closed = Case.objects.filter(closed=True, root=None).exclude(procedure__in=sheets)
    return closed.exclude(elsewhere).filter(Exists(papers))


def _telling() -> list[str]:
    """Procedures whose cases may go on in another's: their papers lie in that one's dossier."""
    return [
        table.key for table in all_procedures() if any(step.tells for step in table.steps.values())
    ]


def is_ready(head: Case) -> bool:
    """Whether every event is sealed and no PDF is on its way; a parked one keeps the case waiting."""
    on_its_way = Rendition.objects.filter(
        paper__in=_papers(head), state__in=(*OWED, State.PARKED)
    ).exists()
    return not on_its_way and not _events(head).filter(leaf=None).exists()


def pack(head: Case, *, reason: str = "") -> Package | None:
    """Seal the package of a closed case, or with `reason` one more that adds to it.

    None when another worker was first. Raises FilingRefused for a case that is not closed or not
    ready, StorageFull, FileDamaged. Slow: never inside a transaction.
    """
    if not head.closed or head.root_id or head.table.is_sheet:
        raise FilingRefused("只有已办结的案件才能封装归档。")
    if not is_ready(head):
        raise FilingRefused("还有文书没有生成，或记录没有封存，请稍后再试。")
    papers, originals = _papers_of(head)
    members = {**papers, **dict(_journals(head)), METADATA: Member(_metadata(head), "元数据")}
    members[README] = Member(TELLS.encode(), "说明")
    head_of = {"title": _title(head), "key": public_key().hex(), "originals": originals}
    return keeping.seal(head.uuid, head_of, members, sign=sign_text, reason=reason)


def _papers(head: Case) -> QuerySet[Paper]:
    return Paper.objects.filter(belonging(head), voided_on=None, superseded_by=None).order_by("pk")


def _papers_of(head: Case) -> tuple[dict[str, Member], dict[str, str]]:
    """PDFs and originals by path; and for each paper that wants one, where its original lies."""
    members: dict[str, Member] = {}
    originals: dict[str, str] = {}
    for number, paper in enumerate(_papers(head), start=1):
        stem = f"{number:03}-{paper.kind}-{paper.check_code}"
        made = paper.renditions.select_related("file").filter(state=State.RENDERED).last()
        assert made is not None and made.file is not None  # `is_ready`
        path = f"{PAPERS}{stem}.pdf"
        members[path] = Member(storage.read(made.file), str(paper), made.pages)
        members |= _gathered(paper, stem)
        scans = Scan.objects.select_related("file").filter(paper=paper, what="")
        scan = scans.order_by("pk").last()
        if scan is not None:
            kept = f"{SCANS}{stem}{SUFFIXES[scan.file.media_type]}"
            members[kept] = _scanned(scan, f"{paper} 签章原件")
        if form_of(paper.kind).stamped:
            originals[path] = kept if scan is not None else ""
    return members, originals


def _gathered(paper: Paper, stem: str) -> dict[str, Member]:
    """The older originals a paper has gathered, each by what it is: 线下转入."""
    scans = Scan.objects.select_related("file").filter(paper=paper).exclude(what="")
    return {
        f"{SCANS}{stem}-{nth:02}{SUFFIXES[scan.file.media_type]}": _scanned(
            scan, f"线下转入原件：{scan.what}（{scan.signed_on}）"
        )
        for nth, scan in enumerate(scans.order_by("pk"), start=1)
    }


def _scanned(scan: Scan, title: str) -> Member:
    data = storage.read(scan.file)
    is_pdf = scan.file.media_type == "application/pdf"
    return Member(data, title, count_pages(data) if is_pdf else 1)


def family(head: Case) -> QuerySet[Case]:
    """The case, what belongs to it, and the clue it came from: whose journals are filed."""
    return Case.objects.filter(Q(pk=head.pk) | Q(root=head) | Q(led_to=head))


def _events(head: Case) -> QuerySet[Event]:
    return Event.objects.filter(case__in=family(head))


def _journals(head: Case) -> Iterator[tuple[str, Member]]:
    """A file for each chain, and the checkpoints that its proofs lead to."""
    events = _events(head).select_related("case", "leaf", "personal").order_by("case_id", "seq")
    chains: dict[str, list[dict[str, Any]]] = {}
    batches = Batches()
    for event in events:
        batch = batches.of(event.leaf.number)
        personal = getattr(event, "personal", None)
        chains.setdefault(str(event.case.uuid), []).append(
            {
                "body": event.body,
                "previous": event.previous,
                "hash": event.hash,
                "algorithm": event.algorithm,
                "personal": {"salt": personal.salt, "text": personal.text} if personal else None,
                "leaf": event.leaf.number,
                "checkpoint": batch.size,
                "proof": [text.hex() for text in batch.proof(event.leaf.number)],
            }
        )
    for case, told in chains.items():
        text = json.dumps({"case": case, "events": told}, ensure_ascii=False, indent=1)
        yield f"{JOURNAL}{case}.json", Member(text.encode(), "办理记录")
    for batch in batches:
        yield f"{CHECKPOINTS}{batch.size}.txt", Member(batch.note.encode(), "检查点")


class Batch:
    """What one checkpoint added to the tree: enough to prove each of its leaves."""

    def __init__(self, checkpoint: Checkpoint, before: Checkpoint | None) -> None:
        self.size, self.note = checkpoint.size, checkpoint.note
        self._start = before.size if before else 0
        self._peaks = [bytes.fromhex(peak) for peak in before.peaks] if before else []
        leaves = Leaf.objects.filter(number__gte=self._start, number__lt=self.size)
        texts = leaves.order_by("number").values_list("hash", flat=True)
        self._hashes = [merkle.leaf_hash(text.encode()) for text in texts]

    def holds(self, number: int) -> bool:
        return self._start <= number < self.size

    def proof(self, number: int) -> list[bytes]:
        """From the leaf to the checkpoint's root."""
        return merkle.path(self._hashes, number, start=self._start, peaks=self._peaks)


class Batches:
    """The checkpoints under which some leaves were sealed, each read once."""

    def __init__(self) -> None:
        self._read: list[Batch] = []

    def of(self, number: int) -> Batch:
        """The batch in which a leaf was sealed."""
        for batch in self._read:
            if batch.holds(number):
                return batch
        checkpoint = Checkpoint.objects.filter(size__gt=number).order_by("size")[0]
        before = Checkpoint.objects.filter(size__lte=number).order_by("size").last()
        self._read.append(Batch(checkpoint, before))
        return self._read[-1]

    def __iter__(self) -> Iterator[Batch]:
        return iter(sorted(self._read, key=lambda batch: batch.size))


def _title(head: Case) -> str:
    who = head.household.head_name if head.household else ""
    mark = head.table.mark(head.facts)
    return f"{who}{head.table.name}案卷 {head.number}{f'（{mark}）' if mark else ''}"


def _metadata(head: Case) -> bytes:
    """What describes the dossier. Plain names of our own: no standard's schema is claimed."""
    last = head.events.latest("seq")
    agency = Agency.objects.filter(pk=json.loads(last.body)["actor"]["agency"]).first()
    retention = shelf().get(head.pack).parameter(RETENTION)
    told: Iterable[tuple[str, object]] = (
        ("number", head.number),
        ("identifier", head.uuid),
        ("title", _title(head)),
        ("procedure", f"{head.table.name}（{head.edition}）"),
        ("basis", head.table.basis),
        ("pack", head.pack),
        ("result", head.stage_label),
        ("agency", agency.name if agency else "系统"),
        ("region", head.region),
        ("household", head.household.head_name if head.household else ""),
        ("opened_on", head.opened_on),
        ("closed_on", last.occurred_on),
        ("retention", f"{retention.value} {retention.unit}"),
        ("retention_source", retention.citation),
    )
    root = ElementTree.Element("dossier")
    for name, value in told:
        ElementTree.SubElement(root, name).text = str(value)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


class Packaging:
    """The owed-work kind a worker asks: closed cases that were not filed yet.

    No lease: packages are numbered uniquely in their dossier, so of two workers one does it.
    """

    name = "归档封装"

    def __init__(self) -> None:
        self._after, self._not_before = 0, 0.0

    def work_one(self, worker: str) -> bool:
        """Seal one package; False when none is ready."""
        if time.monotonic() < self._not_before:
            return False
        newest = Checkpoint.objects.order_by("size").last()
        if newest is None or newest.size <= self._after:
            return False
        waiting = False
        for case in owed(self._after).iterator():
            try:
                if is_ready(case) and pack(case) is not None:
                    return True
            except FileDamaged:
                pass  # `doctor` names the file; the case waits for its return
            waiting = True
        if waiting:
            self._not_before = time.monotonic() + LOOK_AGAIN
        else:
            self._after = newest.size
        return False

    def waiting(self) -> int:
        """How many closed cases are not filed yet."""
        return owed(self._after).count()

    def close(self) -> None:
        """Nothing is held between two pieces of work."""
