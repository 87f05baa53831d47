"""纸质原件: the scans of what was done on paper before a case was taken over."""

from __future__ import annotations

from typing import Any

from documents.models import Scan
from workflows.engine.models import Case

# The paper they are attached to, and what an original may be; each stands for papers of ours.
REGISTER = "D01-X"
CONSENT, CHECK, REPLY = "承诺授权书", "入户核查表", "部门反馈"
STANDS_FOR = {CONSENT: "D03", CHECK: "D05", REPLY: "D08"}
NAMES = (CONSENT, CHECK, REPLY, "评议记录", "公示及照片", "审核意见", "其他材料")
# Which original there must be for what was done on paper, by the answer that tells it was.
WANTED = {"signed_on": CONSENT, "checked_on": CHECK, "replied_on": REPLY}


def scans(head: Case) -> list[Scan]:
    """The originals of a case, in the order attached."""
    found = Scan.objects.filter(paper__dossier=head.uuid, paper__kind=REGISTER).exclude(what="")
    return list(found.select_related("file").order_by("pk"))


def listed(head: Case) -> list[dict[str, Any]]:
    """What each original is, its day and the hash of its file: what the journal keeps of them."""
    return [
        {"what": scan.what, "dated": scan.signed_on.isoformat(), "sha256": scan.file.sha256}
        for scan in scans(head)
    ]


def lacking(head: Case) -> list[str]:
    """The originals still wanted: one at least of everything that was done on paper."""
    there = {scan.what for scan in scans(head)}
    return [what for told, what in WANTED.items() if head.facts.get(told) and what not in there]
