"""The gallery of papers: one sample PDF of every kind, for officers who want to see them.

No row owes these: a sample is made when it is missing for the templates as they stand, by whichever
worker looks first, and kept beside the files. No web process renders.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from logging import getLogger
from pathlib import Path

from django.conf import settings

from documents import kinds, storage
from documents.kinds import Kind
from documents.press import Job, Press, PressError
from documents.rendering import samples

logger = getLogger(__name__)


def kinds_shown() -> Iterator[Kind]:
    """The registered kinds that have a sample, by code."""
    there = set(samples.codes())
    return (kind for kind in kinds.all_kinds() if kind.code in there)


def kinds_without_sample() -> list[Kind]:
    """Kinds that can be issued and that nobody can look at beforehand."""
    there = set(samples.codes())
    return [kind for kind in kinds.all_kinds() if kind.code not in there]


def job_of(kind: Kind) -> Job:
    """What the press needs for the sample of a kind."""
    sample = samples.load(kind.code)
    shown = samples.photographs()
    return Job(kind, sample.facts, sample.meta, read_back=False, photographs=shown)


def made(code: str) -> bytes | None:
    """The sample PDF of a kind as its template stands; None while no worker has made it."""
    place = _place(code)
    return place.read_bytes() if place.is_file() else None


class SamplePrinting:
    """The owed kind of this module: samples that are missing."""

    name = "文书样张"

    def __init__(self, press: Press | None = None) -> None:
        self._press = press or Press()
        self._given_up: set[str] = set()

    def work_one(self, worker: str) -> bool:
        """Make one missing sample; one that fails is left until the worker starts anew."""
        kind = next(self._missing(), None)
        if kind is None:
            self._press.close()
            return False
        try:
            sheet = self._press.print(job_of(kind), beat=_nobody_waits)
        except PressError as error:
            logger.warning("no sample of %s: %s", kind.code, error)
            self._given_up.add(kind.code)
        else:
            _keep(kind.code, sheet.pdf)
        return True

    def waiting(self) -> int:
        """How many samples are missing."""
        return len(list(self._missing()))

    def close(self) -> None:
        """Stop the rendering child."""
        self._press.close()

    def _missing(self) -> Iterator[Kind]:
        return (
            kind
            for kind in kinds_shown()
            if kind.code not in self._given_up and not _place(kind.code).is_file()
        )


def _nobody_waits() -> None:
    """No lease has to be kept meanwhile."""


def _keep(code: str, pdf: bytes) -> None:
    place = _place(code)
    place.parent.mkdir(0o700, parents=True, exist_ok=True)
    for old in place.parent.glob(f"{code}-*.pdf"):
        old.unlink(missing_ok=True)
    storage.write_whole(pdf, place)


def _place(code: str) -> Path:
    return Path(settings.FILES_ROOT) / "gallery" / f"{code}-{_templates()}.pdf"


@cache
def _templates() -> str:
    """A digest of every template, layout and sample: when one changes, all samples are made anew."""
    found = hashlib.sha256()
    folder = Path(settings.BASE_DIR) / "templates" / "papers"
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:12]
