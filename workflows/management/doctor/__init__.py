"""What `manage.py doctor` looks at, one module for each part of an installation.

* `ground`: policy packs, database, migrations, configuration.
* `trust`: triggers, roles of the database, the seal.
* `equipment`: keys, fonts, holidays.
* `work`: workers, what is owed, a month's list that is missing, parked papers, files.
* `cases`: what cases are bound to, and that none is left without anybody to act or to hold the post.

Every examination is a function that yields `Finding`s and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from . import cases, equipment, ground, trust, work
from .finding import Finding, Mark, note, well, wrong

__all__ = ["Examination", "Finding", "Mark", "examine", "note", "well", "wrong"]

Examination = Callable[[], Iterator[Finding]]

# Whoever fails one of these cannot be asked the rest.
GROUND: tuple[Examination, ...] = (ground.policy, ground.database)
ON_GROUND: tuple[Examination, ...] = (
    ground.configuration,
    ground.settings_of_the_database,
    trust.triggers,
    trust.roles,
    trust.seal,
    equipment.keys,
    equipment.fonts,
    equipment.holidays,
    work.workers,
    work.owed_work,
    work.monthly_runs,
    work.forgotten_papers,
    work.parked_papers,
    work.disk,
    cases.bindings,
    cases.packs,
    cases.forsaken,
    cases.leftover_tasks,
    cases.unattended,
)


def examine(*, files: bool = True) -> Iterator[Finding]:
    """Everything in order; without policy packs or a migrated database nothing beyond them.

    `files` reads every stored file once, which takes a while where there are many.
    """
    for foundation in GROUND:
        found = [*foundation()]
        yield from found
        if any(finding.mark is Mark.WRONG for finding in found):
            return
    for examination in (*ON_GROUND, *((work.files,) if files else ())):
        yield from examination()
