"""The rows of this app."""

from documents.models.files import StoredFile
from documents.models.packages import Package, PackageUse
from documents.models.papers import NumberSeries, Paper
from documents.models.proofs import Delivery, Scan
from documents.models.renditions import Rendition
from documents.models.workers import WorkerSign

__all__ = [
    "Delivery",
    "NumberSeries",
    "Package",
    "PackageUse",
    "Paper",
    "Rendition",
    "Scan",
    "StoredFile",
    "WorkerSign",
]
