"""Sealing the journal: new events become leaves of one tree, whose root is signed and given away.

The chain of a case shows a changed event; a whole chain written anew only shows against a root that
lies elsewhere. So a worker seals at least once a minute, and what happens to a notice at once, before
it can be printed and posted; the checkpoints go to a file outside the database.
"""

from __future__ import annotations

import fcntl
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Now

from documents.packages import notes
from documents.packages.merkle import Tree
from vault.cipher import seeds
from workflows.workdays import clock

from .models import Checkpoint, Event, Leaf
from .procedure import all_procedures

PURPOSE = "journal checkpoints"
QUIET = timedelta(minutes=1)  # so long an event may wait for others to be sealed with
LATEST = timedelta(minutes=10)  # later than this something is wrong
# No transaction lasts so long: whatever has a lower id than an event sealed before was seen then.
SETTLED = timedelta(hours=1)
AT_A_TIME = 2000  # events; a tenth of a second of SQLite's only write lock


class Forked(Exception):
    """The tree in the database is not the one that was signed before: nothing may be signed."""


def unsealed() -> QuerySet[Event]:
    """Events without a place in the tree, oldest first; looks only at what may be without one."""
    return Event.objects.filter(pk__gt=_settled(), leaf=None).order_by("pk")


def slipped_in() -> QuerySet[Event]:
    """Events that no transaction of ours can have written: where they stand, all was sealed before."""
    return Event.objects.filter(pk__lte=_settled(), leaf=None).order_by("pk")


def _settled() -> Coalesce:
    """The highest id below which nothing can still be on its way."""
    before = Checkpoint.objects.filter(sealed_at__lt=Now() - SETTLED).order_by("-size")
    return Coalesce(Subquery(before.values("last_event")[:1]), Value(0))


def overdue() -> QuerySet[Event]:
    """Events that should have been sealed long ago."""
    return unsealed().filter(recorded_at__lt=clock.now() - LATEST)


def seal() -> Checkpoint | None:
    """Seal what is not sealed yet, up to two thousand events; None when there is nothing.

    Raises Forked when the last checkpoint is not signed by this installation or the file knows of
    a later one: then history was changed or lost, and signing would cover it up.
    """
    _refuse_a_fork()
    try:
        with transaction.atomic():
            return _sealed()
    except IntegrityError:
        return None  # another worker has just sealed them


def _sealed() -> Checkpoint | None:
    last = Checkpoint.objects.order_by("size").last()
    events = list(unsealed().values_list("pk", "hash")[:AT_A_TIME])
    if not events:
        return None
    tree = tree_at(last)
    leaves = []
    for number, (pk, event_hash) in enumerate(events, start=tree.size):
        leaves.append(Leaf(number=number, event_id=pk, hash=event_hash))
        tree.add(event_hash.encode())
    Leaf.objects.bulk_create(leaves)
    checkpoint = Checkpoint(
        size=tree.size,
        root=tree.root.hex(),
        peaks=[peak.hex() for peak in tree.peaks],
        note=sign(tree.size, tree.root),
        last_event=max(events[-1][0], last.last_event if last else 0),
    )
    checkpoint.save(force_insert=True)
    return checkpoint


def tree_at(checkpoint: Checkpoint | None) -> Tree:
    """The tree as a checkpoint left it; raises Forked when its signature does not hold."""
    if checkpoint is None:
        return Tree()
    tree = Tree(checkpoint.size, [bytes.fromhex(peak) for peak in checkpoint.peaks])
    said = read_note(checkpoint.note)
    if said is None or (said.size, said.root) != (tree.size, tree.root):
        raise Forked(f"检查点 {checkpoint.size} 与其签名不符")
    return tree


def sign(size: int, root: bytes) -> str:
    """The signed checkpoint of a tree."""
    key = _keys()[0]
    public = key.public_key().public_bytes_raw()
    text = notes.Checkpoint(notes.origin_of(public), size, root).text
    return sign_text(text)


def sign_text(text: str) -> str:
    """A text as a note signed by this installation."""
    key = _keys()[0]
    public = key.public_key().public_bytes_raw()
    return notes.signed(text, notes.origin_of(public), public, key.sign(text.encode()))


