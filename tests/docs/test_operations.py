"""What the operations pages give to copy works, as far as one machine can tell."""

import re
import runpy
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from tests.docs.pages import DOCS, text
from workflows.access.models import Agency, Officer
from workflows.access.officers import actor_of
from workflows.registry.loading import load_regions
from workflows.workdays import clock

OPERATIONS = DOCS / "operations"
UNITS = sorted((OPERATIONS / "systemd").iterdir())


def test_the_example_of_a_first_staff_is_taken_as_it_stands(db: None) -> None:
    load_regions(Path(settings.BASE_DIR) / "workflows/registry/data/regions_360799.csv")
    runpy.run_path(str(OPERATIONS / "staff.example.py"))
    assert {agency.level for agency in Agency.objects.all()} == set(Agency.Level)
    assert all(actor_of(officer, clock.today()).seats for officer in Officer.objects.all())


def test_units_and_containers_call_commands_that_are_there() -> None:
    files = [*UNITS, OPERATIONS / "compose.yaml", OPERATIONS / "Dockerfile"]
    called = {
        command
        for file in files
        for command in re.findall(r'manage\.py[", ]+([a-z_]+)', text(file))
    }
    assert called - set(get_commands()) == set()
    assert {"worker", "migrate", "doctor"} <= called


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_reads_the_unit(unit: Path, tmp_path: Path) -> None:
    verifier = shutil.which("systemd-analyze")
    if verifier is None:
        pytest.skip("no systemd on this machine")
    for other in UNITS:
        # The programs are not installed where tests run; what systemd reads is the rest.
        words = re.sub(r"^(Exec\w+)=/opt/\S+", r"\1=/bin/true", text(other), flags=re.MULTILINE)
        (tmp_path / other.name).write_text(words, encoding="utf-8")
    done = subprocess.run(
        [verifier, "verify", "--man=no", str(tmp_path / unit.name)],
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line for line in done.stderr.splitlines() if "huan-" in line]
    assert told == []
