"""A small job for the typesetter, and an empty register of kinds."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from documents import kinds
from documents.rendering.typesetting import Asset, Job

MakeJob = Callable[..., Job]


@pytest.fixture(autouse=True)
def _empty_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_registered", {})


@pytest.fixture
def make_job() -> MakeJob:
    """A page with this body, and these assets by name."""

    def job(body: str, assets: dict[str, Asset] | None = None, **facts: Any) -> Job:
        return Job(
            html=f'<html lang="zh-CN"><title>试验</title><body>{body}</body></html>',
            stylesheets=("paper.css", "form.css"),
            identifier=bytes(16),
            issued_on=date(2026, 11, 21),
            facts=facts,
            assets=assets or {},
        )

    return job
