"""Uploads are judged by their bytes; what is shown of a photograph carries no metadata."""

import io
import struct
import zlib

import pytest
from PIL import Image

from documents import storage, uploads
from documents.errors import FileRefused
from documents.photos import keep_photo

GPS = 0x8825
ORIENTATION = 0x0112


def photo(
    size: tuple[int, int] = (60, 40), form: str = "JPEG", mode: str = "RGB", turned: int = 1
) -> bytes:
    """A picture whose EXIF says where it was taken, red in its upper left corner."""
    image = Image.new(mode, size)
    if mode == "RGB":
        image.paste((255, 0, 0), (0, 0, size[0] // 2, size[1] // 2))
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (25.0, 51.0, 0.0)
    exif[0x010F] = "CANARY"
    file = io.BytesIO()
    image.save(file, form, exif=exif)
    return file.getvalue()


def flood(width: int, height: int) -> bytes:
    """A few bytes that claim to be a huge picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


@pytest.mark.django_db
def test_a_photograph_is_kept_as_taken_and_bare() -> None:
    data = photo()
    kept = keep_photo(io.BytesIO(data))
    assert storage.read(kept.original) == data
    assert kept.original.media_type == "image/jpeg"
    assert kept.public.media_type == "image/jpeg"
    shown = storage.read(kept.public)
    assert b"CANARY" in data
    assert b"CANARY" not in shown
    with Image.open(io.BytesIO(data)) as taken, Image.open(io.BytesIO(shown)) as bare:
        assert taken.getexif().get_ifd(GPS)
        assert not bare.getexif()
        assert set(bare.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_the_bare_copy_stands_upright_and_is_not_larger_than_needed() -> None:
    with Image.open(io.BytesIO(uploads.public_copy(photo((60, 40), turned=6)))) as bare:
        assert bare.size == (40, 60)
        red, green, _ = bare.getpixel((35, 5))  # type: ignore[misc]
        assert red > 200 > green
    with Image.open(io.BytesIO(uploads.public_copy(photo((4800, 60))))) as bare:
        assert bare.size == (2400, 30)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_type_is_read_from_the_bytes(form: str) -> None:
    assert uploads.media_type(photo(form=form)) == f"image/{form.lower()}"


def test_a_transparent_picture_is_shown_too() -> None:
    assert uploads.media_type(uploads.public_copy(photo(form="PNG", mode="RGBA"))) == "image/jpeg"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空的"),
        (b"0" * (uploads.LARGEST + 1), "超过 20 MB"),
        (b"MZ\x90\x00", "只接受"),
        (b"<svg onload='x'/>", "只接受"),
        (photo(form="GIF", mode="P"), "只接受"),
        (photo()[:300], "损坏|只接受"),
        (photo((600, 400))[:-900], "损坏"),
        (flood(10_000, 6_000), "超过 5,000 万像素"),
        (flood(12_000, 10_000), "超过 5,000 万像素"),
        (flood(60_000, 60_000), "只接受"),
        (b"%PDF-1.7\n%%EOF", "需要照片"),
        (b"%PDF-1.7\ncut off", "不完整"),
    ],
)
def test_anything_else_is_refused_in_plain_words(data: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        keep_photo(io.BytesIO(data))
