"""The policy packs of this installation, read once."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from workflows.policy.packs import Shelf, load


@cache
def shelf() -> Shelf:
    """Every pack under `settings.POLICY_DIR`. Raises what `policy.load` raises for a bad file."""
    return load(settings.POLICY_DIR)
