"""Whether history could be rewritten unseen: triggers, roles of the database, and the seal."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from workflows.engine.append_only import KEYS, present
from workflows.engine.models import Checkpoint
from workflows.engine.sealing import ahead, overdue, published, read_note, slipped_in, unsealed

from .finding import Finding, note, well, wrong

ROLES = "按 docs/operations/install.md 分设属主账号和应用账号，执行 roles.sql"
START = "启动后台进程，或执行 manage.py seal"
RESTORED = (
    "从备份恢复的，按 docs/operations/backup.md 处理后执行 manage.py seal --set-aside；否则先查明"
)
VERIFY = "执行 manage.py verify_journal，查明后再继续使用"


def triggers() -> Iterator[Finding]:
    """Without them a journal row could be changed unseen until the next proof."""
    if present(connection):
        yield well("办理记录的只增不改触发器在位")
    else:
        yield wrong(
            "办理记录缺少只增不改的触发器",
            "执行 manage.py migrate，再执行 manage.py verify_journal",
        )


def roles() -> Iterator[Finding]:
    """Whoever owns a table may drop its triggers: the application's account should not own any."""
    if connection.vendor != "postgresql":
        return
    say = note if settings.DEMO else wrong
    flaws = [*_powers()]
    for flaw in flaws:
        yield say(f"数据库账号{flaw}", ROLES)
    if not flaws:
        yield well("数据库账号：只能增加办理记录，不能改动")


def _powers() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            yield "是超级用户，可以绕过一切限制"
            return
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s)"
            " AND pg_has_role(relowner, 'MEMBER') ORDER BY relname",
            [list(KEYS)],
        )
        if owned := [row[0] for row in cursor.fetchall()]:
            yield f"是数据表 {'、'.join(owned)} 的属主，可以去掉触发器"
        cursor.execute(
            "SELECT name FROM unnest(%s::text[]) name"
            " WHERE has_table_privilege(name, 'UPDATE, TRUNCATE') ORDER BY name",
            [list(KEYS)],
        )
        if open_to := [row[0] for row in cursor.fetchall()]:
            yield f"有权改动 {'、'.join(open_to)}"


def seal() -> Iterator[Finding]:
    """Everything is sealed within ten minutes, and the checkpoints lie outside the database."""
    late = overdue().count()
    if late:
        yield wrong(f"有 {late} 条办理记录超过十分钟没有封存", START)
    if slipped := slipped_in().count():
        yield wrong(f"有 {slipped} 条记录补插在早已封存的记录之间", VERIFY)
    newest = Checkpoint.objects.order_by("size").last()
    if reach := ahead():
        yield wrong(f"检查点文件记到 {reach[0]} 条，数据库只到 {reach[1]} 条，封存已停", RESTORED)
    elif newest is not None and read_note(newest.note) is None:
        yield wrong("最近的检查点不是本系统的密钥所签", VERIFY)
    elif newest is not None and newest.note not in published()[-1:]:
        yield wrong(f"检查点文件 {settings.CHECKPOINTS} 没有最近的检查点", START)
    elif not late:
        yield well(
            f"办理记录已封存 {newest.size if newest else 0} 条，待封存 {unsealed().count()} 条"
        )
