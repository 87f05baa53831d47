"""An empty register of kinds for each test: the samples' kinds are defined afresh on it."""

import pytest

from documents import kinds


@pytest.fixture(autouse=True)
def _empty_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_registered", {})
