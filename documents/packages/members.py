"""What a package is made of: a ZIP of plain files, each named with its hash in one signed list.

    manifest.json       every other member: path, SHA-256, bytes, pages, title
    manifest.sig        the SHA-256 of manifest.json, signed by the installation
    metadata.xml        what the dossier is: number, title, procedure, agency, dates, retention
    papers/  scans/     PDF/A of each paper, and its signed and stamped original
    journal/CASE.json   every entry: text, hashes, personal answers with salt, place in the tree, proof
    checkpoints/N.txt   the signed checkpoints that these proofs lead to
    readme.txt          what this is and how to check it

Plain Python, so that it can be read wherever there is a Python.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FORMAT = 1
MANIFEST, SIGNATURE, METADATA, README = (
    "manifest.json", "manifest.sig", "metadata.xml", "readme.txt",
)  # fmt: skip
PAPERS, SCANS, JOURNAL, CHECKPOINTS = "papers/", "scans/", "journal/", "checkpoints/"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same members make the same bytes


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a package; `pages` of a paper or scan where they can be counted."""

    data: bytes
    title: str = ""
    pages: int | None = None


def listed(head: Mapping[str, Any], members: Mapping[str, Member]) -> bytes:
    """The manifest: what `head` says of the package, and one line for each member."""
    lines = [
        {
            "path": path,
            "sha256": hashlib.sha256(member.data).hexdigest(),
            "size": len(member.data),
            "pages": member.pages,
            "title": member.title,
        }
        for path, member in members.items()
    ]
    said = {"format": FORMAT, **head, "members": lines}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def statement(manifest: bytes) -> str:
    """What is signed of a package."""
    return f"huan package {FORMAT}\n{hashlib.sha256(manifest).hexdigest()}\n"


def packed(manifest: bytes, signature: str, members: Mapping[str, Member]) -> bytes:
    """The package; the same bytes for the same members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path, data in (
            (MANIFEST, manifest),
            (SIGNATURE, signature.encode()),
            *((path, member.data) for path, member in members.items()),
        ):
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.external_attr = 0o444 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return held.getvalue()
