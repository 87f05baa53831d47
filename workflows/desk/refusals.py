"""A refusal of the engine as a page that says what is wrong and what to do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workflows.engine.refusals import Refusal

PAGES = {403: "403.html", 404: "404.html", 409: "409.html", 422: "422.html"}


class RefusalPages:
    """Middleware: what a view lets through of `Refusal` becomes the page of its status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do on the way in or out."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The refusal's own page; other exceptions are none of its business."""
        if not isinstance(error, Refusal):
            return None
        told = {"message": error.message, "reasons": error.reasons}
        return render(request, PAGES.get(error.status, "409.html"), told, status=error.status)
