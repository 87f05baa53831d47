"""Tries are counted for the whole site, and what is counted says nothing of who tried."""

from datetime import date

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from workflows.access.models import Tries
from workflows.access.pace import paced
from workflows.workdays import clock

pytestmark = pytest.mark.django_db
ADDRESS = "203.0.113.7"


@paced("knock", times=2, seconds=600)
def knock(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("come in")


def status(address: str = ADDRESS) -> int:
    return knock(RequestFactory().post("/", REMOTE_ADDR=address)).status_code


def test_a_third_try_has_to_wait_whichever_process_it_meets() -> None:
    assert [status() for _ in range(3)] == [200, 200, 429]
    counted = Tries.objects.get()  # in the database, which all processes share
    assert counted.times == 3


def test_looking_is_not_trying() -> None:
    for _ in range(5):
        assert knock(RequestFactory().get("/", REMOTE_ADDR=ADDRESS)).status_code == 200
    assert not Tries.objects.exists()


def test_another_address_has_tries_of_its_own() -> None:
    assert [status() for _ in range(3)][-1] == 429
    assert status("203.0.113.8") == 200


def test_a_window_that_is_over_begins_anew_and_old_ones_go() -> None:
    with clock.standing_at(date(2026, 6, 1)):
        assert [status() for _ in range(3)][-1] == 429
        status("203.0.113.8")
    with clock.standing_at(date(2026, 6, 2)):
        assert status() == 200
        assert Tries.objects.count() == 1


def test_no_address_is_kept() -> None:
    status()
    assert ADDRESS not in str(list(Tries.objects.values_list()))
