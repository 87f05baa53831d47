"""What may be uploaded, judged by the bytes and never by the name somebody gave them."""

import io
import warnings
from typing import Protocol

from PIL import Image, ImageOps, UnidentifiedImageError

from documents.errors import FileRefused

MIB = 1024 * 1024
LARGEST = 20 * MIB
# A phone's 48-megapixel photo passes; a pixel flood of a few kilobytes does not.
MOST_PIXELS = 50_000_000
# Long enough on each side to read a poster on a photographed board.
PUBLIC_SIDE = 2400

_IMAGES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


class Readable(Protocol):
    """An uploaded or opened file."""

    def read(self, size: int = ..., /) -> bytes:
        """At most `size` bytes."""


def take_bytes(upload: Readable) -> bytes:
    """All bytes of the upload; raises FileRefused when it is empty or over 20 MiB."""
    data = upload.read(LARGEST + 1)
    if not data:
        raise FileRefused("上传的文件是空的，请重新选择。")
    if len(data) > LARGEST:
        raise FileRefused(f"文件超过 {LARGEST // MIB} MB，请压缩后再上传。")
    return data


def media_type(data: bytes) -> str:
    """The type of a PDF, JPEG, PNG or WebP by its bytes; raises FileRefused for anything else."""
    if data.startswith(b"%PDF-"):
        if b"%%EOF" not in data[-2048:]:
            raise FileRefused("PDF 文件不完整，请重新扫描或上传。")
        return "application/pdf"
    with _opened(data) as image:
        return _IMAGES[str(image.format)]


def public_copy(data: bytes) -> bytes:
    """The picture encoded anew as JPEG: upright, at most 2400 pixels a side, no metadata.

    What a phone writes into a photo (place, time, device, thumbnail) is gone. Raises
    FileRefused when it is no picture, is damaged, or has more than 50 million pixels.
    """
    with _opened(data) as image:
        try:
            picture = ImageOps.exif_transpose(image).convert("RGB")
        except (OSError, SyntaxError, ValueError) as error:
            raise FileRefused("照片已损坏，请重新拍摄或上传。") from error
    picture.thumbnail((PUBLIC_SIDE, PUBLIC_SIDE))
    # A fresh image carries pixels only, whatever the encoder would copy from `info`.
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    encoded = io.BytesIO()
    bare.save(encoded, "JPEG", quality=85)
    return encoded.getvalue()


def _opened(data: bytes) -> Image.Image:
    """The picture with only its header read; raises FileRefused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our cap is lower
            image = Image.open(io.BytesIO(data), formats=list(_IMAGES))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as error:
        raise FileRefused("只接受 PDF、JPEG、PNG 或 WebP 文件，且文件须完好。") from error
    if image.width * image.height > MOST_PIXELS:
        raise FileRefused(f"照片超过 {MOST_PIXELS // 10_000:,} 万像素，请缩小后再上传。")
    return image
