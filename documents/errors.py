"""What can go wrong with a paper or a file; every message is Chinese and says what to do.

PaperError
├── IssueRefused        a paper cannot be issued, voided or replaced as asked
├── ServiceRefused      a service (送达) is not recorded as the rules want it
├── FileRefused         an upload is not what it should be
├── StorageFull         the disk has no room; nothing was written
└── FileDamaged         a stored file is missing or no longer what it was
"""

from http import HTTPStatus


class PaperError(Exception):
    """Base of the errors of this app; `status` is the HTTP answer, `str()` the Chinese reason."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class IssueRefused(PaperError):
    """A paper cannot be issued, voided or replaced as asked."""


class ServiceRefused(PaperError):
    """The record of a service lacks what makes it hold; `reasons` has every flaw at once."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("；".join(reasons))
        self.reasons = reasons


class FileRefused(PaperError):
    """An upload is too large, of the wrong type, or not readable."""


class StorageFull(PaperError):
    """The disk has no room; nothing was written and nothing is left over."""

    status = HTTPStatus.INSUFFICIENT_STORAGE


class FileDamaged(PaperError):
    """A stored file is missing, or its bytes no longer match its name."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR
