"""Every page a villager can open, loaded by Lighthouse."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from bench.lighthouse import browser, command
from bench.village.board import posted
from bench.village.servers import wsgi
from documents.models import Paper

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# noindex is our own will: names on a notice are not for search engines.
SKIPPED = "is-crawlable"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
WAITED_SECONDS, TRIES = 180, 4


def measured(runs: int) -> dict[str, Any]:
    """The least of each category, what any audit finds wrong, and the best speed of each page."""
    sheet = posted()
    code = Paper.objects.get(dossier=sheet.uuid, kind="D12").check_code
    addresses = {
        "home": "/", "township": f"/area/{sheet.region // 1000 * 1000}/",
        "village": f"/village/{sheet.region}/", "notice": f"/notice/{sheet.uuid}/",
        "notice_large_type": f"/notice/{sheet.uuid}/?big=1",
        "object": f"/notice/{sheet.uuid}/object/", "apply": f"/village/{sheet.region}/apply/",
        "report": f"/village/{sheet.region}/report/", "check": "/check/",
        "checked": f"/check/{code}/", "progress": "/progress/", "policy": "/policy/",
        "contact": "/contact/", "accessibility": "/accessibility/", "source": "/source/",
    }  # fmt: skip
    call_command("collectstatic", interactive=False, verbosity=0)
    connection.close()
    with wsgi("config.wsgi:application") as product:
        found = {
            name: [_audited(f"{product}{address}") for _ in range(runs)]
            for name, address in addresses.items()
        }
    return {
        **{name.replace("-", "_"): least(found, name) for name in CATEGORIES},
        "wrong": "; ".join(sorted({one for each in found.values() for one in each[0]["wrong"]})),
        "speed": {name: of_page(each, "performance") for name, each in found.items()},
    }


def least(found: dict[str, list[dict[str, Any]]], category: str) -> float:
    return min(of_page(each, category) for each in found.values())


def of_page(each: list[dict[str, Any]], category: str) -> float:
    """The best load's speed: other work on the machine only ever lowers it. Else the worst's."""
    scores = [float(one[category]) for one in each]
    return max(scores) if category == CATEGORIES[0] else min(scores)


def _audited(url: str) -> dict[str, Any]:
    """The scores of one load, out of a hundred, and the audits not wholly passed but for speed."""
    told = _report(url)
    scores = {name: 100 * (told["categories"][name]["score"] or 0) for name in CATEGORIES}
    return {**scores, "wrong": list(wrong(told))}


def _report(url: str) -> dict[str, Any]:
    """What Lighthouse writes of one load; on a busy machine it loses a trace, and asks to go again."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        asked = [
            str(command()), url, "--quiet", "--output=json", f"--output-path={file}",
            f"--only-categories={','.join(CATEGORIES)}", f"--skip-audits={SKIPPED}",
            f"--chrome-flags={FLAGS}",
        ]  # fmt: skip
        environment = {**os.environ, "CHROME_PATH": browser()}
        for _ in range(TRIES):
            done = subprocess.run(asked, env=environment, check=False, timeout=WAITED_SECONDS)
            if done.returncode == 0:
                told: dict[str, Any] = json.loads(file.read_text())
                return told
    raise RuntimeError(f"Lighthouse could not load {url} in {TRIES} tries")


def wrong(told: dict[str, Any]) -> list[str]:
    judged = [
        audit["id"]
        for name in CATEGORIES[1:]
        for audit in told["categories"][name]["auditRefs"]
        if audit["weight"]
    ]
    return [name for name in judged if told["audits"][name]["score"] not in (1, None)]
