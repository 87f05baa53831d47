"""What every page knows about this installation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def installation(_request: HttpRequest) -> dict[str, Any]:
    """Context processor: product, county, demo or not, source, the site's numbers.

    The link to the source is how the AGPL's section 13 is kept towards those who only use
    the pages.
    """
    return {
        "product": settings.PRODUCT_NAME,
        "county": settings.COUNTY_NAME,
        "demo": settings.DEMO,
        "source_url": settings.SOURCE_URL or reverse("board:source"),
        "site_numbers": [
            number
            for number in (settings.ICP_NUMBER, settings.POLICE_NUMBER, settings.SITE_CODE)
            if number
        ],
    }
