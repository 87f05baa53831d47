"""Signed notes and checkpoints, in the text formats of C2SP (signed-note, tlog-checkpoint).

A checkpoint says: the journal of this origin had so many entries, and this was its root.

    huan/5f0c2a91
    1204
    9P7iZ…=

    — huan/5f0c2a91 Xwwq…=
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from . import ed25519

_DASH = "— "
_ALGORITHM = b"\x01"  # Ed25519
_ID_BYTES = 4


class BadNote(ValueError):
    """The text is no signed note of that signer, or no checkpoint."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How many entries the journal had, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def origin_of(key: bytes) -> str:
    """The name of the installation that signs with the private half of `key`."""
    return f"huan/{hashlib.sha256(key).hexdigest()[:8]}"


def signed(text: str, name: str, key: bytes, signature: bytes) -> str:
    """A note: the text, a blank line, and the line of its signature."""
    line = base64.b64encode(_key_id(name, key) + signature).decode()
    return f"{text}\n{_DASH}{name} {line}\n"


def opened(note: str, key: bytes) -> str:
    """The text of a note, when it was signed with the private half of `key`; else BadNote."""
    text, blank, line = note.rpartition("\n\n")
    name, _, encoded = line.removeprefix(_DASH).strip().rpartition(" ")
    try:
        packed = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise BadNote("签名行不是规定的格式") from None
    text += "\n"
    if not blank or not line.startswith(_DASH) or packed[:_ID_BYTES] != _key_id(name, key):
        raise BadNote("不是以这一密钥签名的")
    if not ed25519.is_signed(text.encode(), packed[_ID_BYTES:], key):
        raise BadNote("签名与正文不符")
    return text


def checkpoint(note: str, key: bytes) -> Checkpoint:
    """The checkpoint a note holds; raises BadNote."""
    try:
        origin, size, root = opened(note, key).splitlines()
        said = Checkpoint(origin, int(size), base64.b64decode(root, validate=True))
    except BadNote:
        raise
    except ValueError:
        raise BadNote("不是检查点") from None
    if said.origin != origin_of(key):
        raise BadNote("检查点的来源不是这一密钥")
    return said


def split(text: str) -> Iterator[str]:
    """The notes that stand one after the other in a file; an unfinished last one is left out."""
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        lines.append(line)
        if line.startswith(_DASH) and line.endswith("\n"):
            yield "".join(lines)
            lines = []


def _key_id(name: str, key: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ALGORITHM + key).digest()[:_ID_BYTES]
