"""nginx for the comparison, unpacked beside the measurement: nothing on the machine is changed."""

import shutil
import subprocess
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent.parent / "build" / "bench" / "nginx"
BINARY = FOLDER / "usr" / "sbin" / "nginx"


def nginx() -> str:
    """The binary that is installed, or was unpacked for a measurement; "" where there is none."""
    return shutil.which("nginx") or (str(BINARY) if BINARY.exists() else "")


def fetch_nginx() -> None:
    """Unpack Debian's package where none is installed: installing it would start a server."""
    if nginx() or shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    _run("apt-get", "download", "-qq", "nginx")
    for package in sorted(FOLDER.glob("nginx_*.deb")):
        _run("dpkg-deb", "--extract", str(package), str(FOLDER))


def _run(*command: str) -> None:
    subprocess.run(command, cwd=FOLDER, check=False, capture_output=True, timeout=300)
