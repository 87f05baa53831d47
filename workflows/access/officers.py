"""What a person may do today, and from which households he is kept away."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, QuerySet

from documents.rows import fetch
from workflows.access.actors import NOBODY, Actor, Role, Seat
from workflows.access.models import Kinship, Officer, Post
from workflows.registry.codes import ancestors, reach

_TIES = f'SELECT officer_id FROM "{Kinship._meta.db_table}" WHERE household_id IN'  # noqa: S608 - the name of our own table


def actor_of(officer: Officer | AnonymousUser, on: date) -> Actor:
    """The officer with the seats he holds on a day; two statements.

    His own posts, then the posts of those who delegated that very role to him for that day.
    A giver who has left, or whose post has ended, gives nothing. Whoever is not signed in or
    has been deactivated has no seat.
    """
    if isinstance(officer, AnonymousUser) or not officer.is_active:
        return NOBODY
    own = Post.objects.valid_on(on).filter(officer=officer).select_related("agency")
    delegated = (
        Post.objects.valid_on(on)
        .filter(
            officer__is_active=True,
            officer__delegations_given__taker=officer,
            officer__delegations_given__role=F("role"),
            officer__delegations_given__starts_on__lte=on,
            officer__delegations_given__ends_on__gte=on,
        )
        .select_related("agency")
        .distinct()
    )
    seats = [_seat(post, None) for post in own]
    seats += [_seat(post, post.officer_id) for post in delegated]
    return Actor(person=officer.pk, name=officer.get_full_name(), seats=tuple(seats))


def _seat(post: Post, for_whom: int | None) -> Seat:
    low, high = reach(post.agency.region_id)
    return Seat(
        role=Role(post.role),
        low=low,
        high=high,
        department=post.agency.department,
        agency=post.agency_id,
        for_whom=for_whom,
    )


def barred(*households: int) -> frozenset[int]:
    """The officers with a declared tie to any of these households (ids); one statement.

    None of them may act in a case of the household, nor may whoever acts in their place.
    """
    places = ", ".join(["%s"] * len(households))
    ties = fetch(f"{_TIES} ({places})", households)
    return frozenset(officer for (officer,) in ties)


def holders(role: Role, place: int, on: date, *, department: str = "") -> list[Officer]:
    """The officers whose own post makes them responsible for a place on a day; one statement.

    `department` "" means the general administration, as everywhere. For "who can do this?" on a page that somebody may not use, and for reminders.
    """
    posts = Post.objects.valid_on(on).filter(
        role=role, agency__region__in=ancestors(place), agency__department=department
    )
    return list(Officer.objects.filter(is_active=True, posts__in=posts).distinct())


def roles_over(place: int, on: date) -> dict[Officer, frozenset[Role]]:
    """Who holds which posts of the general administration over a place on a day; one statement."""
    posts = Post.objects.valid_on(on).filter(
        officer__is_active=True, agency__region__in=ancestors(place), agency__department=""
    )
    held: dict[Officer, frozenset[Role]] = {}
    for post in posts.select_related("officer").order_by("officer"):
        held[post.officer] = held.get(post.officer, frozenset()) | {Role(post.role)}
    return held


def responsible_for(place: int, on: date) -> QuerySet[Officer]:
    """Every officer whose own post covers a place on a day: from the village to the county."""
    posts = Post.objects.valid_on(on).filter(agency__region__in=ancestors(place))
    return Officer.objects.filter(is_active=True, posts__in=posts).distinct().order_by("pk")
