"""From HTML to PDF bytes: the only file that knows WeasyPrint.

WeasyPrint gives the same bytes for the same page if it is told the dates and the identifier, lets
a page fetch whatever it names unless it is told not to, and draws a box for a character no font
has with no more than a line in the log. All three are settled here.
"""

import json
import logging
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from threading import Lock
from typing import Any

from PIL import ImageFile

from documents.rendering import archiving, justification, lazy_fonts
from documents.rendering.composing import stylesheet
from documents.rendering.errors import ForbiddenAsset, MissingGlyphs
from documents.rendering.fonts import use_private_fonts

# Our changes to its private parts are made to this version alone; any other is used as it is,
# slower and with ragged lines, and tests fail (tests/documents/rendering/test_adjustments.py).
TESTED_WITH = "70.0"

_one_at_a_time = Lock()  # Pango's fonts and WeasyPrint's logger are shared by the whole process


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture a template may name, with its media type."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Job:
    """One page to set: its HTML, layout stylesheets, identity, and what goes with it.

    `closer` are stylesheets to add where they bring a paper of `one_too_many` pages to fewer.
    """

    html: str
    stylesheets: tuple[str, ...]
    identifier: bytes
    issued_on: date
    facts: Mapping[str, Any]
    assets: Mapping[str, Asset] = field(default_factory=dict)
    closer: tuple[str, ...] = ()
    one_too_many: int = 0


def typeset(job: Job) -> bytes:
    """The PDF/A-3a of a page, with its facts embedded.

    Raises `MissingGlyphs` when a character is in no font, `ForbiddenAsset` when the page names
    anything but the assets handed over with it.
    """
    weasyprint = _weasyprint()
    with _one_at_a_time, warnings.catch_warnings(), _missing_glyphs_raised():
        # WeasyPrint 70 leaves the file of its colour profile to the garbage collector.
        warnings.filterwarnings("ignore", "unclosed file .*sRGB2014", ResourceWarning)
        try:
            pdf: bytes = _laid_out(job).write_pdf(
                finisher=archiving.finish,
                attachments=[_embedded(job)],
                pdf_identifier=job.identifier,
                pdf_variant="pdf/a-3a",
            )
        except weasyprint.urls.FatalURLFetchingError as error:  # not an Exception
            raise ForbiddenAsset(str(error)) from error
    return pdf


def _laid_out(job: Job) -> Any:
    """The pages of a job, laid out; closer where that saves the page of the last lines."""
    page = _page()(string=job.html, url_fetcher=_fetcher(job.assets))

    def render(names: tuple[str, ...]) -> Any:
        sheets = [_parsed(name) for name in names]
        return page.render(
            font_config=_font_configuration(), stylesheets=sheets, pdf_variant="pdf/a-3a"
        )

    pages = render(job.stylesheets)
    if len(pages.pages) == job.one_too_many:
        closer = render((*job.stylesheets, *job.closer))
        return closer if len(closer.pages) < job.one_too_many else pages
    return pages


@cache
def _weasyprint() -> Any:
    """WeasyPrint, imported on first use: it costs 0.7 s, which no web process should pay.

    The fonts are settled before, because Pango reads their configuration once.
    """
    use_private_fonts()
    import weasyprint  # noqa: PLC0415 - see above

    # Its import makes Pillow accept cut-off pictures everywhere; an upload must stay refused.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    adjust(weasyprint)
    return weasyprint


@contextmanager
def pages_told(tell: Callable[[int], object]) -> Iterator[None]:
    """Call `tell` with the number of each page of a paper as it is begun."""

    class Pages(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "Page %d" in str(record.msg) and isinstance(record.args, tuple):
                tell(int(str(record.args[0])))

    pages, logger = Pages(), logging.getLogger("weasyprint.progress")
    before = logger.level, logger.propagate
    logger.addHandler(pages)
    logger.setLevel(logging.INFO)
    logger.propagate = False  # nobody wants a line a page in the worker's log
    try:
        yield
    finally:
        logger.removeHandler(pages)
        level, logger.propagate = before
        logger.setLevel(level)


def adjust(library: Any) -> bool:
    """Make our changes to WeasyPrint, in the version they were written for; whether they were."""
    if library.__version__ != TESTED_WITH:
        return False
    justification.install(library.layout.inline)
    lazy_fonts.install(library.pdf.fonts)
    return True


@cache
def _page() -> Any:
    """A page of HTML that begins with our small style sheet of elements instead of the stock one."""
    stock = _weasyprint().HTML

    class Page(stock):  # type: ignore[misc, valid-type]  # not typed
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [_parsed("user_agent.css")]

    return Page


@cache
def _font_configuration() -> Any:
    """One for the process: each new one would scan the fonts again and leak 0.2 MB a paper."""
    return _weasyprint().text.fonts.FontConfiguration()


@cache
def _parsed(name: str) -> Any:
    return _weasyprint().CSS(
        string=stylesheet(name), font_config=_font_configuration(), url_fetcher=_fetcher({})
    )


def _fetcher(assets: Mapping[str, Asset]) -> Any:
    """Serves the named assets; anything else, of whatever scheme, stops the rendering."""
    urls = _weasyprint().urls

    class NamedAssets(urls.URLFetcher):  # type: ignore[name-defined, misc]  # not typed
        def fetch(self, url: str, headers: object = None) -> Any:
            asset = assets[url]  # a KeyError is fatal: fail_on_errors
            return urls.URLFetcherResponse(url, asset.content, {"Content-Type": asset.media_type})

    return NamedAssets(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)


def _embedded(job: Job) -> Any:
    """The facts as a file inside the PDF; an attachment can be written only once."""
    when = datetime.combine(job.issued_on, time(), tzinfo=UTC)
    content = json.dumps(job.facts, ensure_ascii=False, indent=1, sort_keys=True)
    return _weasyprint().Attachment(
        string=content.encode(),
        name="facts.json",
        description="文书要素",
        relationship="Source",
        created=when,
        modified=when,
    )


@contextmanager
def _missing_glyphs_raised() -> Iterator[None]:
    """Turn WeasyPrint's log lines about characters without a glyph into `MissingGlyphs`."""
    missing: list[str] = []

    class Watch(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if str(record.msg).startswith(".notdef") and isinstance(record.args, tuple):
                missing.append(str(record.args[0]))

    watch, logger = Watch(), logging.getLogger("weasyprint")
    logger.addHandler(watch)
    try:
        yield
    finally:
        logger.removeHandler(watch)
    if missing:
        raise MissingGlyphs(missing)
