"""What the board's pages allow a browser beyond `default-src 'self'`: the icon written into the page,
which saves a request on a slow line, and a frame of the portals that EMBEDDED_BY names."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

View = Callable[..., HttpResponseBase]


def of_the_board(view: View) -> View:
    """Let the page carry its icon, and the named origins frame it; without any nobody does."""

    @wraps(view)
    def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rules = {"img-src": ["'self'", "data:"]}
        shown = view
        if settings.EMBEDDED_BY:
            # X-Frame-Options can name no origin; frame-ancestors, which browsers prefer, does.
            rules["frame-ancestors"] = ["'self'", *settings.EMBEDDED_BY]
            shown = xframe_options_exempt(view)
        answer: HttpResponseBase = csp_replace(rules)(shown)(request, *args, **kwargs)
        return answer

    return allowed
