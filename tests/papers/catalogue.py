"""The kinds of the product, for tests that need no procedure.

They are taken when this module is first imported. A test that lays out an empty register (see
`tests/papers/conftest.py`) still gets the real ones here, and may define its own beside them.
"""

from documents import kinds
from documents.kinds import Kind

_PRODUCT = {kind.code: kind for kind in kinds.all_kinds()}


def kind(code: str, title: str) -> Kind:
    """The product's kind of this code; an internal form of this title where it has none."""
    return _PRODUCT.get(code) or Kind(code, title, "internal", "form")
