"""What the writers of a command have gathered goes into the database, rows of a kind together.

So a step that moves forty households on one sheet costs little more than one that moves one.
"""

from documents import rows

from . import sheets, tasks
from .writer import Writer


def flush(*writers: Writer) -> None:
    """Write what families have gathered, rows of a kind together.

    Sheets that lost or gained a household settle themselves.
    """
    for writer in writers:
        for case in writer.dirty.values():
            rows.update(case, writer.family.changed(case))
    rows.insert([task for writer in writers for task in writer.asked] + tasks.agree(writers))
    written = [pair for writer in writers for pair in writer.events]
    rows.insert([event for event, _ in written])
    personal = [row for _, row in written if row]
    for row in personal:
        row.event_id = row.event.pk
    rows.insert(personal)
    rows.insert([link for writer in writers for link in writer.links])
    for writer in writers:
        if writer.family.head.table.is_sheet:
            sheets.refresh_members(writer.family)
