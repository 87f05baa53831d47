"""What an officer searches for is found, and stands in no address that could be read."""

import html
import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.desk.conftest import SignedIn, text
from tests.fixtures.county import household
from workflows.desk.searching import LONGEST_SEARCH, sealed, words_of
from workflows.desk.views import households
from workflows.procedures.intervention.rehearsal import Rehearsal

PAGES = ("/desk/", "/desk/households/", "/desk/register/clue/")


def searched(client: Client, page: str, words: str, **filters: str) -> str:
    """The address a search sent from the page's form leads to."""
    answer = client.post(page, {"q": words, **filters})
    assert answer.status_code == 302
    return str(answer["Location"])


@pytest.mark.parametrize("place", PAGES)
def test_a_search_leads_to_an_address_that_does_not_tell_it(
    county: Rehearsal, signed_in: SignedIn, place: str
) -> None:
    home = household()
    county.warn(home)
    client = signed_in("zhen1_jingban")
    for words in (home.number, home.head_name):
        address = searched(client, place, words)
        assert urlsplit(address).path == place
        assert words not in address and home.number not in address
        assert home.head_name in text(client.get(address))
        assert searched(client, place, words) != address  # equal searches are not told either


@pytest.mark.parametrize("place", PAGES)
def test_every_search_of_the_desk_is_sent_and_none_asked_in_the_address(
    county: Rehearsal, signed_in: SignedIn, place: str
) -> None:
    client = signed_in("zhen1_jingban")
    form = re.search(r'<form[^>]*role="search"[^>]*>', text(client.get(place)))
    assert form and 'method="post"' in form[0]
    assert "查无此人" not in text(client.get(place, {"q": "查无此人"}))


def test_the_next_page_keeps_the_search(
    county: Rehearsal, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(households, "PAGE", 2)
    client, beginning = signed_in("xian_jingban"), household().number[:6]
    address = searched(client, "/desk/households/", beginning)
    page = text(client.get(address))
    assert f'value="{beginning}"' in page  # in its field, to be changed
    onward = re.search(r'href="(\?find=[^"]+)">下一页', page)
    assert onward and onward[1].startswith(f"?{urlsplit(address).query}&amp;after=")
    second = text(client.get("/desk/households/" + html.unescape(onward[1])))
    assert f'value="{beginning}"' in second
    assert f'href="{address}">回到第一页' in second


def test_filters_of_the_inbox_keep_the_search_and_it_keeps_them(
    county: Rehearsal, signed_in: SignedIn
) -> None:
    county.warn(household())
    client = signed_in("zhen1_jingban")
    address = searched(client, "/desk/", household().head_name, due="soon")
    kept = html.escape(urlsplit(address).query)
    assert kept.startswith("due=soon&amp;find=")
    page = text(client.get(address))
    assert '<input type="hidden" name="due" value="soon">' in page
    assert f'href="/desk/lists/inbox/export/?{kept}"' in page


def test_an_empty_search_clears_it_and_a_long_one_is_cut(signed_in: SignedIn) -> None:
    assert searched(signed_in("zhen1_jingban"), "/desk/households/", "  ") == "/desk/households/"
    assert words_of({"find": sealed("户" * 99)}) == "户" * LONGEST_SEARCH


@pytest.mark.parametrize(
    "spoilt",
    ["", "abc", "，", "x" * 400, sealed("李")[:-8]],
    ids=["empty", "short", "no letter", "long", "cut off"],
)
def test_an_address_that_was_spoilt_searches_for_nothing(
    county: Rehearsal, signed_in: SignedIn, spoilt: str
) -> None:
    assert words_of({"find": spoilt}) == ""
    for place in PAGES:
        assert signed_in("zhen1_jingban").get(place, {"find": spoilt}).status_code == 200
