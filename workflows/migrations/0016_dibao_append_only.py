"""What households receive of dibao only grows: triggers on both databases."""

from typing import ClassVar

from django.db import migrations

from workflows.engine import append_only


class Migration(migrations.Migration):
    dependencies: ClassVar = [("workflows", "0015_sheets_of_departments")]

    operations: ClassVar = [
        migrations.RunPython(append_only.install_dibao, append_only.remove_dibao)
    ]
