"""Papers made from their samples, and what stands on their pages."""

import io
from dataclasses import replace
from functools import cache
from typing import Any

from pypdf import PdfReader

from documents.rendering import render, samples
from tests.papers import catalogue


def printed(code: str, facts: dict[str, Any] | None = None, *, demo: bool = True) -> bytes:
    """The PDF of a kind's sample, with `facts` laid over its own."""
    sample = samples.load(code)
    meta = replace(sample.meta, is_demo=demo)
    kind = catalogue.kind(code, meta.title)
    return render(kind, {**sample.facts, **(facts or {})}, meta, samples.photographs())


@cache
def sample_pdf(code: str) -> bytes:
    """The PDF of an unchanged sample, made once a run."""
    return printed(code)


def pages(pdf: bytes) -> list[str]:
    """The text of each page without any space, because lines end anywhere in Chinese."""
    return [spaceless(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def text(pdf: bytes) -> str:
    """The text of all pages without any space."""
    return "".join(pages(pdf))


def spaceless(words: str) -> str:
    """The words without any space."""
    return "".join(words.split())
