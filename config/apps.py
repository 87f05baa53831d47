"""Registers the checks of the installation."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class AdminOfTheHouse(AdminConfig):
    """Django's admin with a site of our own: posts admit to it, not the flags of an account."""

    default_site = "workflows.access.keepers.KeepersSite"


class ConfigConfig(AppConfig):
    """No models: this app exists so that its checks run."""

    name = "config"
    verbose_name = "系统配置"

    def ready(self) -> None:
        """Import the checks, which register themselves."""
        from config import checks, personal_data  # noqa: F401, PLC0415 - checks may be imported once apps are loaded
