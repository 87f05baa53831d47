"""Proving the journal: chains, columns, commitments, and the seal over all of it.

What an insider with the database can do, and what finds it: a changed event breaks its chain; a
chain written anew disagrees with its leaves; leaves written anew lead to another root than was
signed; checkpoints written anew lack the signature; checkpoints taken out are missing from what
the file outside the database says. Only events newer than the last checkpoint can go unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.db.models import Exists, OuterRef

from documents.packages.merkle import Tree

from .journal import Finding, verify
from .models import Case, Checkpoint, Event, Leaf
from .sealing import published, read_note, slipped_in

CHUNK = 2000


class Proof:
    """One walk over the journal: what was found, and how much was read."""

    def __init__(self, number: str = "", *, restored: bool = False) -> None:
        """`number` limits the chains to one case; the seal is always proved as a whole.

        After a restore the file knows checkpoints that the backup does not: they are left out.
        """
        self.number, self.events, self.sealed = number, 0, 0
        self._restored = restored

    def findings(self) -> Iterator[Finding]:
        """Everything that is not as it was written."""
        yield from self._chains()
        yield from self._leaves()
        yield from self._checkpoints()

    def _chains(self) -> Iterator[Finding]:
        events = Event.objects.select_related("personal", "case").order_by("case_id", "seq")
        cases = Case.objects.all()
        if self.number:
            events, cases = (
                events.filter(case__number=self.number),
                cases.filter(number=self.number),
            )
        erased = set(cases.exclude(erasure=None).values_list("pk", flat=True))
        heads = dict(cases.values_list("pk", "last_hash"))
        for case, chain in groupby(events.iterator(chunk_size=CHUNK), key=lambda one: one.case_id):
            held = list(chain)
            self.events += len(held)
            yield from verify(held, erased=case in erased)
            if held[-1].hash != heads.pop(case, None):
                yield Finding(case, held[-1].seq, "案件末次散列与最后一条记录不符")
        yield from (Finding(case, 0, "案件没有任何记录") for case in heads)

    def _leaves(self) -> Iterator[Finding]:
        there = Event.objects.filter(pk=OuterRef("event_id"))
        lost = Leaf.objects.exclude(Exists(there)).values_list("number", flat=True)
        for number in lost:
            yield Finding(0, 0, f"封存的第 {number} 条记录不见了")
        altered = Leaf.objects.select_related("event").order_by("number")
        for leaf in altered.iterator(chunk_size=CHUNK):
            if leaf.hash != leaf.event.hash:
                yield Finding(leaf.event.case_id, leaf.event.seq, "与封存时的散列不符")
        for case, seq in slipped_in().values_list("case_id", "seq"):
            yield Finding(case, seq, "补插在早已封存的记录之间")

    def _checkpoints(self) -> Iterator[Finding]:
        said = list(_said(restored=self._restored))
        wanted = {size: root for size, root, _ in said}
        tree, reached = Tree(), {}
        leaves = Leaf.objects.order_by("number").values_list("number", "hash")
        for number, event_hash in leaves.iterator(chunk_size=CHUNK):
            if number != tree.size:
                yield Finding(0, 0, f"封存序号 {tree.size} 缺失")
                break
            tree.add(event_hash.encode())
            if tree.size in wanted:
                reached[tree.size] = tree.root
        self.sealed = tree.size
        for size, root, where in said:
            if root is None:
                yield Finding(0, 0, f"{where}的检查点 {size} 签名无效")
            elif reached.get(size) != root:
                yield Finding(0, 0, f"{where}的检查点 {size} 与现有记录不符")
        newest = max((size for size, _, _ in said), default=0)
        if tree.size > newest:
            yield Finding(0, 0, f"封存到第 {tree.size} 条，没有检查点")


def _said(*, restored: bool) -> Iterable[tuple[int, bytes | None, str]]:
    """What checkpoints say, those of the database and those given away: size, root, and where."""
    newest = 0
    for row in Checkpoint.objects.order_by("size"):
        newest = row.size
        note = read_note(row.note)
        matches = note and (note.size, note.root.hex()) == (row.size, row.root)
        yield row.size, note.root if note and matches else None, "数据库"
    for text in published():
        note = read_note(text)
        size = int(text.splitlines()[1])
        if restored and size > newest:
            continue
        yield size, note.root if note else None, "文件"
