"""Every address of the product: the officers' desk and the villagers' board.

Each package brings its own `urls.py`; nothing but includes stands here.
"""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include("workflows.desk.urls")),
    path("", include("workflows.board.urls")),
]
