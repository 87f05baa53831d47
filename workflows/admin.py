"""The register and the posts in Django's admin, each table with its one keeper.

The system administrator keeps places, agencies, holidays and the register's rows; the security
administrator keeps accounts, posts, delegations and second factors. `workflows.access.keepers`.
"""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm
from django.db.models import QuerySet
from django.http import HttpRequest

from workflows.access.actors import Role
from workflows.access.attempts import unlock
from workflows.access.keepers import KeptBy
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
    SecondFactor,
)

admin.site.site_header = admin.site.site_title = "户安 数据维护"
admin.site.index_title = "基础数据"


class OfSystem(KeptBy):
    """What the system administrator keeps."""

    keeper = Role.SYSTEM_ADMIN


class OfSecurity(KeptBy):
    """What the security administrator keeps."""

    keeper = Role.SECURITY_ADMIN
    lookers = ()


class Within:
    """Rows on the page of another: its keeper's like the page itself."""

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whoever may open the page."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """The page asks whether it may be changed."""
        return True

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """As above."""
        return True


class PostInline(Within, admin.TabularInline):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    """An officer's posts on his own page."""

    model = Post
    extra = 0
    can_delete = False
    autocomplete_fields = ("agency",)


class MemberInline(Within, admin.StackedInline):  # type: ignore[type-arg]  # as above
    """A household's members on its own page, without their sealed columns.

    Whoever keeps the installation has no business with ID numbers and illnesses; officers see
    them masked at their desks, where each uncovering is recorded.
    """

    model = Member
    fields = ("name", "relation", "sex", "born", "labour", "schooling", "died_on")
    extra = 0
    can_delete = False


@admin.register(Region)
class RegionAdmin(OfSystem):
    """Regions; lists of them come in with `manage.py load_regions`."""

    list_display = ("code", "name", "level", "valid_from", "valid_to")
    list_filter = ("level",)
    search_fields = ("=code", "name")
    show_full_result_count = False


@admin.register(Household)
class HouseholdAdmin(OfSystem):
    """Households with their members."""

    list_display = ("number", "head_name", "village", "group_name", "kind", "carded")
    list_filter = ("kind", "carded")
    list_select_related = ("village",)
    # Not by name: what is searched for here stands in the address.
    search_fields, search_help_text = ("=number",), "户编号，须填完整"
    autocomplete_fields = ("village",)
    inlines = (MemberInline,)
    show_full_result_count = False


@admin.register(CalendarDay)
class CalendarDayAdmin(OfSystem):
    """Holidays and make-up days, as the State Council's yearly notice has them."""

    list_display = ("day", "is_workday", "name", "source")
    date_hierarchy = "day"


@admin.register(Agency)
class AgencyAdmin(OfSystem):
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

    def save(self, commit: bool = True) -> Officer:
        """Two people know its password until its officer changes it."""
        self.instance.must_renew = True
        officer: Officer = super().save(commit)
        return officer


class GivenPassword(AdminPasswordChangeForm):  # type: ignore[type-arg]  # as above
    """A password forgotten and given anew: as with the first."""

    def save(self, commit: bool = True) -> Officer:
        """As above."""
        self.user.must_renew = True
        officer: Officer = super().save(commit)
        return officer


@admin.register(Officer)
class OfficerAdmin(OfSecurity, UserAdmin):  # type: ignore[type-arg]  # as above
    """Accounts and what they are for; rights come from posts, not from groups."""

    add_form = OfficerCreation
    change_password_form = GivenPassword
    list_display = ("username", "name", "phone", "is_active")
    list_filter = ("is_active",)
    actions = ("lift_lock", "drop_second_factor")
    search_fields = ("username", "name")
    filter_horizontal = ()
    inlines = (PostInline,)
    fieldsets = (
        (None, {"fields": ("username", "password", "name", "phone", "email")}),
        ("账号", {"fields": ("is_active", "must_renew", "last_login", "date_joined")}),
    )
    readonly_fields = ("must_renew", "last_login", "date_joined")
    add_fieldsets = (
        (None, {"fields": ("username", "name", "usable_password", "password1", "password2")}),
    )

    @admin.action(description="解除登录锁定")
    def lift_lock(self, request: HttpRequest, chosen: QuerySet[Officer]) -> None:
        """The chosen officers may try their passwords again at once."""
        for officer in chosen:
            unlock(officer)
            self.log_change(request, officer, "解除登录锁定")
        self.message_user(request, f"已解除 {len(chosen)} 个账号的登录锁定。")

    @admin.action(description="解除动态口令绑定（手机遗失或更换时）")
    def drop_second_factor(self, request: HttpRequest, chosen: QuerySet[Officer]) -> None:
        """The chosen officers bind a generator anew at their next signing in."""
        for officer in chosen:
            SecondFactor.objects.filter(user=officer).delete()
            self.log_change(request, officer, "解除动态口令绑定")
        self.message_user(
            request, f"已解除 {len(chosen)} 个账号的动态口令绑定，下次登录时重新绑定。"
        )


@admin.register(Delegation)
class DelegationAdmin(OfSecurity):
    """Written delegations with their dates."""

    list_display = ("giver", "taker", "role", "starts_on", "ends_on", "basis")
    list_select_related = ("giver", "taker")
    autocomplete_fields = ("giver", "taker")


@admin.register(Kinship)
class KinshipAdmin(OfSecurity):
    """Declared ties between officers and households."""

    list_display = ("officer", "household", "relation", "declared_on", "declared_by")
    list_select_related = ("officer", "household", "declared_by")
    autocomplete_fields = ("officer", "household", "declared_by")
