"""The glossary has every word that an officer meets in a procedure."""

from tests.docs.pages import DOCS, kinds_of_papers, rows
from workflows.access.actors import Role
from workflows.engine.procedure import all_procedures

ROWS = rows(DOCS / "glossary.md")
NAMED = {(row[0], row[1]) for row in ROWS if len(row) > 1}


def test_every_stage_and_step_is_explained_under_its_label() -> None:
    wanted = {
        (word.label, f"`{table.key}.{word.name}`")
        for table in all_procedures()
        for words in (table.stages.values(), table.steps.values())
        for word in words
    }
    assert wanted - NAMED == set()


def test_every_role_is_explained_under_its_label() -> None:
    assert {(role.label, f"`Role.{role.name}`") for role in Role} - NAMED == set()


def test_every_kind_of_paper_is_explained_under_its_title() -> None:
    assert {(kind.title, f"`{kind.code}`") for kind in kinds_of_papers()} - NAMED == set()


def test_nothing_is_explained_that_is_not_there() -> None:
    keys = {table.key for table in all_procedures()}
    there = {
        f"`{table.key}.{name}`"
        for table in all_procedures()
        for name in (*table.stages, *table.steps)
    }
    explained = {row[1] for row in ROWS if row[1].strip("`").split(".")[0] in keys}
    assert explained - there == set()


def test_every_row_says_what_the_word_means_and_where_it_comes_from() -> None:
    assert [row for row in ROWS if row[0] != "---" and not all(row)] == []
