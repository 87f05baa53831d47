"""`manage.py verify_package FILE`: what `python -m documents.packages` says, with this site's key."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.packages.checking import check, is_sound
from workflows.engine.sealing import public_key


class Command(BaseCommand):
    """Needs neither database nor server; whoever has no key of ours uses the module directly."""

    help = "核验归档信息包：逐件校验值、办理记录、检查点、签名。不需要数据库。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", default="", help="公布的公钥；默认为本系统的")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every item; exits with an error when one fails."""
        items = check(options["file"], options["key"] or public_key().hex())
        for item in items:
            self.stdout.write(str(item))
        if not is_sound(items):
            raise CommandError("信息包与封装时不一致。")
