"""Every address of the product: the desk, the administrators' pages, the villagers' board.

Each package brings its own `urls.py`; nothing but includes stands here.
"""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include("workflows.desk.urls")),
    path("admin/", admin.site.urls),
    path("", include("workflows.board.urls")),
]

handler500 = "config.outage.failed"
