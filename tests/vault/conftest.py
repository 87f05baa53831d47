"""A table with sealed columns, in the tests' own database."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connection, models
from pytest_django.plugin import DjangoDbBlocker

from vault.fields import SealedJSONField, SealedTextField


class Note(models.Model):
    """Kept out of the product's registry: it must appear in no migration and no check."""

    name = models.CharField(max_length=20)
    phone = SealedTextField(null=True, blank=True, max_length=11)
    health = SealedTextField(default="", blank=True)
    incomes = SealedJSONField(null=True, blank=True)
    tags = SealedJSONField(default=list, purpose="notes.tags")

    class Meta:
        app_label = "vault_tests"
        apps = Apps()


@pytest.fixture(scope="package")
def _note_table(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Note)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Note)


@pytest.fixture
def notes(_note_table: None, db: None) -> models.Manager[Any]:
    """The manager of the table."""
    return Note._default_manager
