"""Photographs, of a notice board for example: the original for the file, a bare copy to show."""

from dataclasses import dataclass

from documents import storage, uploads
from documents.errors import FileRefused
from documents.models import StoredFile


@dataclass(frozen=True, slots=True)
class Photo:
    """A kept photograph: `original` as taken, for the case file only; `public` without metadata."""

    original: StoredFile
    public: StoredFile


def keep_photo(upload: uploads.Readable) -> Photo:
    """Keep an uploaded photograph twice; raises FileRefused and StorageFull.

    Writes to disk: call it before the transaction of the step, which then names the files.
    """
    data = uploads.take_bytes(upload)
    media_type = uploads.media_type(data)
    if not media_type.startswith("image/"):
        raise FileRefused("这里需要照片（JPEG、PNG 或 WebP），不是 PDF。")
    shown = uploads.public_copy(data)
    return Photo(original=storage.keep(data, media_type), public=storage.keep(shown, "image/jpeg"))
