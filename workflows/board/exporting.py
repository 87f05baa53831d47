"""The board as files that any web server can hand out: number, dates and outcome, never a name.

One page and one feed a village, a list of villages, and the style sheet; links between them are
relative, so that the folder may lie anywhere. Who wants to object or to read the list is sent to
the live board (BOARD_URL).
"""

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from workflows.board import sheets
from workflows.registry.models import Region
from workflows.workdays import clock

TOWN, VILLAGE = 4, 5
WITHIN_TOWNSHIP = 1000  # codes of one township's villages
STYLE, INDEX = "board.css", "index.html"


def export(folder: Path) -> int:
    """Write the board into a folder; returns how many files. Pages that changed nothing stay.

    Each file is replaced whole, so that a server never hands out half of one.
    """
    villages = Region.objects.filter(valid_to=None, level=VILLAGE).order_by("code")
    towns = dict(Region.objects.filter(level=TOWN).values_list("code", "name"))
    hung: dict[int, list[sheets.Bulletin]] = defaultdict(list)
    for bulletin in sheets.bulletins():
        hung[bulletin.hung.sheet.region].append(bulletin)
    folder.mkdir(parents=True, exist_ok=True)
    places = list(villages)
    _write(folder / STYLE, _style())
    _write(folder / INDEX, _page("board/exported.html", towns=_by_town(places, towns)))
    for place in places:
        bulletins = hung[place.code]
        town = towns.get(_town(place), "")
        told = {"place": place, "town": town, "bulletins": bulletins}
        _write(folder / f"{place.code}.html", _page("board/exported_village.html", **told))
    return len(places) + 2


def _by_town(places: Iterable[Region], towns: dict[int, str]) -> dict[str, list[Region]]:
    found: dict[str, list[Region]] = defaultdict(list)
    for place in places:
        found[towns.get(_town(place), "")].append(place)
    return dict(found)


def _town(place: Region) -> int:
    return place.code // WITHIN_TOWNSHIP * WITHIN_TOWNSHIP


def _page(template: str, **told: Any) -> bytes:
    about = {
        "product": settings.PRODUCT_NAME, "county": settings.COUNTY_NAME, "demo": settings.DEMO,
        "live": settings.BOARD_URL, "written_at": clock.now(),
    }  # fmt: skip
    return render_to_string(template, {**about, **told}).encode()


def _style() -> bytes:
    found = finders.find("css/board.css")
    assert isinstance(found, str)  # it lies beside the code
    return Path(found).read_bytes()


def _write(file: Path, content: bytes) -> None:
    draft = file.with_suffix(".new")
    draft.write_bytes(content)
    os.replace(draft, file)
