"""The measurement by Lighthouse says why it has no figures, and which audits failed."""

from pathlib import Path

import pytest

import bench.lighthouse
from bench.lighthouse.pages import CATEGORIES, least, wrong


def test_a_machine_without_node_is_told_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "nodejs" in bench.lighthouse.measure()["lighthouse"]["absent"]


def test_only_audits_that_count_and_failed_are_named() -> None:
    refs = [
        {"id": "contrast", "weight": 7},
        {"id": "title", "weight": 7},
        {"id": "hint", "weight": 0},
    ]
    told = {
        "categories": {name: {"auditRefs": refs} for name in CATEGORIES},
        "audits": {"contrast": {"score": 0}, "title": {"score": 1}, "hint": {"score": 0}},
    }
    assert set(wrong(told)) == {"contrast"}


def test_the_best_load_counts_for_speed_and_the_worst_for_everything_else() -> None:
    pages = {
        "home": [{"performance": 70, "seo": 100}, {"performance": 97, "seo": 100}],
        "notice": [{"performance": 99, "seo": 90}, {"performance": 60, "seo": 100}],
    }
    assert (least(pages, "performance"), least(pages, "seo")) == (97, 90)
