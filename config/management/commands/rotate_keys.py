"""`manage.py rotate_keys`: seal everything anew with the first key of VAULT_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.rotation import fingerprints_anew, seal_anew, sealed_columns
from vault.keys import VaultError


class Command(BaseCommand):
    """May be broken off and begun again; people may go on working meanwhile, except for the last step."""

    help = (
        "更换密钥：把新密钥放在 VAULT_KEYS 最前并重启各进程后执行，旧密文改用新密钥封存。"
        "加 --fingerprints 则重算检索指纹（停止服务后执行，之后旧密钥可以撤下）。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--fingerprints", action="store_true", help="用最后一个密钥重算身份证号检索指纹"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Column by column, each batch in its own short transaction."""
        try:
            if options["fingerprints"]:
                self.stdout.write(f"已重算 {fingerprints_anew()} 名成员的检索指纹。")
                return
            total = 0
            for model, field in sealed_columns():
                count = seal_anew(model, field)
                total += count
                if count:
                    self.stdout.write(
                        f"{model._meta.verbose_name}“{field.verbose_name}”：{count} 项"
                    )
        except VaultError as error:
            raise CommandError(f"{error}。旧密钥仍须在 VAULT_KEYS 里，请补上后再执行。") from error
        self.stdout.write(f"已用新密钥重新封存 {total} 项。")
