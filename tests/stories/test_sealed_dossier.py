"""Acceptance scenario 14, whole: a name put right after filing; the dossier proves both pages."""

import io
from datetime import timedelta
from typing import Any

from documents.models import Package, Paper
from documents.packages import keeping
from documents.packages.checking import check, is_sound
from tests.stories.decided import FREE, filed
from tests.trust.filing import print_all, seal_all
from workflows.engine.models import Case
from workflows.engine.packaging import pack
from workflows.engine.sealing import public_key
from workflows.procedures.intervention.rehearsal import Rehearsal, photo
from workflows.workdays import clock


def packed(case: Case, reason: str = "") -> tuple[Package, bytes]:
    """The case's papers printed, its journal sealed, both filed; the package and its bytes."""
    print_all()
    seal_all()
    package = pack(case, reason=reason)
    assert package is not None
    return package, keeping.read(package, reader="王审计", purpose="检查", by="档案员")


def correct(county: Rehearsal, case: Case, becomes: str) -> None:
    """The name that was published is put right: county, poster, full days."""
    plan: dict[str, Any] = {"post_on": FREE, "place": "村务公开栏", "screened": True}
    with clock.standing_at(FREE):
        county.take(
            case, "correct", county.local("jingban"), item="户主姓名", was=case.head_name,
            becomes=becomes, evidence_of="与身份证不一致。",
        )  # fmt: skip
        child = county.child(case, "correction")
        county.take(child, "examine", county.local("shenhe"), opinion="属实。")
        county.take(child, "approve", "xian_shenpi2", opinion="同意更正。")
        county.take(child, "sign", county.local("shenhe"), **plan)
        county.take(child, "post", county.village(case), files={"posted_photo": photo()})
    with clock.standing_at(FREE + timedelta(days=7)):
        county.take(child, "apply", county.local("jingban"), files={"taken_down_photo": photo()})


def test_a_correction_is_added_to_the_sealed_dossier_and_replaces_nothing(
    county: Rehearsal,
) -> None:
    """封卷后不得更换，只能补卷：更正公告和更正单另成一册，原册逐字节不变，两册都能核验。"""
    case = filed(county)
    wrong = case.head_name
    first, before = packed(case)
    correct(county, case, "曾更正")
    second, added = packed(case, "户主姓名更正，补卷。")
    assert (first.serial, second.serial, second.reason) == (1, 2, "户主姓名更正，补卷。")
    assert keeping.read(first, reader="王审计", purpose="检查", by="档案员") == before
    for volume in (before, added):
        assert is_sound(check(io.BytesIO(volume), public_key().hex()))
    names = {paper.kind: paper.facts for paper in Paper.objects.filter(dossier=case.uuid)}
    assert names["D23"]["household"]["head"] == wrong  # the page as it was filed
    assert names["D51-S"]["household"]["head"] == "曾更正"
    assert (names["D51"]["was"], names["D51"]["becomes"]) == (wrong, "曾更正")
