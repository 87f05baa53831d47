"""Photographs stand on the papers that prove by them, two to a row."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader

from documents.rendering import MissingPicture, render, samples
from tests.papers import catalogue
from tests.papers.reading import printed, sample_pdf, text


def pictures(pdf: bytes) -> list[tuple[int, int]]:
    """The sizes of the pictures of a paper; its pages share one list of them."""
    first, *_ = PdfReader(io.BytesIO(pdf)).pages
    return [found.image.size for found in first.images if found.image]


@pytest.mark.parametrize(("code", "count"), [("D13", 2), ("D05", 1)])
def test_the_photographs_are_on_the_paper_with_day_and_digest(code: str, count: int) -> None:
    photos = samples.load(code).facts["photos"]
    assert len(pictures(sample_pdf(code))) == count
    assert len(photos) == count
    said = text(sample_pdf(code))
    assert all(photo["sha256"][:16] in said for photo in photos)


def test_a_photograph_is_made_small_enough_to_print() -> None:
    large = io.BytesIO()
    Image.effect_noise((2400, 1800), 60).save(large, "JPEG")
    assert pictures(with_photo("ab" * 32, {"ab" * 32: large.getvalue()})) == [(900, 675)]


def test_a_photograph_that_was_not_handed_over_stops_the_paper_and_is_named() -> None:
    with pytest.raises(MissingPicture, match="照片没有取到：abababababab。"):
        with_photo("ab" * 32, {})


def with_photo(name: str, photographs: dict[str, bytes]) -> bytes:
    """The result of a notice with one photograph of this name."""
    sample = samples.load("D13")
    photo = {"caption": "张贴后", "taken_at": None, "sha256": name, "picture": name}
    facts = {**sample.facts, "photos": [photo]}
    return render(catalogue.kind("D13", "公示结果说明"), facts, sample.meta, photographs)


def test_a_paper_from_before_pictures_were_kept_is_printed_with_the_digest() -> None:
    photos = [{"caption": "张贴后", "taken_at": None, "sha256": "ab" * 32}]
    pdf = printed("D13", {"photos": photos})
    assert pictures(pdf) == []
    assert "ab" * 8 in text(pdf)
