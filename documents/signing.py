"""Certificate signatures on finished PDFs: an interface, none by default.

A signature proves that a file has not changed since an agency's certificate signed it. It shows as
数字签名 and is never called a seal: an electronic seal (GB/T 38540) needs SM2 and a licensed seal
system. A `Signer` for that, or one that hands the file out as OFD (GB/T 33190), goes into the same
place by the same setting; neither is built, and no conformity to either is claimed.
"""

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from documents.kinds import Issuer


class SigningError(Exception):
    """A paper could not be signed; the Chinese message says what to do. It is tried again later."""


class Signer(Protocol):
    """Something that signs finished PDFs; built once for each worker, without arguments."""

    def sign(self, pdf: bytes, *, issuer: Issuer) -> bytes:
        """The signed file, which begins with the unsigned one byte for byte.

        A file of an issuer without certificate comes back as it is. Raises SigningError.
        """


class NoSigner:
    """Signs nothing: papers are printed, signed and stamped by hand."""

    def sign(self, pdf: bytes, *, issuer: Issuer) -> bytes:
        """The file as it is."""
        return pdf


def configured() -> Signer:
    """The signer of this installation: `settings.PAPER_SIGNER` by dotted path, or none."""
    if not settings.PAPER_SIGNER:
        return NoSigner()
    signer: Signer = import_string(settings.PAPER_SIGNER)()
    return signer
