"""Log lines and error pages say what went wrong and nothing about anybody."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from config.logs import JsonLines
from config.urls import urlpatterns as of_the_product
from workflows.access.rules import public

CANARY = "360799199001010011"
SECRETS = (CANARY, "王小明", "13812345678")


@public
def breaks(request: HttpRequest) -> HttpResponse:
    """A page that fails with somebody's data in its hands."""
    name, number = "王小明", request.GET.get("q", CANARY)
    try:
        raise ValueError(f"Key (id_number)=({number}) already exists")
    except ValueError as error:
        raise RuntimeError(f"{name} 13812345678") from error


urlpatterns = [path("breaks/", breaks), *of_the_product]


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the product's handler would write."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger()
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


def read(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_failure_is_told_by_type_and_place_alone(
    settings: Settings, lines: io.StringIO, db: None
) -> None:
    settings.ROOT_URLCONF = __name__
    answer = Client(raise_request_exception=False).get(f"/breaks/?q={CANARY}")
    page, log = answer.content.decode(), lines.getvalue()
    assert answer.status_code == 500
    assert [secret for secret in SECRETS if secret in page + log] == []
    (line,) = (one for one in read(lines) if one["level"] == "ERROR")
    assert line["exception"] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert line["frames"][-1].startswith("tests/config/test_logs.py:")
    assert line["frames"][-1].endswith(" breaks")
    assert line["status"] == 500


def test_what_was_asked_for_is_left_out_of_addresses(lines: io.StringIO) -> None:
    logging.getLogger("gunicorn.error").warning("Error handling request /desk/?q=王小明&due=1")
    (line,) = read(lines)
    assert line["message"] == "Error handling request /desk/?…"


def test_each_line_has_its_time_level_and_origin(lines: io.StringIO) -> None:
    logging.getLogger("documents.printing").warning("文书 %s 已搁置", "D12")
    (line,) = read(lines)
    assert line["message"] == "文书 D12 已搁置"
    assert (line["level"], line["logger"]) == ("WARNING", "documents.printing")
    assert line["time"].endswith("+00:00")


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_error_pages_repeat_nothing_that_was_sent(
    settings: Settings, db: None, status: int
) -> None:
    settings.ROOT_URLCONF = __name__
    client = Client(raise_request_exception=False)
    address = {400: "/check/", 403: "/desk/sign-in/", 404: f"/{CANARY}/", 500: "/breaks/"}[status]
    sent = {"q": "王小明", "username": CANARY}
    if status == 403:
        answer = Client(enforce_csrf_checks=True).post(address, sent)
    elif status == 400:
        answer = client.get(address, sent, headers={"host": "王小明.example"})
    else:
        answer = client.get(address, sent)
    assert answer.status_code == status
    assert [secret for secret in SECRETS if secret in answer.content.decode()] == []
