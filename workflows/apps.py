"""The app of cases: registry, access, engine, procedures, desk and board share one label."""

from importlib import import_module

from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    """Procedures against falling back into poverty, and those who carry them out."""

    name = "workflows"
    verbose_name = "业务办理"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks, and make every procedure's table known to the engine."""
        # Both stand on the models, which exist only once the apps are loaded.
        import_module("workflows.access.checks")
        import_module("workflows.engine.checks")
        import_module("workflows.procedures").load()
