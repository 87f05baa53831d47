"""The journal's tables only grow: triggers on both databases."""

from typing import ClassVar

from django.db import migrations

from workflows.engine import append_only


class Migration(migrations.Migration):
    dependencies: ClassVar = [("workflows", "0001_initial")]

    operations: ClassVar = [migrations.RunPython(append_only.install, append_only.remove)]
