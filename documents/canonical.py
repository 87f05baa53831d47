"""Facts in the one form in which they are frozen, hashed and compared."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from documents.errors import IssueRefused


def freeze(value: Any, path: str = "") -> Any:
    """The value as plain JSON: dates and UUIDs as ISO text, decimals as written.

    Raises IssueRefused for a float (its text differs between machines), a key that is no text,
    a text that no database stores, and anything else JSON does not know; `path` names the place in
    the message.
    """
    match value:
        case None | bool() | int():
            return value
        case str():
            return _writable(value, path)
        case date():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case dict():
            return {_key(key, path): freeze(item, f"{path}.{key}") for key, item in value.items()}
        case list() | tuple():
            return [freeze(item, path) for item in value]
    raise IssueRefused(f"文书事实“{path.lstrip('.')}”的类型 {type(value).__name__} 不能冻结。")


def text(facts: Any) -> str:
    """The canonical text: sorted keys, no spaces, characters as they are."""
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(facts: Any) -> str:
    """SHA-256 (hex) of the canonical text: same facts, same digest."""
    return hashlib.sha256(text(facts).encode()).hexdigest()


def _key(key: Any, path: str) -> str:
    if not isinstance(key, str):
        raise IssueRefused(f"文书事实“{path.lstrip('.')}”中有一个名称不是文字。")
    return key


def _writable(words: str, path: str) -> str:
    """The text, unless it holds half a character (a lone surrogate) or a NUL."""
    try:
        words.encode()
    except UnicodeEncodeError:
        whole = False
    else:
        whole = "\0" not in words
    if not whole:
        raise IssueRefused(f"文书事实“{path.lstrip('.')}”中有不成字的代码，请重新录入。")
    return words
