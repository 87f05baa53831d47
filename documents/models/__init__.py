"""The rows of this app."""

from documents.models.files import StoredFile
from documents.models.papers import NumberSeries, Paper
from documents.models.proofs import Delivery, Scan
from documents.models.renditions import Rendition
from documents.models.workers import WorkerSign

__all__ = [
    "Delivery",
    "NumberSeries",
    "Paper",
    "Rendition",
    "Scan",
    "StoredFile",
    "WorkerSign",
]
