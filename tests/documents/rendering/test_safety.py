"""A page gets nothing it was not handed, whatever a name or a template says."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from documents import uploads
from documents.errors import FileRefused
from documents.reading import read_text
from documents.rendering import ForbiddenAsset
from documents.rendering.typesetting import Asset, Job, typeset
from tests.papers.reading import printed

MakeJob = Callable[..., Job]
SQUARE = Asset(
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9H0z"/></svg>',
    "image/svg+xml",
)


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/hostname" alt="">',
        '<img src="http://127.0.0.1:9/x.png" alt="">',
        '<img src="https://example.org/x.png" alt="">',
        '<img src="data:image/png;base64,AAAA" alt="">',
        '<img src="asset:other" alt="">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<link rel="stylesheet" href="file:///etc/hostname">',
        '<style>@import "http://127.0.0.1:9/x.css";</style>',
        '<object data="file:///etc/hostname"></object>',
    ],
)
def test_anything_but_a_named_asset_stops_the_rendering(body: str, make_job: MakeJob) -> None:
    with pytest.raises(ForbiddenAsset, match="不允许的外部资源"):
        typeset(make_job(body, {"asset:qr": SQUARE}))


def test_a_named_asset_is_drawn(make_job: MakeJob) -> None:
    body = '<img src="asset:qr" alt="方块">'
    assert len(typeset(make_job(body, {"asset:qr": SQUARE}))) > len(typeset(make_job("")))


def test_a_cut_off_photograph_stays_refused_where_papers_are_made(make_job: MakeJob) -> None:
    typeset(make_job(""))
    photo = io.BytesIO()
    Image.effect_noise((90, 90), 80).save(photo, "JPEG")
    assert uploads.public_copy(photo.getvalue())
    with pytest.raises(FileRefused, match="损坏"):
        uploads.public_copy(photo.getvalue()[:-900])


@pytest.mark.parametrize(
    "name",
    [
        '<link rel="attachment" href="file:///etc/hostname">',
        '<img src="file:///etc/hostname">',
        "<b>王小明</b>",
        "{{ paper.issuer.name }}",
        "{% include 'papers/D01.html' %}",
    ],
)
def test_markup_in_a_name_is_printed_as_it_was_typed(name: str) -> None:
    row = {"order": 1, "name": name, "persons": 1, "group": "一组", "opinion": "拟确认"}
    said = "".join(read_text(printed("D12", {"rows": [row]})).split())
    assert "".join(name.split()) in said


def test_the_facts_travel_inside_the_file(make_job: MakeJob) -> None:
    assert '"village": "石桥村"' in read_text(typeset(make_job("<p>公示</p>", village="石桥村")))
