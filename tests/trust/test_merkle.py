"""Merkle trees, signatures and notes in plain Python, against vectors and against a library."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from documents.packages import ed25519, merkle, notes

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
ORIGIN = notes.origin_of(PUBLIC)


def data(size: int) -> list[bytes]:
    return [f"event {number}".encode() for number in range(size)]


# The first four trees of RFC 6962's reference vectors (certificate-transparency, merkle_tree_test).
LEAVES = ["", "00", "10", "2021"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]


def test_the_roots_are_those_of_certificate_transparency() -> None:
    leaves = [bytes.fromhex(leaf) for leaf in LEAVES]
    grown = [merkle.grown(leaves[:size]).root.hex() for size in range(1, 5)]
    assert grown == ROOTS
    assert merkle.Tree().root.hex() == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )


@given(st.integers(1, 200), st.data())
def test_a_proof_leads_from_every_leaf_to_the_root(size: int, draw: st.DataObject) -> None:
    number = draw.draw(st.integers(0, size - 1))
    leaves = data(size)
    proof = merkle.path([merkle.leaf_hash(leaf) for leaf in leaves], number)
    root = merkle.grown(leaves).root
    assert merkle.root_by(leaves[number], number, size, proof) == root
    assert merkle.root_by(b"another", number, size, proof) != root


@given(st.integers(0, 100), st.integers(1, 60), st.data())
def test_the_newest_leaves_are_proved_without_the_older_ones(
    start: int, more: int, draw: st.DataObject
) -> None:
    number = draw.draw(st.integers(start, start + more - 1))
    leaves = data(start + more)
    hashes = [merkle.leaf_hash(leaf) for leaf in leaves]
    peaks = merkle.grown(leaves[:start]).peaks
    proof = merkle.path(hashes[start:], number, start=start, peaks=peaks)
    assert proof == merkle.path(hashes, number)


def test_a_tree_grows_from_its_peaks_alone() -> None:
    first = merkle.grown(data(13))
    again = merkle.Tree(first.size, list(first.peaks))
    again.add(b"event 13")
    assert again.root == merkle.grown(data(14)).root


@pytest.mark.parametrize(
    ("number", "size", "length"), [(3, 3, 2), (-1, 3, 2), (0, 3, 1), (0, 1, 1)]
)
def test_a_proof_that_cannot_be_one_is_refused(number: int, size: int, length: int) -> None:
    with pytest.raises(ValueError, match=r"no leaf|where"):
        merkle.root_by(b"", number, size, [b"x" * 32] * length)


class TestSignatures:
    @given(st.binary(max_size=64))
    def test_the_librarys_signature_is_good(self, message: bytes) -> None:
        signature = KEY.sign(message)
        assert ed25519.is_signed(message, signature, PUBLIC)
        assert not ed25519.is_signed(message + b".", signature, PUBLIC)

    @pytest.mark.parametrize("place", [0, 31, 32, 63])
    def test_one_bit_changed_is_bad(self, place: int) -> None:
        signature = bytearray(KEY.sign(b"x"))
        signature[place] ^= 1
        assert not ed25519.is_signed(b"x", bytes(signature), PUBLIC)

    def test_what_is_no_key_or_signature_is_bad(self) -> None:
        signature = KEY.sign(b"x")
        assert not ed25519.is_signed(b"x", signature[:-1], PUBLIC)
        assert not ed25519.is_signed(b"x", signature, PUBLIC[:-1])
        # not on the curve; coordinates beyond the field; x = 0 with a sign
        for key in ((2).to_bytes(32, "little"), b"\xff" * 32, b"\x01" + b"\0" * 30 + b"\x80"):
            assert not ed25519.is_signed(b"x", signature, key)
        beyond = (int.from_bytes(signature[32:], "little") + ed25519.ORDER).to_bytes(32, "little")
        assert not ed25519.is_signed(b"x", signature[:32] + beyond, PUBLIC)

    def test_the_neutral_point_is_a_point(self) -> None:
        assert not ed25519.is_signed(b"x", KEY.sign(b"x"), b"\x01" + b"\0" * 31)


def note(text: str) -> str:
    return notes.signed(text, ORIGIN, PUBLIC, KEY.sign(text.encode()))


class TestNotes:
    said = notes.Checkpoint(ORIGIN, 3, bytes(32))

    def test_a_checkpoint_is_read_back(self) -> None:
        assert notes.checkpoint(note(self.said.text), PUBLIC) == self.said

    @pytest.mark.parametrize(
        ("old", "new"), [("\n3\n", "\n4\n"), ("— huan", "— hung"), ("\n\n", "\n"), ("— ", "- ")]
    )
    def test_a_changed_note_is_refused(self, old: str, new: str) -> None:
        with pytest.raises(notes.BadNote):
            notes.checkpoint(note(self.said.text).replace(old, new), PUBLIC)

    def test_a_signature_line_of_something_else_is_refused(self) -> None:
        text, _, _ = note(self.said.text).rpartition("— ")
        for line in ("— huan !!", f"— {ORIGIN} {base64.b64encode(b'short').decode()}"):
            with pytest.raises(notes.BadNote):
                notes.opened(text + line, PUBLIC)

    @pytest.mark.parametrize("text", ["just a note\n", "a\nb\nc\n", "other/origin\n1\nAAAA\n"])
    def test_a_note_that_is_no_checkpoint_is_refused(self, text: str) -> None:
        assert notes.opened(note(text), PUBLIC) == text
        with pytest.raises(notes.BadNote):
            notes.checkpoint(note(text), PUBLIC)

    def test_notes_in_a_file_are_told_apart_and_half_a_one_left_out(self) -> None:
        one, two = note("a\n"), note("b\n")
        assert list(notes.split(one + two + two[:-5])) == [one, two]
