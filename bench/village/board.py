"""A village with a posted notice, and the three that show it."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.county import settle
from bench.village.load import per_second
from bench.village.servers import nginx, wsgi
from workflows.board.exporting import export
from workflows.engine.models import Case
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import Household

LINKED = re.compile(r'<(?:link rel="stylesheet"|script)[^>]* (?:href|src)="/static/([^"]+)"')


def measured(rounds: int, requests: int) -> dict[str, Any]:
    """The figures of the board's page of one village."""
    place = posted().region
    figures = weighed(f"/village/{place}/")
    connection.close()
    found: dict[str, list[float]] = {"product": [], "plain": [], "nginx": []}
    with (
        tempfile.TemporaryDirectory() as folder,
        wsgi("config.wsgi:application") as product,
        wsgi("bench.village.plain:application") as plain,
        nginx(Path(folder)) as files,
    ):
        export(Path(folder))
        asked = {"product": f"{product}/village/{place}/", "plain": f"{plain}/{place}/"}
        if files:
            asked["nginx"] = f"{files}/{place}.html"
        for url in asked.values():
            per_second(url, 20)  # what is read once is read now
        for _ in range(rounds):
            for name, url in asked.items():
                found[name].append(per_second(url, requests))
    figures["pages_per_second"] = median(found["product"])
    figures["ratio_vs_plain_django"] = _ratio(found["product"], found["plain"])
    figures["ratio_vs_nginx"] = (
        _ratio(found["product"], found["nginx"]) if files else "nginx is not installed"
    )
    return figures


def _ratio(ours: list[float], theirs: list[float]) -> float:
    return median(mine / other for mine, other in zip(ours, theirs, strict=True))


def posted() -> Case:
    """A notice of three households that hangs on the board of their village."""
    home = settle(24)[0]
    homes = Household.objects.filter(village=home.village_id).order_by("pk")[:3]
    county = Rehearsal(1)
    for one in homes:
        case = county.accept(county.warn(one))
        county.authorise(case)
        county.check(case)
        county.co_check(case)
        sheet = county.agree(case)
    county.post(sheet)
    return sheet


def weighed(address: str) -> dict[str, Any]:
    """What one visit costs, nothing kept from an earlier one: bytes as sent uncompressed."""
    client = Client()
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as told:
        page = client.get(address).content
    linked = LINKED.findall(page.decode())
    static = Path(settings.BASE_DIR) / "static"
    return {
        "bytes": len(page) + sum((static / name).stat().st_size for name in linked),
        "requests": 1 + len(linked),
        "statements": len(told.captured_queries),
    }
