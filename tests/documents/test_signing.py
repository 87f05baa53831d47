"""A certificate signature: none by default, and one bit more or less is noticed."""

import hashlib
import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import page
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader
from pytest_django import Settings

from documents import pades, signing, storage
from documents.kinds import Issuer
from documents.pades import PadesSigner, is_intact
from documents.press import Press
from documents.printing import Printing, current_rendition
from documents.rendering import render, samples
from tests.documents import presses, time_server
from tests.documents.conftest import OFFICE, IssuePaper
from tests.papers import catalogue

PASSWORD = "only-for-this-test"


def certificate(place: Path) -> None:
    """A self-signed certificate of the sample's office, as PKCS#12."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "示例县防贫工作领导小组办公室")])
    today = datetime.now(UTC)  # noqa: TID251 - the certificate must hold now
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(
            x509.KeyUsage(True, True, False, False, False, False, False, False, False), True
        )
        .sign(key, hashes.SHA256())
    )
    place.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"office", key, made, None, BestAvailableEncryption(PASSWORD.encode())
        )
    )


@pytest.fixture
def signer(settings: Settings, tmp_path: Path) -> PadesSigner:
    """A signer with a certificate for 示例防贫 alone."""
    settings.SIGNING_DIR, settings.SIGNING_PASSWORD = tmp_path, PASSWORD
    certificate(tmp_path / f"{OFFICE.code}.p12")
    return PadesSigner()


@pytest.fixture
def letter(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The sample of a decision."""
    monkeypatch.setattr("documents.kinds._registered", {})
    sample = samples.load("D21")
    return render(catalogue.kind("D21", sample.meta.title), sample.facts, sample.meta)


def test_nobody_signs_unless_the_installation_says_so(settings: Settings) -> None:
    assert settings.PAPER_SIGNER == ""
    assert signing.configured().sign(b"%PDF", issuer=OFFICE) == b"%PDF"
    settings.PAPER_SIGNER = "documents.pades.PadesSigner"
    assert isinstance(signing.configured(), PadesSigner)


def test_a_signed_paper_stays_an_archive_file_and_begins_with_the_unsigned_one(
    signer: PadesSigner, letter: bytes
) -> None:
    signed = signer.sign(letter, issuer=OFFICE)
    assert signed.startswith(letter) and len(signed) > len(letter)
    assert page.validate_pdf_bytes(signed, profile="3a").failures == []
    assert is_intact(signed)
    assert not is_intact(letter)


def test_it_shows_as_a_digital_signature_and_never_as_a_seal(
    signer: PadesSigner, letter: bytes
) -> None:
    signed = PdfReader(io.BytesIO(signer.sign(letter, issuer=OFFICE)))
    shown = signed.pages[-1]["/Annots"][0].get_object()  # type: ignore[index]
    left, bottom, right, top = (float(edge) / 72 * 25.4 for edge in shown["/Rect"])
    assert (round(left), round(bottom), round(right), round(top)) == pades._BOX
    assert "电子印章" not in Path(pades.__file__).read_text(encoding="utf-8")


def test_a_time_server_that_does_not_answer_stops_the_signature(
    signer: PadesSigner, letter: bytes, settings: Settings
) -> None:
    settings.SIGNING_TIME_SERVER = "http://127.0.0.1:9/"
    with pytest.raises(signing.SigningError, match="时间戳服务"):
        signer.sign(letter, issuer=OFFICE)


@pytest.fixture
def stamped(signer: PadesSigner, letter: bytes, settings: Settings) -> bytes:
    """The letter signed as PAdES-B-T: its signature stamped by a service on this machine."""
    asked: list[str] = []
    with time_server.running(asked) as address:
        settings.SIGNING_TIME_SERVER = address
        signed = signer.sign(letter, issuer=OFFICE)
    (signature,) = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    value = signature.signer_info["signature"].native
    assert hashlib.sha256(value).hexdigest() in asked  # what was stamped is this signature
    return signed


def test_a_stamped_signature_says_when_by_the_service_and_the_paper_stays_an_archive_file(
    stamped: bytes, letter: bytes
) -> None:
    assert stamped.startswith(letter)
    assert page.validate_pdf_bytes(stamped, profile="3a").failures == []
    assert is_intact(stamped)
    (signature,) = PdfFileReader(io.BytesIO(stamped)).embedded_signatures
    status = validate_pdf_signature(
        signature, ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
    )
    time = status.timestamp_validity
    assert time is not None and time.intact and time.valid
    assert time.signing_cert.subject.native["common_name"] == time_server.NAME


@pytest.mark.parametrize("place", [0.2, 0.5, 0.8])
def test_a_flipped_bit_in_a_stamped_paper_is_detected(
    stamped: bytes, letter: bytes, place: float
) -> None:
    changed = bytearray(stamped)
    changed[int(len(letter) * place)] ^= 1
    assert not is_intact(bytes(changed))


def test_a_stamp_whose_time_was_changed_is_detected(stamped: bytes) -> None:
    """The stamp lies in the signature, which no signature covers: it has to hold by itself."""
    times = [*re.finditer(rb"18[0-9a-f]{2}32303[0-9]3([0-9])", stamped.lower())]  # 20.. in ASCII
    assert len(times) == 1
    changed = bytearray(stamped)
    changed[times[0].start(1)] ^= 1  # another year
    assert not is_intact(bytes(changed))


def test_what_cannot_be_signed_says_what_to_look_into(signer: PadesSigner) -> None:
    with pytest.raises(signing.SigningError, match="请检查示例防贫的证书"):
        signer.sign(b"%PDF-1.7 cut off", issuer=OFFICE)


@pytest.mark.parametrize("place", [0.3, 0.6, 0.9])
def test_a_flipped_bit_is_detected(signer: PadesSigner, letter: bytes, place: float) -> None:
    signed = bytearray(signer.sign(letter, issuer=OFFICE))
    signed[int(len(letter) * place)] ^= 1
    assert not is_intact(bytes(signed))


def test_an_addition_after_the_signature_is_detected(signer: PadesSigner, letter: bytes) -> None:
    assert not is_intact(signer.sign(letter, issuer=OFFICE) + b"\n% added")


def test_an_agency_without_certificate_signs_nothing(signer: PadesSigner, letter: bytes) -> None:
    assert signer.sign(letter, issuer=Issuer("示例县民政局", "示例民")) == letter


def test_a_wrong_password_is_told_in_chinese(
    signer: PadesSigner, letter: bytes, settings: Settings
) -> None:
    settings.SIGNING_PASSWORD = "another"
    pades._certificate.cache_clear()
    with pytest.raises(signing.SigningError, match="SIGNING_PASSWORD"):
        signer.sign(letter, issuer=OFFICE)


@pytest.mark.django_db
def test_a_worker_signs_what_it_prints_and_tries_again_when_it_cannot(
    issue_paper: IssuePaper, signer: PadesSigner, settings: Settings
) -> None:
    unable = issue_paper()
    settings.SIGNING_PASSWORD = "another"
    pades._certificate.cache_clear()
    printing = Printing(Press(presses.plain), signer)
    assert printing.work_one("甲")
    assert current_rendition(unable).state == "failed"
    assert "证书" in current_rendition(unable).reason
    settings.SIGNING_PASSWORD = PASSWORD
    signed = issue_paper()
    assert printing.work_one("甲")
    printing.close()
    file = current_rendition(signed).file
    assert file is not None, current_rendition(signed).reason
    assert is_intact(storage.read(file))
