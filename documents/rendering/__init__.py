"""Facts and a template become a PDF: `render(kind, facts, meta)`."""

from documents.rendering.errors import (
    ForbiddenAsset,
    MissingFacts,
    MissingGlyphs,
    MissingPicture,
    NoTemplate,
    RenderingError,
    UnprintableText,
)
from documents.rendering.papers import render
from documents.rendering.typesetting import pages_told

__all__ = [
    "ForbiddenAsset",
    "MissingFacts",
    "MissingGlyphs",
    "MissingPicture",
    "NoTemplate",
    "RenderingError",
    "UnprintableText",
    "pages_told",
    "render",
]
