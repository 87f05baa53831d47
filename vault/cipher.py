"""Sealing of bytes and fingerprints of text, with the keys of `settings.VAULT_KEYS`.

A sealed value is   version (1 byte) ‖ key id (4) ‖ nonce (12) ‖ AES-256-GCM ciphertext and tag.

It carries the id of its key, so keys rotate: put a new key first in VAULT_KEYS, reseal what
`is_current` denies, make the fingerprints anew, then drop the old key. The purpose is bound into
every value, so that a phone number cannot be passed off as an illness; it also has a sub-key of
its own, which keeps random nonces far below the number at which they might repeat.
"""

from collections.abc import Sequence
from functools import lru_cache

from django.conf import settings

from vault.keys import BadKeys, Keyring, Tampered, UnknownKey, VaultError, generate_key

__all__ = [
    "BadKeys",
    "Tampered",
    "UnknownKey",
    "VaultError",
    "fingerprint",
    "generate_key",
    "is_current",
    "keyring",
    "seal",
    "seeds",
    "unseal",
]


def seal(plain: bytes, *, purpose: str) -> bytes:
    """Encrypt under the first key; the same plaintext never comes out the same twice.

    Raises BadKeys.
    """
    return keyring().seal(plain, purpose=purpose)


def unseal(sealed: bytes, *, purpose: str) -> bytes:
    """Decrypt what `seal` made for the same purpose under any of the keys.

    Raises Tampered if anything was changed or the purpose is another, UnknownKey if the key is not
    (any longer) in VAULT_KEYS, BadKeys.
    """
    return keyring().unseal(sealed, purpose=purpose)


def fingerprint(text: str, *, purpose: str) -> str:
    """64 hex digits by which equal texts can be found without being stored. Raises BadKeys.

    Made with the *last* key, the one that stays while others are put before it: fingerprints can
    be searched, and are unique, all through a rotation. They must be made anew before the last
    key is dropped.
    """
    return keyring().fingerprint(text, purpose=purpose)


def is_current(sealed: bytes) -> bool:
    """Whether the value is sealed under the first key. Raises Tampered, BadKeys."""
    return keyring().is_current(sealed)


def seeds(purpose: str) -> list[bytes]:
    """32 secret bytes of each key, to make a signing key from; that to sign with comes first.

    It is the *last* key's, the one that stays through a rotation; the others only serve to know
    again what was signed before. Raises BadKeys.
    """
    return keyring().seeds(purpose)


def keyring() -> Keyring:
    """The keys of the settings as they are now. Raises BadKeys."""
    return _keyring(tuple(getattr(settings, "VAULT_KEYS", ())))


@lru_cache(maxsize=4)
def _keyring(keys: Sequence[str]) -> Keyring:
    return Keyring(keys)
