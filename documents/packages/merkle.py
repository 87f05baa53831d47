"""The Merkle tree over the journal, in the shape of RFC 6962: leaves and nodes hashed apart.

A tree is kept as its `peaks`, the roots of its full subtrees from left to right: some twenty
hashes for a million leaves, from which it grows and has its root without being read again.
All hashes are 32 bytes of SHA-256. Plain Python: anybody can check a proof with this file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

EMPTY_ROOT = hashlib.sha256().digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf, which no node's hash can equal."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees under one node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Tree:
    """A tree that grows at its right end."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def add(self, data: bytes) -> None:
        """One more leaf; full subtrees of equal height become one."""
        peak, carried = leaf_hash(data), self.size
        while carried & 1:
            peak = node_hash(self.peaks.pop(), peak)
            carried >>= 1
        self.peaks.append(peak)
        self.size += 1

    @property
    def root(self) -> bytes:
        """The one hash that stands for every leaf and their order."""
        if not self.peaks:
            return EMPTY_ROOT
        *rest, root = self.peaks
        for peak in reversed(rest):
            root = node_hash(peak, root)
        return root


def grown(leaves: Iterable[bytes]) -> Tree:
    """The tree over these leaves."""
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf)
    return tree


def path(
    hashes: Sequence[bytes], number: int, *, start: int = 0, peaks: Sequence[bytes] = ()
) -> list[bytes]:
    """What proves that leaf `number` is in the tree, from below upwards.

    The tree is the one of `start` leaves with these `peaks`, grown by leaves of these `hashes`;
    `number` is one of the latter. So nothing older need be read.
    """
    known = dict(zip(_blocks(start), peaks, strict=True))

    def root(low: int, high: int) -> bytes:
        if (low, high) in known:
            return known[low, high]
        if high - low == 1:
            return hashes[low - start]
        half = _half(high - low)
        return node_hash(root(low, low + half), root(low + half, high))

    proof: list[bytes] = []
    low, high = 0, start + len(hashes)
    while high - low > 1:
        middle = low + _half(high - low)
        is_left = number < middle
        proof.append(root(middle, high) if is_left else root(low, middle))
        low, high = (low, middle) if is_left else (middle, high)
    return proof[::-1]


def root_by(leaf: bytes, number: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root that a proof leads to from a leaf's data; raises ValueError for a proof of wrong length."""
    if not 0 <= number < size:
        raise ValueError(f"no leaf {number} in a tree of {size}")
    turns: list[bool] = []
    low, high = 0, size
    while high - low > 1:
        half = _half(high - low)
        is_left = number < low + half
        turns.append(is_left)
        low, high = (low, low + half) if is_left else (low + half, high)
    if len(turns) != len(proof):
        raise ValueError(f"a proof of {len(proof)} hashes where {len(turns)} lead to the root")
    found = leaf_hash(leaf)
    for is_left, beside in zip(reversed(turns), proof, strict=True):
        found = node_hash(found, beside) if is_left else node_hash(beside, found)
    return found


def _half(size: int) -> int:
    """The size of the left subtree: the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _blocks(size: int) -> list[tuple[int, int]]:
    """What the peaks of a tree cover, from left to right."""
    blocks, low = [], 0
    for bit in reversed(range(size.bit_length())):
        if size >> bit & 1:
            blocks.append((low, low + (1 << bit)))
            low += 1 << bit
    return blocks
