"""Ours: the renderer as a worker keeps it."""

from typing import Any

import django

from .serving import serve

django.setup()

from documents import kinds  # noqa: E402 - the settings come first
from documents.rendering import render, samples  # noqa: E402


def make(sheet: dict[str, Any]) -> bytes:
    """The PDF of a sheet; PDF/A-3a and PDF/UA-1 with the facts enclosed."""
    return render(kinds.get(sheet["code"]), sheet["facts"], samples.load(sheet["code"]).meta)


serve(make)
