"""Guessing a password must not be worth the time: locks for an account and for an address.

Counted in the database, so that any number of processes and machines count together. An account
is locked for everybody, whether it exists or not, so that the lock tells nothing.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Max
from django.db.models.functions import Now
from django.http import HttpRequest

from vault.cipher import fingerprint
from workflows.access.models import Officer, SignInAttempt

WINDOW = timedelta(minutes=15)
OF_ACCOUNT = 5
# Many officers sit behind one address of a county's network.
OF_ADDRESS = 50
LONGEST_ADDRESS = 45  # of IPv6 with an IPv4 tail

LOCKED = "密码连续输错次数过多，请 15 分钟后再试；急需使用请联系安全管理员解除锁定。"


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, as the proxy in front says (settings.CLIENT_ADDRESS)."""
    return str(request.META.get(settings.CLIENT_ADDRESS, ""))[:LONGEST_ADDRESS]


def digest(account: str) -> str:
    """The account as attempts name it."""
    return fingerprint(account.strip().lower(), purpose="sign-in account")


def locked(account: str, address: str) -> bool:
    """Whether account or address has spent its attempts; three statements."""
    recent = SignInAttempt.objects.filter(at__gt=Now() - WINDOW)
    if recent.filter(address=address, succeeded=False).count() >= OF_ADDRESS:
        return True
    of_account = recent.filter(account=digest(account))
    good = of_account.filter(succeeded=True).aggregate(last=Max("pk"))["last"] or 0
    return of_account.filter(succeeded=False, pk__gt=good).count() >= OF_ACCOUNT


def put_down(
    request: HttpRequest,
    account: str,
    *,
    succeeded: bool,
    kind: SignInAttempt.Kind = SignInAttempt.Kind.PASSWORD,
) -> None:
    """Record one attempt."""
    SignInAttempt.objects.create(
        kind=kind,
        account=digest(account),
        officer=Officer.objects.filter(username__iexact=account.strip()).first(),
        address=address_of(request),
        succeeded=succeeded,
    )


def unlock(officer: Officer) -> None:
    """Lift the lock of an account: a good attempt in its name, put down by an administrator."""
    SignInAttempt.objects.create(
        kind=SignInAttempt.Kind.UNLOCK, account=digest(officer.username), officer=officer,
        address="", succeeded=True,
    )  # fmt: skip
