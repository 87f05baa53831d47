"""The register and the posts in Django's admin: for whoever keeps an installation's data."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.http import HttpRequest

from workflows.models import (
    Agency,
    CalendarDay,
    Delegation,
    Household,
    Kinship,
    Member,
    Officer,
    Post,
    Region,
)

admin.site.site_header = admin.site.site_title = "户安 数据维护"
admin.site.index_title = "基础数据"


class Kept(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    """Rows that others rest on: they end, and are never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never: a region, agency, post or household is ended by its date or its successor."""
        return False


class PostInline(admin.TabularInline):  # type: ignore[type-arg]  # as above
    """An officer's posts on his own page."""

    model = Post
    extra = 0
    can_delete = False
    autocomplete_fields = ("agency",)


class MemberInline(admin.StackedInline):  # type: ignore[type-arg]  # as above
    """A household's members on its own page, without their sealed columns.

    Whoever keeps the installation has no business with ID numbers and illnesses; officers see
    them masked at their desks, where each uncovering is recorded.
    """

    model = Member
    fields = ("name", "relation", "sex", "born", "labour", "schooling", "died_on")
    extra = 0
    can_delete = False


@admin.register(Region)
class RegionAdmin(Kept):
    """Regions; lists of them come in with `manage.py load_regions`."""

    list_display = ("code", "name", "level", "valid_from", "valid_to")
    list_filter = ("level",)
    search_fields = ("=code", "name")
    show_full_result_count = False


@admin.register(Household)
class HouseholdAdmin(Kept):
    """Households with their members."""

    list_display = ("number", "head_name", "village", "group_name", "kind", "carded")
    list_filter = ("kind", "carded")
    list_select_related = ("village",)
    search_fields = ("=number", "head_name")
    autocomplete_fields = ("village",)
    inlines = (MemberInline,)
    show_full_result_count = False


@admin.register(CalendarDay)
class CalendarDayAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    """Holidays and make-up days, as the State Council's yearly notice has them."""

    list_display = ("day", "is_workday", "name", "source")
    date_hierarchy = "day"


@admin.register(Agency)
class AgencyAdmin(Kept):
    """Agencies with their document codes and telephones."""

    list_display = ("name", "level", "region", "department", "document_code", "is_demo")
    list_filter = ("level", "is_demo")
    list_select_related = ("region",)
    search_fields = ("name", "short_name")
    autocomplete_fields = ("region",)
    readonly_fields = ("is_demo",)


class OfficerCreation(AdminUserCreationForm):  # type: ignore[type-arg]  # as above
    """A new account: name of the person beside the name of the account."""

    class Meta:
        model = Officer
        fields = ("username", "name")


@admin.register(Officer)
class OfficerAdmin(UserAdmin):  # type: ignore[type-arg]  # as above
    """Accounts and what they are for; rights come from posts, not from groups."""

    add_form = OfficerCreation
    list_display = ("username", "name", "phone", "is_active")
    list_filter = ("is_active", "is_staff")
    search_fields = ("username", "name")
    filter_horizontal = ()
    inlines = (PostInline,)
    fieldsets = (
        (None, {"fields": ("username", "password", "name", "phone", "email")}),
        (
            "账号",
            {"fields": ("is_active", "is_staff", "is_superuser", "last_login", "date_joined")},
        ),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "name", "usable_password", "password1", "password2")}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never: an account is deactivated, so that what its person did keeps its author."""
        return False


@admin.register(Delegation)
class DelegationAdmin(Kept):
    """Written delegations with their dates."""

    list_display = ("giver", "taker", "role", "starts_on", "ends_on", "basis")
    list_select_related = ("giver", "taker")
    autocomplete_fields = ("giver", "taker")


@admin.register(Kinship)
class KinshipAdmin(Kept):
    """Declared ties between officers and households."""

    list_display = ("officer", "household", "relation", "declared_on", "declared_by")
    list_select_related = ("officer", "household", "declared_by")
    autocomplete_fields = ("officer", "household", "declared_by")
