"""A file that is not taken at all."""

from __future__ import annotations


class SheetRefused(Exception):
    """Why the whole file is refused; Chinese, says what to do, and quotes no cell of it."""
