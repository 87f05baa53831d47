"""The journal's formats: canonical text, hash chain and salted commitments.

These bytes are for ever: a later program must be able to verify what this one wrote.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .models import Event, PersonalAnswers

FORMAT = 1


class NotCanonical(ValueError):
    """A value has no single canonical text (a float, or something JSON does not know)."""


def canonical(value: Mapping[str, Any]) -> str:
    """The one text of a value: sorted keys, no blanks, characters as they are. No floats."""
    _forbid_floats(value)
    try:
        return json.dumps(
            value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
        )
    except TypeError as error:
        raise NotCanonical(str(error)) from error


def digest(text: str, algorithm: str = "sha256") -> str:
    return hashlib.new(algorithm, text.encode()).hexdigest()


def chained(previous: str, body: str, algorithm: str = "sha256") -> str:
    """The hash of an event: its text together with the hash of the event before it."""
    return digest(f"{previous}\n{body}", algorithm)


def committed(salt: str, text: str, algorithm: str = "sha256") -> str:
    """What the event's text says of the personal answers: provable, and silent without them."""
    return digest(f"{salt}\n{text}", algorithm)


def sealed_answers(personal: Mapping[str, Any]) -> tuple[str, str, str]:
    """Salt, canonical text and commitment of personal answers."""
    salt, text = secrets.token_hex(32), canonical(personal)
    return salt, text, committed(salt, text)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a case's journal."""

    case: int
    seq: int
    text: str


def verify(events: Iterable[Event], *, erased: bool = False) -> list[Finding]:
    """Every break in one case's journal; `events` in order of seq, with `personal` and `case`.

    `erased`: the personal answers of the case were erased as the record of erasures tells.
    """
    findings: list[Finding] = []
    previous, expected = "", 1
    for event in events:
        wrong = _wrong(event, previous, expected, erased)
        findings += [Finding(event.case_id, event.seq, text) for text in wrong]
        previous, expected = event.hash, event.seq + 1
    return findings


def _wrong(event: Event, previous: str, expected: int, erased: bool) -> Iterable[str]:
    if event.seq != expected:
        yield f"序号不连续，应为 {expected}"
    if event.previous != previous:
        yield "与前一记录的散列不衔接"
    if event.hash != chained(event.previous, event.body, event.algorithm):
        yield "正文与散列不符"
    body = json.loads(event.body)
    if _told(body) != _columns(event):
        yield "记录各列与正文不符"
    personal: PersonalAnswers | None = getattr(event, "personal", None)
    if personal is None:
        if body["commitment"] and not erased:
            yield "个人信息不见了，又没有删除登记"
    elif body["commitment"] != committed(personal.salt, personal.text, event.algorithm):
        yield "个人信息与承诺散列不符"


def _told(body: Mapping[str, Any]) -> tuple[object, ...]:
    """What the hashed text says of what stands in columns too."""
    actor = body["actor"]
    return (
        body["case"], body["seq"], body["command"], body["step"], body["from"], body["to"],
        body["outcome"], actor["person"], actor["for_whom"],
        datetime.fromisoformat(body["recorded_at"]), body["occurred_on"],
    )  # fmt: skip


def _columns(event: Event) -> tuple[object, ...]:
    return (
        str(event.case.uuid), event.seq, str(event.command_id), event.step, event.from_stage,
        event.to_stage, event.outcome, event.officer_id, event.for_whom_id, event.recorded_at,
        event.occurred_on.isoformat(),
    )  # fmt: skip


def _forbid_floats(value: object) -> None:
    if value is None or isinstance(value, (str, int)):
        return
    if isinstance(value, float):
        raise NotCanonical("a float has no exact text; give a string")
    if isinstance(value, Mapping):
        for item in value.values():
            _forbid_floats(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _forbid_floats(item)
