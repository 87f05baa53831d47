"""Who may show the board in a frame of their own page: the origins of EMBEDDED_BY, nobody else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

View = Callable[..., HttpResponseBase]


def embeddable(view: View) -> View:
    """Let the named origins frame this page; without any the page is framed by nobody."""

    @wraps(view)
    def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.EMBEDDED_BY:
            return view(request, *args, **kwargs)
        # X-Frame-Options can name no origin; frame-ancestors, which browsers prefer, does.
        allowed = csp_replace({"frame-ancestors": ["'self'", *settings.EMBEDDED_BY]})
        answer: HttpResponseBase = xframe_options_exempt(allowed(view))(request, *args, **kwargs)
        return answer

    return framed
