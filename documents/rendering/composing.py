"""From facts to HTML: one template per kind, in an engine of its own that forgives nothing.

The site's engine prints nothing for an unknown variable and runs context processors. On an
official paper a blank reads as an answer, so here every fact a template prints must be there.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Engine, Template, TemplateDoesNotExist

from documents.kinds import PaperMeta
from documents.rendering.errors import MissingFacts, NoTemplate, UnprintableText

_ABSENT = "\ue000%s\ue001"  # private-use characters, which `_checked` keeps out of facts
_ABSENCES = re.compile("\ue000(.*?)\ue001", re.DOTALL)
# Cc control, Cf format (bidi overrides, zero width), Cs surrogate, Co private use.
_NO_TEXT = frozenset({"Cc", "Cf", "Cs", "Co"})
_LINE_BREAKS = frozenset("\n\r\t")
# A line break of the template's source beside a tag or a Chinese character; anywhere else
# (between attributes, between Latin words) it means a space.
_CHINESE = "\u2014-\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_SOURCE_BREAKS = re.compile(rf"(?<=[>{_CHINESE}])[ \t\r]*\n\s*|[ \t\r]*\n\s*(?=[<{_CHINESE}])")

_HEADS = re.compile(r"(<thead>.*?</thead>)", re.DOTALL)
_HEADING = re.compile(r"<th(?=[ >])(?![^>]*scope=)")


def compose(code: str, facts: Mapping[str, Any], meta: PaperMeta) -> str:
    """The page of one paper as HTML.

    Facts stand under their own names, what the paper says of itself under `paper`. A fact that is
    None prints nothing and counts as false. Raises `NoTemplate`, `UnprintableText`, and
    `MissingFacts` naming every fact the template prints but the paper lacks.
    """
    refused = {char for text in _texts([facts, meta.number, meta.issuer.name]) for char in text}
    refused = {char for char in refused if _is_no_text(char)}
    if refused:
        raise UnprintableText(refused)
    page = _template(code).render(Context({**_without_none(facts), "paper": meta}))
    absences = _ABSENCES.findall(page)
    if absences:
        raise MissingFacts(code, absences)
    return _with_scopes(_SOURCE_BREAKS.sub("", page))  # Chinese has no spaces between words


def stylesheet(name: str) -> str:
    """The text of a layout's stylesheet, such as `poster.css`."""
    return (_directory() / "papers" / "layouts" / name).read_text(encoding="utf-8")


def has_template(code: str) -> bool:
    """Whether a kind of paper can be composed at all: a check before anything is issued."""
    return (_directory() / "papers" / f"{code}.html").is_file()


def _directory() -> Path:
    return Path(settings.BASE_DIR) / "templates"


@cache
def _engine() -> Engine:
    return Engine(
        dirs=[str(_directory())],
        string_if_invalid=_ABSENT,
        builtins=["documents.templatetags.papers"],
    )


def _template(code: str) -> Template:
    try:
        return _engine().get_template(f"papers/{code}.html")
    except TemplateDoesNotExist as error:
        if error.args[0] != f"papers/{code}.html":
            raise
        raise NoTemplate(code) from None


def _is_no_text(char: str) -> bool:
    return unicodedata.category(char) in _NO_TEXT and char not in _LINE_BREAKS


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for inner in value.values():
                yield from _texts(inner)
        case list() | tuple():
            for inner in value:
                yield from _texts(inner)


def _with_scopes(page: str) -> str:
    """Say of each heading cell what it heads: a column in the head of a table, else its row.

    A screen reader announces a form's cell by it; WeasyPrint writes it into the PDF.
    """
    parts = _HEADS.split(page)  # heads stand at the odd places
    for place, part in enumerate(parts):
        parts[place] = _HEADING.sub('<th scope="col"' if place % 2 else '<th scope="row"', part)
    return "".join(parts)


def _without_none(value: Any) -> Any:
    """The facts with "" for None, which Django would print as the word None."""
    match value:
        case None:
            return ""
        case Mapping():
            return {name: _without_none(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_without_none(inner) for inner in value]
    return value
