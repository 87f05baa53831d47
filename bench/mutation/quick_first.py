"""A plugin of pytest: what is marked slow comes last, and a bug found before need not wait for it."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the searches behind the narrow tests, each group in the order it was asked for."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)
