"""The same facts give the same bytes: a PDF can be made again from its row alone."""

import hashlib
import os
import subprocess
import sys

from tests.papers.reading import sample_pdf

CODES = ("D07", "D12", "D18")
ELSEWHERE = """
import django
django.setup()
import hashlib, sys
from documents import kinds
from tests.papers.reading import sample_pdf
kinds._registered.clear()
for code in sys.argv[1:]:
    print(hashlib.sha256(sample_pdf(code)).hexdigest())
"""


def test_another_process_makes_the_same_bytes() -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": "."}
    environment.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    command = [sys.executable, "-c", ELSEWHERE, *CODES]
    told = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    here = [hashlib.sha256(sample_pdf(code)).hexdigest() for code in CODES]
    assert told.stdout.split() == here
