"""Photographs on a paper: the bare copy of each, made small enough to print."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

from PIL import Image

from documents.rendering.errors import MissingPicture
from documents.rendering.typesetting import Asset

# 76 mm wide on paper at 300 dots an inch; the photograph itself stays in the file.
_WIDEST = 900


def named(facts: Mapping[str, Any]) -> list[str]:
    """The names (SHA-256) of the pictures a paper shows: those of its `photos` that have one."""
    return [name for _, name in _places(facts)]


def assets(facts: Mapping[str, Any], pictures: Mapping[str, bytes]) -> dict[str, Asset]:
    """What a template writes as `asset:photo-1` and on. Raises `MissingPicture`."""
    missing = [name for name in named(facts) if name not in pictures]
    if missing:
        raise MissingPicture(missing)
    return {
        f"asset:photo-{place}": Asset(_small(pictures[name]), "image/jpeg")
        for place, name in _places(facts)
    }


def _places(facts: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    for place, photo in enumerate(facts.get("photos") or (), start=1):
        if photo.get("picture"):
            yield place, photo["picture"]


def _small(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        picture.thumbnail((_WIDEST, _WIDEST))
        made = io.BytesIO()
        picture.convert("RGB").save(made, "JPEG", quality=80)
    return made.getvalue()
