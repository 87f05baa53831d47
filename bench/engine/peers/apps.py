"""The app of the peers."""

from django.apps import AppConfig


class PeersConfig(AppConfig):
    """Models that only the measurement has."""

    name = "bench.engine.peers"
    label = "bench_peers"
    default_auto_field = "django.db.models.BigAutoField"
