"""A ring of keys. Plain Python: what it does depends on nothing but the keys it is given.

VaultError
├── BadKeys     the keys are missing or malformed
├── Tampered    a sealed value was changed, cut short, or made for another purpose
└── UnknownKey  a sealed value needs a key that is not on the ring
"""

import base64
import binascii
import hmac
import os
from collections.abc import Sequence
from functools import cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
VERSION: Final = b"\x01"
ID_BYTES: Final = 4
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
NONCE_AT: Final = len(VERSION) + ID_BYTES
CIPHER_AT: Final = NONCE_AT + NONCE_BYTES


class VaultError(Exception):
    """Something is wrong with the keys or with what they sealed."""


class BadKeys(VaultError):
    """VAULT_KEYS is empty or holds something that is not a key."""


class Tampered(VaultError):
    """The value is not what was sealed for this purpose."""


class UnknownKey(VaultError):
    """The key this value was sealed with is not on the ring."""


def generate_key() -> str:
    """A new random key in the form VAULT_KEYS takes: base64 of 32 bytes."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


class Keyring:
    """Keys in their order: the first seals, all unseal, the last makes fingerprints."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Read base64 keys of 32 bytes each. Raises BadKeys, which never quotes a key."""
        if not keys:
            raise BadKeys("没有设置 VAULT_KEYS：至少需要一个密钥")
        masters = [_decode(key, position) for position, key in enumerate(keys, start=1)]
        self._masters = {_derive(master, "key id", ID_BYTES): master for master in masters}
        if len(self._masters) < len(masters):
            raise BadKeys("VAULT_KEYS 中有重复的密钥")
        self._first, self._last = masters[0], masters[-1]
        self._first_id = next(iter(self._masters))

    def seal(self, plain: bytes, *, purpose: str) -> bytes:
        """See `vault.cipher.seal`."""
        header, nonce = VERSION + self._first_id, os.urandom(NONCE_BYTES)
        aead = _aead(self._first, purpose)
        return header + nonce + aead.encrypt(nonce, plain, header + purpose.encode())

    def unseal(self, sealed: bytes, *, purpose: str) -> bytes:
        """See `vault.cipher.unseal`."""
        if len(sealed) < CIPHER_AT + TAG_BYTES or not sealed.startswith(VERSION):
            raise Tampered(f"密文不完整或版本不明（用途：{purpose}）")
        header, nonce = sealed[:NONCE_AT], sealed[NONCE_AT:CIPHER_AT]
        master = self._masters.get(header[len(VERSION) :])
        if master is None:
            raise UnknownKey(f"VAULT_KEYS 中没有该密文所用的密钥（用途：{purpose}）")
        try:
            aead = _aead(master, purpose)
            return aead.decrypt(nonce, sealed[CIPHER_AT:], header + purpose.encode())
        except InvalidTag:
            raise Tampered(f"密文被改动，或不是为此用途加密的（用途：{purpose}）") from None

    def fingerprint(self, text: str, *, purpose: str) -> str:
        """See `vault.cipher.fingerprint`."""
        mac = _mac(self._last, purpose).copy()
        mac.update(text.encode())
        return mac.hexdigest()

    def seeds(self, purpose: str) -> list[bytes]:
        """See `vault.cipher.seeds`."""
        masters = reversed(self._masters.values())
        return [_derive(master, f"seed {purpose}", KEY_BYTES) for master in masters]

    def is_current(self, sealed: bytes) -> bool:
        """See `vault.cipher.is_current`."""
        if not sealed.startswith(VERSION):
            raise Tampered("密文版本不明")
        return sealed[len(VERSION) : NONCE_AT] == self._first_id


def _decode(key: str, position: int) -> bytes:
    try:
        master = base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        raise BadKeys(f"VAULT_KEYS 第 {position} 个密钥不是 base64") from None
    if len(master) != KEY_BYTES:
        raise BadKeys(f"VAULT_KEYS 第 {position} 个密钥应为 {KEY_BYTES} 字节，而不是 {len(master)}")
    return master


@cache
def _derive(master: bytes, label: str, length: int) -> bytes:
    kdf = HKDF(SHA256(), length=length, salt=None, info=f"huan vault 1: {label}".encode())
    return kdf.derive(master)


@cache
def _mac(master: bytes, purpose: str) -> hmac.HMAC:
    """Keyed and ready to be copied: keying it anew takes longer than a number does."""
    return hmac.new(_derive(master, f"fingerprint {purpose}", KEY_BYTES), digestmod="sha256")


@cache
def _aead(master: bytes, purpose: str) -> AESGCM:
    return AESGCM(_derive(master, f"seal {purpose}", KEY_BYTES))
