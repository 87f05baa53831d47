"""A bounded load: so many requests by so many connections, which stay open."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit

CONNECTIONS = 4


def per_second(url: str, requests: int) -> float:
    """Pages a second. Raises RuntimeError for any answer that is not 200: errors are quick."""
    each = max(1, requests // CONNECTIONS)
    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        for asked in [pool.submit(_ask, url, each) for _ in range(CONNECTIONS)]:
            asked.result()
    return each * CONNECTIONS / (time.perf_counter() - began)


def _ask(url: str, times: int) -> None:
    parts = urlsplit(url)
    held = HTTPConnection(parts.netloc, timeout=30)
    for _ in range(times):
        held.request("GET", parts.path)
        answer = held.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{url}: {answer.status}")
    held.close()
