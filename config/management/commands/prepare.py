"""`manage.py prepare`: what ./run does before it starts the product."""

import io
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Tables, fonts and, in a demo, the fictitious county; safe to run again, quick when done.

    One process instead of four, because each start of Django costs a second.
    """

    help = "建表、备好字体；演示环境为空时生成演示数据并列出账号。可重复执行。"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is missing; fonts that cannot be had are reported and do not stop anything."""
        call_command("migrate", verbosity=0, interactive=False)
        try:
            call_command("set_up_fonts", if_missing=True, stdout=self.stdout)
        except CommandError as error:
            self.stderr.write(str(error))
        if settings.DEMO:
            # Its list of accounts is the same as the one below, which comes each time.
            call_command("demo", if_empty=True, stdout=io.StringIO())
            call_command("demo", accounts=True, stdout=self.stdout)
