"""PAdES signatures by pyHanko, with a certificate for each issuing agency.

`SIGNING_DIR` holds PKCS#12 files named after the agencies' document codes (示例防贫.p12), all under
`SIGNING_PASSWORD`; `SIGNING_TIME_SERVER` is the address of a time stamp service (RFC 3161), if any.
pyHanko is installed by requirements/signing.txt. A signed file stays PDF/A-3a and allows no further
change; a flipped bit breaks the signature.
"""

import io
import time
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.timezone import get_current_timezone
from PIL import Image, ImageDraw, ImageFont
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

from documents.kinds import Issuer
from documents.rendering import fonts
from documents.signing import SigningError

FIELD = "shuzi-qianming"
_POINTS = 72 / 25.4  # a millimetre
# Left of the foot of the last page, where no layout prints: left, bottom, right, top in mm.
_BOX = (28, 8, 78, 18)
_PIXELS = (1000, 200)
_NOTO = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")


class PadesSigner:
    """Signs each paper with its issuer's certificate, as PAdES-B-B or, with a time server, B-T."""

    def sign(self, pdf: bytes, *, issuer: Issuer) -> bytes:
        """See `Signer.sign`; adds 10 to 50 KB. Takes 0.05 s, and what the time server takes."""
        place = Path(settings.SIGNING_DIR) / f"{issuer.code}.p12"
        if not issuer.code or not place.is_file():
            return pdf
        metadata = signers.PdfSignatureMetadata(
            field_name=FIELD,
            name=issuer.name,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        )
        left, bottom, right, top = (round(edge * _POINTS) for edge in _BOX)
        signer = signers.PdfSigner(
            metadata,
            _certificate(place, place.stat().st_mtime_ns),
            timestamper=_time_server(settings.SIGNING_TIME_SERVER),
            stamp_style=StaticStampStyle(
                border_width=0, background=PdfImage(_drawn(issuer)), background_opacity=1
            ),
            new_field_spec=fields.SigFieldSpec(FIELD, on_page=-1, box=(left, bottom, right, top)),
        )
        try:
            signed: io.BytesIO = signer.sign_pdf(_Addition(io.BytesIO(pdf)))
        except Exception as error:  # whatever the certificate or the time server does
            raise SigningError(
                f"数字签名没有成功（{type(error).__name__}），请检查{issuer.code}的证书和时间戳服务。"
            ) from error
        return signed.getvalue()


class _Addition(IncrementalPdfFileWriter):
    """What is appended to a file, without pyHanko's changes to the metadata.

    It would write them anew without what PDF/A asks of them; and a signature changes nothing of
    what the paper says of itself.
    """

    def _update_meta(self) -> None:
        pass


def is_intact(pdf: bytes) -> bool:
    """Whether a file bears a signature and has not changed since; trust is for its reader to judge."""
    signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    return bool(signatures) and all(_holds(one) for one in signatures)


def _holds(signature: Any) -> bool:
    own = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(signature, own)
    whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    stamp = status.timestamp_validity  # outside of what the signature covers
    stamped = stamp is None or (stamp.intact and stamp.valid)
    return bool(status.intact and status.valid and whole and stamped)


@cache
def _certificate(place: Path, _changed: int) -> signers.SimpleSigner:
    """The key and certificate of a file, read once for as long as it stays the same."""
    password = settings.SIGNING_PASSWORD.encode()
    loaded: signers.SimpleSigner | None = signers.SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]  # it has none
        str(place), passphrase=password
    )
    if loaded is None:
        raise SigningError(f"证书 {place.name} 打不开，请核对文件和 SIGNING_PASSWORD。")
    return loaded


@cache
def _time_server(address: str) -> timestamps.TimeStamper | None:
    return timestamps.HTTPTimeStamper(address) if address else None


def _drawn(issuer: Issuer) -> Image.Image:
    """What the signature shows: the words 数字签名, whose it is, and when by this machine's clock,
    which is the one the signature itself bears.
    """
    at = datetime.fromtimestamp(time.time(), get_current_timezone())
    picture = Image.new("RGB", _PIXELS, "white")
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((0, 0, _PIXELS[0] - 1, _PIXELS[1] - 1), outline="black", width=3)
    drawing.text((24, 20), "数字签名", font=_face(64), fill="black")
    drawing.text((24, 112), issuer.name, font=_face(48), fill="black")
    drawing.text((976, 36), f"{at:%Y-%m-%d %H:%M}", font=_face(44), fill="black", anchor="ra")
    return picture


@cache
def _face(size: int) -> ImageFont.FreeTypeFont:
    own = fonts.private_directory() / "serif.otf"
    return ImageFont.truetype(own, size) if own.is_file() else ImageFont.truetype(_NOTO, size, 2)
