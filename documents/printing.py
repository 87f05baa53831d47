"""Makes the PDFs that issued papers owe; never touches anything but papers."""

from dataclasses import dataclass
from datetime import timedelta
from logging import getLogger

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from documents import check_codes, kinds, leaks, leases, signing, storage
from documents.errors import FileDamaged, IssueRefused, StorageFull
from documents.leases import LostLease
from documents.models import Paper, Rendition
from documents.models.renditions import State
from documents.press import Job, Press, PressError, Sheet, Unprintable
from documents.rendering import pictures
from documents.signing import Signer, SigningError

LEASE = timedelta(seconds=60)  # six heartbeats
MOST_ATTEMPTS = 5
FIRST_WAIT = timedelta(seconds=30)  # then 2, 8, 32 minutes

logger = getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Made:
    """The PDF is on disk under this name."""

    sha256: str
    size: int
    pages: int


@dataclass(frozen=True, slots=True)
class _NotMade:
    """Why not, in Chinese; `for_good` when no further attempt helps, `blameless` when the machine failed."""

    reason: str
    for_good: bool = False
    blameless: bool = False


class Printing:
    """The owed kind of this app: renditions."""

    name = "文书排版"

    def __init__(self, press: Press | None = None, signer: Signer | None = None) -> None:
        self._press = press or Press()
        self._signer = signer or signing.configured()

    def work_one(self, worker: str) -> bool:
        """Make one owed PDF: rendered outside any transaction, then stored and finished in one."""
        taken = leases.claim(Rendition.owed(), worker=worker, lease=LEASE)
        if taken is None:
            return False
        outcome = self._attempt(taken)
        try:
            with leases.fenced(taken) as current:
                _settle(current, outcome)
        except LostLease:
            logger.warning("rendition %s was taken over; this result is dropped", taken.pk)
        return True

    def waiting(self) -> int:
        """How many renditions are owed."""
        return Rendition.owed().count()

    def close(self) -> None:
        """Stop the rendering child."""
        self._press.close()

    def _attempt(self, taken: Rendition) -> _Made | _NotMade:
        if taken.attempts > MOST_ATTEMPTS:
            return _NotMade("排版多次中断，没有结果。", for_good=True)
        paper = taken.paper
        try:
            if not paper.is_intact:
                return _NotMade("文书事实与签发时的校验值不符，不予排版。", for_good=True)
            job = job_of(paper)
            sheet = self._press.print(
                job,
                beat=lambda: leases.heartbeat(taken, lease=LEASE),
                tell=lambda page: _begun(taken, page),
            )
            if paper.is_public and (leak := _leak(paper, job.kind, sheet)):
                return _NotMade(leak, for_good=True)
            pdf = self._signer.sign(sheet.pdf, issuer=paper.meta.issuer)
            return _Made(storage.write(pdf), len(pdf), sheet.pages)
        except kinds.KindError:
            return _NotMade(f"文书种类 {paper.kind} 在本系统中没有定义。", for_good=True)
        except Unprintable as error:
            return _NotMade(str(error), for_good=True)
        except (PressError, FileDamaged, SigningError) as error:
            return _NotMade(str(error))
        except StorageFull as error:
            return _NotMade(str(error), blameless=True)


def _begun(taken: Rendition, page: int) -> None:
    """Write down which page a long paper has come to, for those who wait for it."""
    with transaction.atomic():
        Rendition.objects.filter(pk=taken.pk, fence=taken.fence).update(pages=page)


def job_of(paper: Paper) -> Job:
    """What the press needs for a paper; raises `KindError`, and FileDamaged for a photograph."""
    facts = paper.facts
    photographs = {name: storage.read_named(name) for name in pictures.named(facts)}
    return Job(kinds.get(paper.kind), facts, paper.meta, paper.is_public, photographs)


def _leak(paper: Paper, kind: kinds.Kind, sheet: Sheet) -> str:
    """Why the finished PDF may not be posted; "" when it may."""
    plain = "".join(sheet.text.split()).replace("-", "")
    if paper.check_code not in plain:
        return (
            f"成品中读不出核对码 {check_codes.grouped(paper.check_code)}，无法核对内容，未予发布。"
        )
    static = [kind.title, *kind.static_phrases, paper.meta.issuer.phone]
    names = [str(row.get("name", "")) for row in paper.facts.get("rows") or ()]
    found = leaks.scan(sheet.text, forbidden=paper.forbidden, static=static, names=names)
    return f"公开文书中发现{'、'.join(found)}，未予发布；请更正后重新签发。" if found else ""


def _settle(current: Rendition, outcome: _Made | _NotMade) -> None:
    """Write result and completion; inside the fenced transaction."""
    if current.state != State.FROZEN:  # voided meanwhile: the PDF is rubbish to sweep
        current.save()
        return
    if isinstance(outcome, _Made):
        file = storage.record(outcome.sha256, size=outcome.size, media_type="application/pdf")
        current.finish(file, pages=outcome.pages)
        current.save()
        return
    if outcome.blameless:
        current.attempts -= 1
    if outcome.for_good or current.attempts >= MOST_ATTEMPTS:
        current.park(outcome.reason)
    else:
        current.fail(outcome.reason, wait=FIRST_WAIT * 4 ** (current.attempts - 1))
    current.save()


def forgotten() -> QuerySet[Paper]:
    """Papers in force that nobody owes a PDF and that have none: rows lost past the door."""
    standing = Rendition.objects.filter(paper=OuterRef("pk")).exclude(state=State.SUPERSEDED)
    return Paper.objects.filter(~Exists(standing), voided_on=None).order_by("pk")


def owe_forgotten() -> int:
    """Owe each of these papers its PDF again; how many. Doing it twice changes nothing."""
    with transaction.atomic():
        papers = list(forgotten().defer("facts", "forbidden"))
        for paper in papers:
            Rendition(paper=paper).save(force_insert=True)
    return len(papers)


def release(rendition: Rendition) -> Rendition:
    """Owe a parked rendition again, after its cause was removed; raises IssueRefused otherwise."""
    with transaction.atomic():
        current = Rendition.objects.select_for_update().get(pk=rendition.pk)
        if current.state != State.PARKED:
            raise IssueRefused("只有已搁置的文书成品才能重新排版。")
        current.release()
        current.save()
    return current


def remake(rendition: Rendition, *, reason: str) -> Rendition:
    """Owe a finished PDF anew, from the same facts, as another rendition; the old file is kept.

    For a file that was lost or a template that was wrong. Raises IssueRefused when the
    rendition is not finished or no reason is given.
    """
    if not reason.strip():
        raise IssueRefused("重新排版须写明原因。")
    with transaction.atomic():
        current = Rendition.objects.select_for_update().get(pk=rendition.pk)
        if current.state != State.RENDERED:
            raise IssueRefused("只有已成文的文书才能重新排版。")
        current.supersede(reason.strip())
        current.save()
        fresh = Rendition(paper=current.paper)
        fresh.save(force_insert=True)
    return fresh


def current_rendition(paper: Paper) -> Rendition:
    """The one standing rendition of a paper, whatever its state."""
    return Rendition.objects.select_related("file").exclude(state=State.SUPERSEDED).get(paper=paper)
