"""What `manage.py doctor` says, for tests."""

from io import StringIO

from django.core.management import call_command
from django.core.management.base import CommandError


def report(*options: str) -> tuple[str, bool]:
    """What it prints, and whether it ends well."""
    said = StringIO()
    try:
        call_command("doctor", *options, stdout=said)
    except CommandError:
        return said.getvalue(), False
    return said.getvalue(), True


def marked(mark: str, text: str) -> list[str]:
    """The lines of a report with one mark."""
    return [line for line in text.splitlines() if line.startswith(mark)]
