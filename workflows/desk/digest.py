"""What an approver must know about a case on one screen."""

from dataclasses import dataclass

from workflows.desk.told import dated
from workflows.engine.family import Family, sheet_of
from workflows.engine.models import Case
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import Step

# Open answers that carry the finding of a child case, best first.
FINDINGS = ("finding", "outcome", "result")


@dataclass(frozen=True, slots=True)
class Digest:
    """`facts` are (label, words); `marks` are (condition, holds)."""

    facts: tuple[tuple[str, str], ...]
    marks: tuple[tuple[str, bool], ...]

    @property
    def clean(self) -> bool:
        """Nothing speaks against going on."""
        return all(good for _, good in self.marks)


def digest_of(family: Family, case: Case, step: Step, snapshot: Snapshot) -> Digest | None:
    """The digest of a step that bears a duty on a household's main case; None for any other.

    Conditions that need a look-up are answered only if the snapshot holds their answers.
    """
    if not step.duty or case.root_id is not None or case.household_id is None:
        return None
    return Digest(tuple(_facts(family, case)), tuple(_marks(step, snapshot)))


def _marks(step: Step, snapshot: Snapshot) -> list[tuple[str, bool]]:
    """Every result the step builds on; of its conditions those that fail, each in its words."""
    marks = [(f"{stage.label}有效", stage.name in snapshot.standing) for stage in step.upon]
    known = [c for c in step.needs if c.look is None or c.name in snapshot.found]
    failing = [(condition.text, False) for condition in known if not condition.holds(snapshot)]
    if known and not failing:
        marks.append(("其他条件具备", True))
    return [*marks, *failing]


def _facts(family: Family, case: Case) -> list[tuple[str, str]]:
    facts = [("立案至今", _since(family, case))]
    children: dict[str, list[Case]] = {}
    for child in family.children_of(case):
        if child.stands:
            children.setdefault(child.table.name, []).append(child)
    facts.extend((name, _results(found)) for name, found in children.items())
    facts.extend(_notices(case))
    return facts


def _since(family: Family, case: Case) -> str:
    days = (family.today - case.clock_on).days
    limit = f"，限 {(case.due_on - case.clock_on).days} 天" if case.due_on else ""
    return f"{days} 天{limit}"


def _results(children: list[Case]) -> str:
    """Where the children stand and what they found; equal ones told once."""
    alike: dict[str, list[str]] = {}
    for child in children:
        finding = next((str(child.facts[name]) for name in FINDINGS if name in child.facts), "")
        words = f"{child.stage_label}，{finding}" if finding else child.stage_label
        alike.setdefault(words, []).append(child.key)
    if len(alike) == 1:
        count = f"（{len(children)} 件）" if len(children) > 1 else ""
        return f"{next(iter(alike))}{count}"
    return "；".join(f"{words}（{'、'.join(filter(None, keys))}）" for words, keys in alike.items())


def _notices(case: Case) -> list[tuple[str, str]]:
    """The period of each notice the case stood on."""
    kinds = {stage.shares for stage in case.table.stages.values() if stage.shares}
    facts = []
    for kind in sorted(kinds, key=lambda one: one.key):
        sheet = sheet_of(case, kind.key)
        if sheet is None:
            continue
        begins, ends = sheet.facts.get("from_on"), sheet.facts.get("to_on")
        period = f"{dated(begins)} 至 {dated(ends)}，" if begins and ends else ""
        lost = sheet.facts.get("lost_days")
        facts.append(
            (kind.name, f"{period}{sheet.stage_label}{f'，补足 {lost} 天' if lost else ''}")
        )
    return facts
