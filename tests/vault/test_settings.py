"""The keys are those of the settings, as they are at the moment."""

import pytest
from django.conf import LazySettings
from django.core.checks import run_checks

from vault import checks, cipher
from vault.keys import generate_key


def test_sealing_uses_the_first_key_of_the_settings(settings: LazySettings) -> None:
    old, new = generate_key(), generate_key()
    settings.VAULT_KEYS = [old]
    sealed = cipher.seal(b"x", purpose="p")
    known = cipher.fingerprint("x", purpose="p")
    assert cipher.is_current(sealed)
    settings.VAULT_KEYS = [new, old]
    assert cipher.unseal(sealed, purpose="p") == b"x"
    assert cipher.fingerprint("x", purpose="p") == known
    assert not cipher.is_current(sealed)
    settings.VAULT_KEYS = [new]
    with pytest.raises(cipher.UnknownKey):
        cipher.unseal(sealed, purpose="p")


def test_the_check_is_silent_with_good_keys() -> None:
    assert checks.check_keys(None) == []


@pytest.mark.parametrize("keys", [[], ["%"]])
def test_the_check_refuses_to_start_without_good_keys(
    settings: LazySettings, keys: list[str]
) -> None:
    settings.VAULT_KEYS = keys
    assert [error.id for error in run_checks(tags=["security"])].count("vault.E001") == 1


def test_the_check_refuses_to_start_without_the_setting(settings: LazySettings) -> None:
    del settings.VAULT_KEYS
    (error,) = checks.check_keys(None)
    assert (error.id, error.msg) == ("vault.E001", "没有设置 VAULT_KEYS：至少需要一个密钥")
