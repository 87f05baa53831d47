"""Every personal field holds a value of its own, and whoever crawls the board finds none of them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.test import Client

from documents.models import Paper
from tests.board.conftest import Village, text
from tests.board.test_objection import hidden, line_of
from vault.fields import SealedTextField
from workflows.board.exporting import export
from workflows.registry.models import Household, Member
from workflows.workdays import clock

LINK = re.compile(r'(?:href|action|src)="(/[^"#]*)')
MOST_PAGES = 400


def marked(row: models.Model, fields: tuple[str, ...]) -> Iterator[str]:
    """Write a value nobody else has into fields of a row; yields the values."""
    for name in fields:
        field = row._meta.get_field(name)
        value = f"\u91d1\u4e1d\u96c0{row.pk:04d}{name}"[: getattr(field, "max_length", None) or 40]
        setattr(row, name, value)
        yield value


PERSONAL = {
    Household: ("address",),
    Member: tuple(
        field.name
        for field in Member._meta.concrete_fields
        if isinstance(field, SealedTextField) and field.name != "id_number"
    ),
}


@pytest.fixture
def canaries(drafted: Village) -> set[str]:
    """What must be found nowhere: personal fields, whole names and numbers, who objected."""
    found: set[str] = set()
    for home in drafted.homes:
        found |= {home.head_name, home.number, *marked(home, PERSONAL[Household])}
        home.save()
        for member in home.members.all():
            found |= {*marked(member, PERSONAL[Member]), member.name, member.id_number}
            member.save()
    for case in drafted.cases:
        found.add(case.number)
    return found - {""}


def crawl(client: Client, *starts: str) -> Iterator[tuple[str, str]]:
    """Every page and file that links lead to from these addresses, the officers' aside."""
    seen, queue = set(starts), list(starts)
    while queue and len(seen) < MOST_PAGES:
        address = queue.pop()
        response: Any = client.get(address)
        body = b"".join(response) if response.streaming else response.content
        yield address, f"{response.headers}{body.decode(errors='replace')}"
        links = LINK.findall(body.decode(errors="replace").replace("&amp;", "&"))
        for link in links:
            if link not in seen and not link.startswith(("/desk", "/static")):
                seen.add(link)
                queue.append(link)


def test_a_crawler_finds_no_personal_value_while_a_notice_hangs_nor_afterwards(
    drafted: Village,
    canaries: set[str],
    client: Client,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    village = drafted
    village.county.post(village.sheet)
    address = f"{village.address}object/"
    given = {**hidden(client.get(address)), "line": line_of(village), "content": "金丝雀异议内容"}
    third = client.post(address, {**hidden(client.post(address, given)), "objector": "金丝雀某"})
    client.post(address, hidden(third))
    canaries |= {"金丝雀异议内容", "金丝雀某"}
    assert len(canaries) > 20
    code = Paper.objects.get(dossier=village.sheet.uuid, kind="D12").check_code
    letter = Paper.objects.filter(dossier=village.cases[0].uuid, kind="D03")[0].check_code
    starts = ("/", village.address, f"/check/{code}/", f"/check/{letter}/", "/nowhere/", "/?big=1")
    ready = village.sheet.tasks.get(closed_at=None).ready_on
    assert ready is not None
    visited = 0
    for day in (clock.today(), ready):
        with clock.standing_at(day):
            for page, told in crawl(client, *starts):
                visited += 1
                assert [value for value in canaries if value in told] == [], page
            export(tmp_path / "board")
    assert visited > 60
    for file in (tmp_path / "board").iterdir():
        assert [value for value in canaries if value in file.read_text()] == [], file.name
    assert [value for value in canaries if value in caplog.text] == []


def test_the_crawler_would_find_a_name_that_is_not_masked(
    village: Village, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin of the test above: a planted leak is seen."""
    monkeypatch.setattr("workflows.board.sheets.mask_name", lambda name: name)
    leaks = [
        page for page, told in crawl(client, village.address) if village.homes[0].head_name in told
    ]
    assert village.address in leaks
    assert text(client.get(village.address))
