"""What of the database is about people, and how it is protected: every column has its class.

Source: PIPL 28 (health, finance, special identity and children are sensitive, which here is nearly
the whole file) and 51 (classes, encryption). A system check holds the table to the models: a new
column of any model without a class is an error, and a sensitive one must be sealed or say why it is
not. No model is exempt as a whole: a text column added to an impersonal one may hold a name.
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

CLASSES: Mapping[str, Mapping[Class, str]] = {
    "documents.Delivery": {
        NONE: "way served_on place reference withdrawn_reason recorded_at relation",
        OFFICER: "served_by",
        SENSITIVE: "receiver witness",
    },
    "documents.NumberSeries": {NONE: "code year last"},
    "documents.Package": {NONE: "serial members pages sealed_at", PERSONAL: "title reason"},
    "documents.PackageUse": {NONE: "use due_on recorded_at purpose", OFFICER: "reader handled_by"},
    "documents.Paper": {
        NONE: "kind title audience facts_digest check_code entry issued_on issuer series year "
        "serial number voided_on voided_reason recorded_at",
        SENSITIVE: "facts forbidden",
    },
    "documents.Rendition": {
        NONE: "not_before lease_until leased_by fence attempts state pages reason",
    },
    "documents.Scan": {NONE: "signed_on what recorded_at", OFFICER: "attached_by"},
    "documents.StoredFile": {NONE: "sha256 size media_type erased_on recorded_at"},
    "documents.WorkerSign": {NONE: "name seen_at"},
    "workflows.Agency": {
        NONE: "name short_name level department document_code address phone supervision_phone",
    },
    "workflows.CalendarDay": {NONE: "day name source changed_at"},
    "workflows.Case": {
        NONE: "procedure edition pack number key round region department stage seq opened_on "
        "entered_on clock_on due_on wake_on last_hash came_from standing",
        OFFICER: "duties barred",
        PERSONAL: "proposal",
        PLAIN: "facts",
        SENSITIVE: "private",
    },
    "workflows.CasePaper": {NONE: "seq"},
    "workflows.Checkpoint": {NONE: "size root peaks note last_event sealed_at"},
    "workflows.ComparisonBatch": {
        NONE: "not_before lease_until leased_by fence attempts kind basis listed_on state listed "
        "matched doubted created_at closed_at",
    },
    "workflows.ComparisonLine": {SENSITIVE: "said"},
    "workflows.Delegation": {OFFICER: "role starts_on ends_on basis"},
    "workflows.DibaoEntry": {
        NONE: "kind from_on recorded_at standard source note",
        PLAIN: "persons eligible monthly",
    },
    "workflows.DibaoStandard": {NONE: "from_on monthly paper recorded_at"},
    "workflows.Erasure": {NONE: "reason erased_on"},
    "workflows.Event": {
        NONE: "seq step outcome from_stage to_stage recorded_at occurred_on algorithm previous hash",
        PLAIN: "body",
    },
    "workflows.Grant": {
        NONE: "decided_on starts_on ends_on multiples months most rule held office",
        PLAIN: "base capped supplement",
    },
    "workflows.Handover": {OFFICER: "last_day basis open_work arranged_at"},
    "workflows.Household": {
        NONE: "number created_at updated_at ended_on",
        PERSONAL: "group_name address head_name initials housing water hazard",
        PLAIN: "kind",
    },
    "workflows.ImportBatch": {
        NONE: "not_before lease_until leased_by fence attempts kind areas name form digest "
        "refusal created_at finished_at state position total rows fresh known proposed wrong stored report",
        SENSITIVE: "faults",
    },
    "workflows.Instalment": {
        NONE: "month paid_on note kind k of numerator denominator standard state office",
        PLAIN: "persons eligible basic each",
    },
    "workflows.KindPeriod": {PLAIN: "kind", PERSONAL: "since until basis"},
    "workflows.Kinship": {PERSONAL: "relation", NONE: "declared_on"},
    "workflows.Leaf": {NONE: "number hash"},
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
    "workflows.Post": {OFFICER: "role starts_on ends_on"},
    "workflows.Region": {NONE: "code name level valid_from valid_to"},
    "workflows.RegionName": {NONE: "name until basis"},
    "workflows.RegisterAccess": {OFFICER: "at what address reason told"},
    "workflows.Reminder": {NONE: "level due_on raised_on seen_on"},
    "workflows.ScreeningDecision": {NONE: "rule at", PLAIN: "measure base", PERSONAL: "reason"},
    "workflows.ScreeningHit": {NONE: "rule village_id", PLAIN: "measure base"},
    "workflows.ScreeningRun": {
        NONE: "not_before lease_until leased_by fence attempts year on pack terms state counts "
        "finished_at",
    },
    "workflows.SecondFactor": {
        OFFICER: "name throttling_failure_timestamp throttling_failure_count last_step enrolled_at",
        SENSITIVE: "secret",
    },
    "workflows.SheetEntry": {NONE: "struck_on"},
    "workflows.SignInAttempt": {OFFICER: "kind account address at"},
    "workflows.Sitting": {OFFICER: "session_key session_data expire_date"},
    "workflows.Task": {NONE: "stage role department region opened_on ready_on due_on closed_at"},
    "workflows.Tries": {NONE: "key ends_at times"},
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
            hint="在 config/personal_data.py 的 CLASSES 里写明；拿不准就按敏感处理。",
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
