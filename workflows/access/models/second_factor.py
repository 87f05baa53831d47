"""What an approver or administrator has beside the password."""

from __future__ import annotations

import secrets
import time
from base64 import b32encode
from typing import ClassVar
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import models
from django_otp.models import Device, DeviceManager, ThrottlingMixin
from django_otp.oath import TOTP

from vault.fields import SealedTextField

SECRET_BYTES = 20  # RFC 4226, 4 R6: at least 16, 20 recommended
STEP = 30  # seconds; RFC 6238, 5.2
DIGITS = 6
TOLERANCE = 1  # steps before and after: clocks of telephones differ


def fresh_secret() -> str:
    """A new random secret, as hex."""
    return secrets.token_hex(SECRET_BYTES)


class SecondFactor(ThrottlingMixin, Device):  # type: ignore[misc]  # the library has no types
    """A telephone's generator of six-digit codes (TOTP, RFC 6238).

    The library's own device keeps its secret in the clear; a copied database would then hold
    every second factor. Here it is sealed. `last_step` makes each code good once. Wrong codes
    make the next try wait, twice as long each time.
    """

    secret = SealedTextField("密钥", default=fresh_secret)
    last_step = models.BigIntegerField("最近用过的时步", default=-1)
    enrolled_at = models.DateTimeField("绑定时间", auto_now_add=True)

    objects: ClassVar[models.Manager[SecondFactor]] = DeviceManager()

    class Meta:
        verbose_name = verbose_name_plural = "动态口令"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user"], name="second_factor_one_each"),
        ]

    @property
    def key(self) -> bytes:
        """The secret as the algorithm takes it."""
        return bytes.fromhex(self.secret)

    @property
    def typed_secret(self) -> str:
        """The secret in groups of four, for whoever types it in instead of taking the picture."""
        plain = b32encode(self.key).decode()
        return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))

    @property
    def address(self) -> str:
        """What the QR code says: the otpauth address that generators understand."""
        issuer = settings.PRODUCT_NAME
        label = quote(f"{issuer}:{self.user.get_username()}")
        terms = {
            "secret": b32encode(self.key).decode(),
            "issuer": issuer,
            "digits": DIGITS,
            "period": STEP,
        }
        return f"otpauth://totp/{label}?{urlencode(terms)}"

    def verify_token(self, token: str) -> bool:
        """Whether the code is right, now, and not used before; called with the row locked."""
        allowed, _ = self.verify_is_allowed()
        if not allowed:
            return False
        clock = TOTP(self.key, STEP, 0, DIGITS)
        clock.time = time.time()
        if token.isdigit() and clock.verify(int(token), TOLERANCE, self.last_step + 1):
            self.last_step = clock.t()
            self.throttle_reset(commit=False)
            self.save()
            return True
        self.throttle_increment(commit=True)
        return False

    def get_throttle_factor(self) -> float:
        """Seconds after the first wrong code; doubled with each further one."""
        return 1
