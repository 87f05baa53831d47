"""Commands are documented, and what the pages tell to type is there."""

import re

from django.core.management import get_commands

from tests.docs.pages import DOCS, help_of_run, rows, written

OWN_APPS = {"config", "documents", "workflows"}
LIST = DOCS / "operations" / "commands.md"
WORD = r"[a-z][a-z_]+"


def own_commands() -> set[str]:
    """The commands of manage.py that the product brings."""
    return {name for name, app in get_commands().items() if app in OWN_APPS}


def test_every_command_of_ours_is_in_the_list() -> None:
    listed = {row[0].strip("`").split()[0] for row in rows(LIST) if row[0].startswith("`")}
    assert listed == own_commands()


def test_every_command_a_page_names_is_there() -> None:
    named = set(re.findall(rf"manage(?:\.py)? ({WORD})", written()))
    assert named - set(get_commands()) == set()


def test_every_way_to_call_run_that_a_page_names_is_there() -> None:
    known = {"manage", *re.findall(rf"^\./run ({WORD})", help_of_run(), re.MULTILINE)}
    known |= {"help", "lint", "types"}  # the first by itself, the others in one line
    named = set(re.findall(rf"\./run ({WORD})", written()))
    assert named - known == set()
