"""The servers under load, each on a free port of loopback, ended with the measurement."""

from __future__ import annotations

import contextlib
import getpass
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.village import peers

WAITED_SECONDS = 30
# All it writes lies in the folder; started as root it stays root, or it could not read it.
NGINX = """user {user}; worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log stderr;
events {{ worker_connections 64; }}
http {{ access_log off; types {{ text/html html; text/css css; }}
client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; uwsgi_temp_path {folder}/uwsgi;
fastcgi_temp_path {folder}/fastcgi; scgi_temp_path {folder}/scgi;
server {{ listen 127.0.0.1:{port}; root {folder}; }} }}
"""


@contextlib.contextmanager
def wsgi(application: str) -> Iterator[str]:
    """Gunicorn with one process of four threads, as a small county would run it, halved."""
    port = _free()
    command = [
        sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}",
        "--workers", "1", "--threads", "4", "--log-level", "error",
    ]  # fmt: skip
    with _running(command, port) as address:
        yield address


@contextlib.contextmanager
def nginx(folder: Path) -> Iterator[str]:
    """nginx on a folder; "" where it is not installed."""
    found = peers.nginx()
    if not found:
        yield ""
        return
    port = _free()
    written = folder / "nginx.conf"
    written.write_text(NGINX.format(folder=folder, port=port, user=getpass.getuser()))
    with _running([found, "-c", str(written), "-p", str(folder)], port) as address:
        yield address


@contextlib.contextmanager
def _running(command: list[str], port: int) -> Iterator[str]:
    server = subprocess.Popen(command, env=os.environ)
    try:
        _wait(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + WAITED_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"{server.args!r} did not answer")


def _free() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
