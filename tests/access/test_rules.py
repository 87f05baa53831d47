"""Who may open an address, and the check that every address says so."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from types import ModuleType

import pytest
import time_machine
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, clear_url_caches, include, path
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View
from pytest_django import DjangoAssertNumQueries, Settings

from workflows.access import checks
from workflows.access.actors import Role
from workflows.access.models import Delegation, Officer
from workflows.access.rules import actor_on, public, signed_in


@public
def notice(request: HttpRequest) -> HttpResponse:
    """Open to all."""
    return HttpResponse("公示")


@signed_in(Role.CLERK, Role.REVIEWER)
def inbox(request: HttpRequest) -> HttpResponse:
    """For the township."""
    return HttpResponse(actor_on(request).name)


@signed_in()
def anyone(request: HttpRequest) -> HttpResponse:
    """For every officer."""
    return HttpResponse("好")


def forgotten(request: HttpRequest) -> HttpResponse:
    """Nobody said who may open this."""
    return HttpResponse("漏")


@method_decorator(signed_in(Role.CLERK), name="dispatch")
class Ruled(View):
    """A class with a rule."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Anything."""
        return HttpResponse("类")


class Overridden(Ruled):
    """Takes over dispatch and thereby loses its parent's rule."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Anything at all."""
        return HttpResponse("绕")


class Bare(View):
    """A class without one."""


def asked_by(officer: Officer | AnonymousUser, address: str = "/desk/?page=2") -> HttpRequest:
    """A request of somebody."""
    request = RequestFactory().get(address)
    request.user = officer
    return request


def text(response: HttpResponseBase) -> str:
    """What a page says."""
    assert isinstance(response, HttpResponse)
    return response.content.decode()


def test_a_public_view_is_open_to_everybody() -> None:
    assert text(notice(asked_by(AnonymousUser()))) == "公示"


@pytest.mark.parametrize("view", [inbox, anyone, Ruled.as_view()])
def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(
    view: Callable[[HttpRequest], HttpResponse],
) -> None:
    response = view(asked_by(AnonymousUser()))
    assert response.status_code == 302
    assert response["Location"] == "/desk/sign-in/?next=/desk/%3Fpage%3D2"


def test_a_role_lets_in_and_the_view_finds_the_actor(officers: dict[str, Officer]) -> None:
    assert text(inbox(asked_by(officers["zhen1_jingban"]))) == "刘春生"
    assert text(Ruled.as_view()(asked_by(officers["zhen1_jingban"]))) == "类"


def test_another_role_is_refused_with_the_roles_that_may(officers: dict[str, Officer]) -> None:
    with pytest.raises(PermissionDenied, match="只供乡镇经办、乡镇审核使用"):
        inbox(asked_by(officers["yibao_lianluo"]))
    assert anyone(asked_by(officers["yibao_lianluo"])).status_code == 200


def test_a_delegation_lets_in_on_its_days_and_not_after(officers: dict[str, Officer]) -> None:
    Delegation.objects.create(
        giver=officers["zhen1_shenhe"],
        taker=officers["zhen1_cun1"],
        role=Role.REVIEWER,
        starts_on=date(2026, 11, 20),
        ends_on=date(2026, 11, 20),
        basis="示委〔2026〕1号",
    )
    with time_machine.travel("2026-11-20 23:59:00 +0800"):
        assert inbox(asked_by(officers["zhen1_cun1"])).status_code == 200
    with time_machine.travel("2026-11-21 00:00:00 +0800"), pytest.raises(PermissionDenied):
        inbox(asked_by(officers["zhen1_cun1"]))


def test_the_actor_is_worked_out_once_a_request(
    officers: dict[str, Officer], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = asked_by(officers["zhen1_jingban"])
    with django_assert_num_queries(2):
        inbox(request)
        inbox(request)


class TestEveryAddressHasARule:
    """System check workflows.E101."""

    @pytest.fixture
    def addresses(self, settings: Settings) -> Iterator[list[URLPattern | URLResolver]]:
        """The addresses of a product made for one test."""
        module = ModuleType("addresses_of_one_test")
        patterns: list[URLPattern | URLResolver] = []
        module.urlpatterns = patterns  # type: ignore[attr-defined]  # as a URLconf has it
        sys.modules[module.__name__] = module
        settings.ROOT_URLCONF = module.__name__
        clear_url_caches()
        yield patterns
        del sys.modules[module.__name__]
        clear_url_caches()

    def found(self) -> dict[str, str]:
        """The routes complained of, with the ids of the complaints."""
        return {error.obj: error.id or "" for error in checks.every_address_has_a_rule(None)}

    def test_views_with_a_rule_pass(self, addresses: list[URLPattern | URLResolver]) -> None:
        addresses += [
            path("a/", notice),
            path("b/", inbox),
            path("c/", Ruled.as_view()),
            path("d/", never_cache(inbox)),
            path("e/", public(TemplateView.as_view(template_name="x.html"))),
            path("f/", include([path("g/", anyone)])),
        ]
        assert self.found() == {}

    def test_views_without_one_are_found_wherever_they_hide(
        self, addresses: list[URLPattern | URLResolver]
    ) -> None:
        addresses += [
            path("a/", notice),
            path("b/", forgotten),
            path("c/", Bare.as_view()),
            path("d/", Overridden.as_view()),
            path("e/", include([path("f/<int:number>/", include([path("g/", forgotten)]))])),
            path("admin/", include(([path("h/", forgotten)], "admin"))),
        ]
        assert self.found() == dict.fromkeys(
            ["/b/", "/c/", "/d/", "/e/f/<int:number>/g/", "/admin/h/"], "workflows.E101"
        )

    def test_the_admin_guards_itself(self, addresses: list[URLPattern | URLResolver]) -> None:
        addresses += [path("admin/", admin.site.urls)]
        routes = [route for route, _ in checks.addresses()]
        assert "/admin/login/" in routes
        assert any(route.startswith("/admin/workflows/household/") for route in routes)
        assert self.found() == {}

    def test_the_complaint_names_route_view_and_remedy(
        self, addresses: list[URLPattern | URLResolver]
    ) -> None:
        addresses += [path("b/", forgotten)]
        (error,) = checks.every_address_has_a_rule(None)
        assert "/b/" in error.msg
        assert "forgotten" in error.msg
        assert "@signed_in" in str(error.hint)


def test_the_product_itself_has_no_address_without_a_rule() -> None:
    assert checks.every_address_has_a_rule(None) == []


def test_a_rule_reads_as_an_officer_would_say_it() -> None:
    assert str(checks.rule_of(notice)) == "公开"
    assert str(checks.rule_of(inbox)) == "须登录：乡镇经办、乡镇审核"
    assert str(checks.rule_of(anyone)) == "须登录：任一工作人员"
