"""What the operations pages give to copy works, as far as one machine can tell."""

import re
import runpy
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
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
    assert {"worker", "migrate", "doctor", "backup"} <= called


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_reads_the_unit(unit: Path, tmp_path: Path) -> None:
    verifier = shutil.which("systemd-analyze")
    if verifier is None:
        pytest.skip("systemd-analyze is not installed")
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


def test_the_compose_file_names_only_what_it_has() -> None:
    """As `docker compose config` would find; the daemon itself is not at hand."""
    told = yaml.safe_load(text(OPERATIONS / "compose.yaml"))
    services, volumes = told["services"], set(told["volumes"])
    assert {"db", "migrate", "web", "worker"} <= set(services)
    for service in services.values():
        assert ("image" in service) != ("build" in service)
        assert set(service.get("depends_on", ())) <= set(services)
        named = {volume.split(":")[0] for volume in service.get("volumes", ())}
        assert named <= volumes
    built = services["web"]["build"]
    folder = (OPERATIONS / built["context"]).resolve()
    assert (folder / built["dockerfile"]).is_file()
    for conditioned in (services["web"], services["worker"]):
        assert conditioned["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


# What a service of the Compose Specification may say, as far as ours do, and with values of which form.
DURATION = r"(\d+(ms|us|s|m|h))+"
WORDS = {
    "build": dict, "command": list, "depends_on": dict, "environment": dict, "healthcheck": dict,
    "image": str, "ports": list, "restart": str, "stop_grace_period": str, "volumes": list,
}  # fmt: skip
RESTARTS = {"no", "always", "unless-stopped", "on-failure"}
CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}


def test_the_compose_file_keeps_to_the_specification() -> None:
    """Its words, the form of each value, and no variable without a default or a demand."""
    whole = text(OPERATIONS / "compose.yaml")
    told = yaml.safe_load(whole)
    assert {key for key in told if not key.startswith("x-")} <= {"name", "services", "volumes"}
    for name, service in told["services"].items():
        wrong = {key for key, value in service.items() if not isinstance(value, WORDS.get(key, ()))}
        assert wrong == set(), name
        assert service.get("restart", "no") in RESTARTS
        assert {one["condition"] for one in service.get("depends_on", {}).values()} <= CONDITIONS
        assert set(service.get("build", {})) <= {"context", "dockerfile"}
        check = service.get("healthcheck", {})
        assert set(check) <= {"test", "interval", "timeout", "retries", "start_period", "disable"}
        lengths = [service.get("stop_grace_period"), check.get("interval"), check.get("timeout")]
        assert all(re.fullmatch(DURATION, length) for length in lengths if length)
        ports = r"(\d+\.\d+\.\d+\.\d+:)?\d+:\d+"
        assert all(re.fullmatch(ports, port) for port in service.get("ports", ()))
    assert set(re.findall(r"\$\{[^}]+\}", whole)) == set(re.findall(r"\$\{\w+:[-?]\w*\}", whole))


def test_nginx_reads_the_site(tmp_path: Path) -> None:
    """By nginx itself where there is one, else by its grammar: blocks closed, directives ended."""
    site = re.sub(r"#.*", "", text(OPERATIONS / "nginx" / "huan.conf"))
    nginx = shutil.which("nginx")
    if nginx is None:
        assert site.count("{") == site.count("}") > 0
        for line in filter(None, map(str.strip, re.sub(r"'[^']*'\s*", "''", site).splitlines())):
            assert line[-1] in "{};", line
        return
    plain = re.sub(r"listen (\S*?)443 ssl http2", r"listen \g<1>8443", site)
    plain = re.sub(r"ssl_certificate\S* .*", "", plain).replace("listen 80", "listen 8080")
    plain = plain.replace("/var/log/nginx", str(tmp_path)).replace("[::]:80;", "[::]:8080;")
    # Debian's nginx would keep what is on its way in folders of its own, which are not ours to write.
    kept = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    own = " ".join(f"{name}_temp_path {tmp_path}/{name};" for name in kept)
    whole = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {own} {plain} }}"
    (tmp_path / "nginx.conf").write_text(whole)
    done = subprocess.run(
        [nginx, "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_proxy_sets_what_the_product_believes() -> None:
    site = text(OPERATIONS / "nginx" / "huan.conf")
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in site
    assert "proxy_set_header X-Real-IP $remote_addr;" in site
    assert "$request_uri" not in site.split("log_format")[1].split(";")[0]