def public_key() -> bytes:
    """What others check this installation's signatures with; may be given to anybody."""
    return _keys()[0].public_key().public_bytes_raw()


def read_note(note: str) -> notes.Checkpoint | None:
    """The checkpoint of a note signed with any key on the ring; None when nothing of it holds."""
    for key in _keys():
        try:
            return notes.checkpoint(note, key.public_key().public_bytes_raw())
        except notes.BadNote:
            continue
    return None


def published() -> list[str]:
    """The notes in the file outside the database, in the order written."""
    file = Path(settings.CHECKPOINTS)
    return list(notes.split(file.read_text())) if file.is_file() else []


def publish() -> int:
    """Append the checkpoints that the file does not have yet; how many.

    What a crash left out is made up for by the next one. Raises OSError when it cannot be written.
    """
    file = Path(settings.CHECKPOINTS)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # two workers of one machine share the file
        held.seek(0)
        known = _size_of(*list(notes.split(held.read()))[-1:])
        missing = Checkpoint.objects.filter(size__gt=known).order_by("size")
        fresh = list(missing.values_list("note", flat=True))
        held.write("".join(fresh))
    return len(fresh)


def ahead() -> tuple[int, int] | None:
    """How far the file reaches and how far the database, where the file knows more; else None.

    So it is after a restore: what was sealed after the backup is lost to the database.
    """
    known, held = _size_of(*published()[-1:]), _sealed_size()
    return (known, held) if known > held else None


def set_aside() -> Path:
    """Keep a file that knows more than the database under a dated name; returns where.

    The new file begins with what both know, so that this part goes on being proved against what
    was given away. Raises Forked when the file is not ahead: then there is nothing to set aside.
    """
    if ahead() is None:
        raise Forked("检查点文件没有超出数据库，不用另存")
    file, held = Path(settings.CHECKPOINTS), _sealed_size()
    kept = file.with_name(f"{file.name}.{clock.now():%Y%m%dT%H%M%S}")
    fresh = file.with_name(f"{file.name}.new")
    fresh.write_text("".join(note for note in published() if _size_of(note) <= held))
    # A hard link refuses a name that is taken, and the file is never missing in between.
    kept.hardlink_to(file)
    fresh.replace(file)
    return kept


def _sealed_size() -> int:
    newest = Checkpoint.objects.order_by("size").last()
    return newest.size if newest else 0


def _refuse_a_fork() -> None:
    """The file may lag behind the database, never the other way round."""
    if reach := ahead():
        raise Forked(f"检查点文件已记到 {reach[0]} 条，数据库中没有")


def _size_of(note: str = "") -> int:
    """How many entries a note of whatever signer speaks of."""
    return int(note.splitlines()[1]) if note else 0


def _keys() -> list[Ed25519PrivateKey]:
    return _made(tuple(seeds(PURPOSE)))


@lru_cache(maxsize=4)
def _made(found: tuple[bytes, ...]) -> list[Ed25519PrivateKey]:
    return [Ed25519PrivateKey.from_private_bytes(seed) for seed in found]


class Sealing:
    """The owed-work kind a worker asks: events without their place in the tree.

    No lease: leaf numbers are unique, so of two workers that seal at once one does it.
    """

    name = "记录封存"

    def __init__(self) -> None:
        self._caught_up = False

    def work_one(self, worker: str) -> bool:
        """Seal and publish; False when nothing is due."""
        if not self._caught_up:
            publish()
            self._caught_up = True
        if not due().exists() or seal() is None:
            return False
        self._caught_up = False
        publish()
        self._caught_up = True
        return True

    def waiting(self) -> int:
        """How many events are not sealed yet."""
        return unsealed().count()

    def close(self) -> None:
        """Nothing is held between two pieces of work."""


def due() -> QuerySet[Event]:
    """Unsealed events that waited long enough, and those of notices at once."""
    sheets = [table.key for table in all_procedures() if table.is_sheet]
    waited = Q(recorded_at__lte=clock.now() - QUIET)
    return unsealed().filter(waited | Q(case__procedure__in=sheets))
