"""Sealing: what comes out, what is refused, and how keys are exchanged."""

import base64
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.keys import BadKeys, Keyring, Tampered, UnknownKey, VaultError, generate_key

OLD, NEW = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))
RING = Keyring([OLD])
# Made by the first release.
FIXED_FINGERPRINT = "fd31237effda4e8b268d17392c15cf742f94ef1312b7b936db386b49ee9959cc"
FIXED_SEALED = (
    "012739df96cdc5b338f99de046a9727d7d6c47c151273ff4c118bea6e08da43b64530d30618a09ba5b90"
)


@given(st.binary(max_size=300), st.text(max_size=40))
def test_what_is_sealed_is_unsealed_for_the_same_purpose(plain: bytes, purpose: str) -> None:
    sealed = RING.seal(plain, purpose=purpose)
    assert RING.unseal(sealed, purpose=purpose) == plain
    assert len(sealed) == len(plain) + 33


def test_equal_values_are_sealed_differently_and_show_nothing() -> None:
    number = b"360799199001011238"
    first, second = (RING.seal(number, purpose="id") for _ in range(2))
    assert first != second
    assert number not in first


def test_another_purpose_is_refused() -> None:
    sealed = RING.seal(b"13800000000", purpose="phone")
    with pytest.raises(Tampered, match="用途：health"):
        RING.unseal(sealed, purpose="health")


def spoilt(sealed: bytes) -> Iterator[bytes]:
    """Every copy with one bit changed, cut short anywhere, or lengthened."""
    for place in range(len(sealed)):
        yield sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        yield sealed[:place]
    yield sealed + b"\0"


def test_any_change_is_noticed() -> None:
    sealed = RING.seal("尿毒症".encode(), purpose="health")
    for copy in spoilt(sealed):
        with pytest.raises((Tampered, UnknownKey)):
            RING.unseal(copy, purpose="health")


def test_a_new_key_seals_and_the_old_one_still_unseals() -> None:
    sealed = RING.seal(b"x", purpose="p")
    both = Keyring([NEW, OLD])
    assert both.unseal(sealed, purpose="p") == b"x"
    assert not both.is_current(sealed)
    resealed = both.seal(b"x", purpose="p")
    assert both.is_current(resealed)
    assert Keyring([NEW]).unseal(resealed, purpose="p") == b"x"


def test_a_dropped_key_is_missed_by_name() -> None:
    sealed = RING.seal(b"x", purpose="p")
    with pytest.raises(UnknownKey, match="没有该密文所用的密钥（用途：p）"):
        Keyring([NEW]).unseal(sealed, purpose="p")


def test_whether_a_value_is_current_is_asked_of_sealed_values_only() -> None:
    with pytest.raises(Tampered, match="密文版本不明"):
        RING.is_current(b"plain")


def test_fingerprints_find_equal_texts_of_one_purpose_and_survive_a_new_key() -> None:
    print_of = RING.fingerprint("360799199001011238", purpose="id")
    assert print_of == RING.fingerprint("360799199001011238", purpose="id")
    assert print_of == Keyring([NEW, OLD]).fingerprint("360799199001011238", purpose="id")
    others = {
        RING.fingerprint("360799199001011239", purpose="id"),
        RING.fingerprint("360799199001011238", purpose="phone"),
        Keyring([NEW]).fingerprint("360799199001011238", purpose="id"),
    }
    assert len(others | {print_of}) == 4
    assert len(print_of) == 64


def test_fingerprints_do_not_change_between_releases() -> None:
    """A changed derivation would make every stored fingerprint unfindable."""
    assert RING.fingerprint("360799199001011238", purpose="id") == FIXED_FINGERPRINT
    assert RING.unseal(bytes.fromhex(FIXED_SEALED), purpose="id") == "王小明".encode()


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ([], "没有设置 VAULT_KEYS"),
        ([OLD, "钥匙"], "第 2 个密钥不是 base64"),
        (["abc"], "第 1 个密钥不是 base64"),
        ([base64.b64encode(b"short").decode()], "第 1 个密钥应为 32 字节，而不是 5"),
        ([OLD, NEW, OLD], "有重复的密钥"),
    ],
)
def test_bad_keys_are_refused_without_being_shown(keys: list[str], message: str) -> None:
    with pytest.raises(BadKeys, match=message) as refusal:
        Keyring(keys)
    assert not any(key in str(refusal.value) for key in keys)


def test_a_generated_key_is_new_and_works() -> None:
    first, second = generate_key(), generate_key()
    ring = Keyring([first, second])
    assert ring.unseal(ring.seal(b"x", purpose="p"), purpose="p") == b"x"


def test_every_error_is_a_vault_error() -> None:
    assert all(issubclass(kind, VaultError) for kind in (BadKeys, Tampered, UnknownKey))
