"""What of the database is about people, and how it is protected: every column has its class.

Source: PIPL 28 (health, finance, special identity and children are sensitive, which here is nearly
the whole file) and 51 (classes, encryption). A system check holds the table to the models: a new
column without a class is an error, and a sensitive one must be sealed or say why it is not.
Relations, keys and yes/no columns are not listed; they say nothing without the row they belong to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import models

from vault.fields import SealedField


class Class(Enum):
    """How close a column is to a person."""

    NONE = "no villager's"
    OFFICER = "an officer's, in his work"
    PERSONAL = "personal"
    SENSITIVE = "sensitive: sealed"
    PLAIN = "sensitive, not sealed: WHY says why"


NONE, OFFICER, PERSONAL, SENSITIVE, PLAIN = Class

# Models of which no column is about a villager: places, offices, the machinery, proofs.
IMPERSONAL = frozenset(
    {
        "documents.NumberSeries", "documents.Package", "documents.Rendition", "documents.StoredFile",
        "documents.WorkerSign", "workflows.Agency", "workflows.CalendarDay", "workflows.CasePaper",
        "workflows.Checkpoint", "workflows.ComparisonBatch", "workflows.Delegation", "workflows.DibaoStandard",
        "workflows.Handover", "workflows.Leaf", "workflows.Post", "workflows.Region",
        "workflows.RegionName", "workflows.Reminder", "workflows.ScreeningRun",
        "workflows.SheetEntry", "workflows.Task", "workflows.Tries",
    }
)  # fmt: skip

CLASSES: Mapping[str, Mapping[Class, str]] = {
    "documents.Delivery": {
        NONE: "way served_on place reference withdrawn_reason recorded_at relation",
        OFFICER: "served_by",
        SENSITIVE: "receiver witness",
    },
    "documents.PackageUse": {NONE: "use due_on recorded_at purpose", OFFICER: "reader handled_by"},
    "documents.Paper": {
        NONE: "kind title audience facts_digest check_code entry issued_on issuer series year "
        "serial number voided_on voided_reason recorded_at",
        SENSITIVE: "facts forbidden",
    },
    "documents.Scan": {NONE: "signed_on recorded_at", OFFICER: "attached_by"},
    "workflows.Case": {
        NONE: "procedure edition pack number key round region department stage seq opened_on "
        "entered_on clock_on due_on wake_on last_hash came_from standing",
        OFFICER: "duties barred",
        PERSONAL: "proposal",
        PLAIN: "facts",
        SENSITIVE: "private",
    },
    "workflows.DibaoEntry": {
        NONE: "kind from_on recorded_at standard source note",
        PLAIN: "persons eligible monthly",
    },
    "workflows.Erasure": {NONE: "reason erased_on"},
    "workflows.Event": {
        NONE: "seq step outcome from_stage to_stage recorded_at occurred_on algorithm previous hash",
        PLAIN: "body",
    },
    "workflows.Grant": {
        NONE: "decided_on starts_on ends_on multiples months most rule held office",
        PLAIN: "base capped supplement",
    },
    "workflows.Household": {
        NONE: "number created_at updated_at ended_on",
        PERSONAL: "group_name address head_name initials housing water hazard",
        PLAIN: "kind",
    },
    "workflows.ComparisonLine": {SENSITIVE: "said"},
    "workflows.ImportBatch": {
        NONE: "not_before lease_until leased_by fence attempts areas name form digest refusal "
        "created_at finished_at state position total rows fresh known proposed wrong stored report",
        SENSITIVE: "faults",
    },
    "workflows.Instalment": {
        NONE: "month paid_on note kind k of numerator denominator standard state office",
        PLAIN: "persons eligible basic each",
    },
    "workflows.KindPeriod": {PLAIN: "kind", PERSONAL: "since until basis"},
    "workflows.Kinship": {PERSONAL: "relation", NONE: "declared_on"},
    "workflows.Lineage": {NONE: "how on", PERSONAL: "basis"},
    "workflows.Member": {
        PERSONAL: "name relation sex born labour employment schooling died_on left_on",
        SENSITIVE: "id_number phone health disability",
        PLAIN: "illness",
        NONE: "id_digest id_tail",
    },
    "workflows.MemberMove": {NONE: "on", PERSONAL: "basis"},
    "workflows.MergeProposal": {NONE: "why state decided_at", SENSITIVE: "rows"},
    "workflows.Officer": {
        OFFICER: "username email name phone password last_login date_joined",
    },
    "workflows.PersonalAnswers": {NONE: "salt", SENSITIVE: "text"},
    "workflows.RegisterAccess": {OFFICER: "at what address reason told"},
    "workflows.ScreeningDecision": {NONE: "rule at", PLAIN: "measure base", PERSONAL: "reason"},
    "workflows.ScreeningHit": {NONE: "rule village_id", PLAIN: "measure base"},
    "workflows.SecondFactor": {
        OFFICER: "name throttling_failure_timestamp throttling_failure_count last_step enrolled_at",
        SENSITIVE: "secret",
    },
    "workflows.SignInAttempt": {OFFICER: "kind account address at"},
    "workflows.YearAccount": {
        NONE: "year",
        PLAIN: "wages business property transfer business_costs medical schooling housing "
        "other_rigid",
    },
}

_SUMS = (
    "sums are compared and added in SQL, for a county at once; roles without need never see them"
)
WHY: Mapping[str, str] = {
    "workflows.Case.facts": "answers no form names as personal; the engine's conditions read them",
    "workflows.DibaoEntry": _SUMS,
    "workflows.Event.body": "the exact text the hash covers; personal answers are in it as a hash",
    "workflows.Grant": _SUMS,
    "workflows.Household.kind": "lists and screening go by it; it is on the posted notice",
    "workflows.Instalment": _SUMS,
    "workflows.KindPeriod.kind": "as Household.kind",
    "workflows.Member.illness": "a class without its name: screening counts by it in SQL",
    "workflows.ScreeningDecision": _SUMS,
    "workflows.ScreeningHit": _SUMS,
    "workflows.YearAccount": _SUMS,
}

OURS = ("documents", "workflows")
_SILENT = (models.ForeignKey, models.BooleanField, models.AutoField, models.UUIDField)


def class_of(model: type[models.Model], name: str) -> Class | None:
    """The class of a column, or None where the table does not know it."""
    if model._meta.label in IMPERSONAL:
        return NONE
    for kind, names in CLASSES.get(model._meta.label, {}).items():
        if name in names.split():
            return kind
    return None


def why(model: type[models.Model], name: str) -> str:
    """Why a sensitive column is not sealed; "" where nothing was said."""
    label = model._meta.label
    return WHY.get(f"{label}.{name}") or WHY.get(label, "")


@register(Tags.security)
def every_column_has_its_class(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """E006 a column without class, E007 a sensitive one unprotected, E008 a class of nothing."""
    return [
        *(
            finding
            for model in apps.get_models()
            if model._meta.app_label in OURS
            for field in model._meta.concrete_fields
            if not isinstance(field, _SILENT)
            for finding in _judged(model, field)
        ),
        *_stray(),
    ]


def _judged(model: type[models.Model], field: Any) -> Iterator[CheckMessage]:
    subject, kind = f"{model._meta.label}.{field.name}", class_of(model, field.name)
    sealed = isinstance(field, SealedField)
    if kind is None:
        yield Error(
            f"{subject} 没有注明个人信息类别。",
            hint="在 config/personal_data.py 的 CLASSES（或 IMPERSONAL）里写明；拿不准就按敏感处理。",
            id="config.E006",
        )
    elif (kind is SENSITIVE) != sealed or (kind is PLAIN and not why(model, field.name)):
        yield Error(
            f"{subject} 的类别与存储方式不符：敏感信息须加密存储，或在 WHY 里说明为何不加密。",
            hint="改用 vault.fields 的加密字段，或写明理由。",
            id="config.E007",
        )


def _stray() -> Iterator[CheckMessage]:
    """A line of the table about something that is not there any more."""
    for label, classes in CLASSES.items():
        known = {field.name for field in apps.get_model(label)._meta.concrete_fields}
        for name in " ".join(classes.values()).split():
            if name not in known:
                yield Error(
                    f"CLASSES 里的 {label}.{name} 已不存在。", hint="删去这一项。", id="config.E008"
                )
