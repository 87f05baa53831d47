"""The app of papers; it knows nothing of cases."""

from importlib import import_module

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Official papers: frozen facts, their numbers, renditions and delivery."""

    name = "documents"
    verbose_name = "文书"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks of the keys that seal papers' facts, and this app's own kind of paper."""
        # The checks look at the fields of loaded models.
        import_module("vault.checks")
        # The one kind of paper that no procedure issues must be known to a worker too.
        import_module("documents.registers")
