"""System check: the product does not start with keys that cannot seal."""

from typing import Any

from django.core import checks

from vault.cipher import BadKeys, keyring


@checks.register(checks.Tags.security)
def check_keys(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """vault.E001 when VAULT_KEYS is missing, malformed or holds a key twice."""
    try:
        keyring()
    except BadKeys as error:
        hint = "密钥为 32 字节的 base64，可用 vault.cipher.generate_key() 生成；首个用于加密。"
        return [checks.Error(str(error), hint=hint, id="vault.E001")]
    return []
