"""What everything stands on: policy packs, configuration, database, migrations, triggers."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from workflows.engine.policies import shelf
from workflows.policy.packs import PolicyError

from .finding import Finding, note, well, wrong

MIGRATE = "执行 manage.py migrate"
# What PostgreSQL must say, and what is lost when it does not.
WANTED = {
    "server_encoding": (("UTF8",), "生僻字存不下"),
    "fsync": (("on",), "断电会损坏数据库"),
    "full_page_writes": (("on",), "断电会损坏数据库"),
    "synchronous_commit": (
        ("on", "local", "remote_write", "remote_apply"),
        "断电会丢失已提交的办理",
    ),
}
# The same of SQLite; FULL is 2.
PRAGMAS = {
    "journal_mode": ("wal", "读写互相等待；数据库不要放在网络磁盘上"),
    "synchronous": (2, "断电会丢失已提交的办理"),
    "foreign_keys": (1, "会留下没有主人的记录"),
}


def policy() -> Iterator[Finding]:
    """The policy packs can be read; without them no table can be checked and no case judged."""
    try:
        packs = shelf().packs
    except PolicyError as error:
        yield wrong(f"政策包读不出来：{error}", "按提示改正 config/policy 中的文件")
        return
    yield well(f"政策包：{'、'.join(pack.id for pack in packs)}")


def configuration() -> Iterator[Finding]:
    """Every message of `manage.py check`, those for a deployment included where it is one."""
    messages = [
        message
        for message in run_checks(include_deployment_checks=not settings.DEMO)
        if message.level >= WARNING and not message.is_silenced()
    ]
    for message in messages:
        say = wrong if message.is_serious() else note
        subject = f"{message.obj}：" if message.obj else ""
        yield say(f"配置 {message.id} {subject}{message.msg}", message.hint or "")
    if not messages:
        yield well("配置和程序表：manage.py check 没有发现问题")


def database() -> Iterator[Finding]:
    """Reachable and migrated; without either nothing else can be asked."""
    try:
        connection.ensure_connection()
        tables = set(connection.introspection.table_names())
    except DatabaseError as error:
        yield wrong(
            f"数据库（{connection.vendor}）连不上：{type(error).__name__}",
            "核对 DATABASE_URL，确认数据库已启动、账号有权限",
        )
        return
    yield well(f"数据库连得上：{connection.display_name}")
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    missing = {model._meta.db_table for model in apps.get_models()} - tables
    if pending:
        yield wrong(f"有 {len(pending)} 个迁移没有执行", MIGRATE)
    elif missing:
        yield wrong(f"缺少数据表：{'、'.join(sorted(missing))}", MIGRATE)
    else:
        yield well("迁移已全部执行")


def settings_of_the_database() -> Iterator[Finding]:
    """What keeps a committed step through a power cut."""
    flaws = [*(_postgresql() if connection.vendor == "postgresql" else _sqlite())]
    yield from flaws
    if not flaws:
        yield well("数据库设置：已提交的办理断电不丢")


def _postgresql() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        for name, (lawful, otherwise) in WANTED.items():
            cursor.execute(f"SHOW {name}")
            value = cursor.fetchone()[0]
            if value not in lawful:
                yield wrong(f"PostgreSQL 的 {name} 为 {value}：{otherwise}", f"改为 {lawful[0]}")


def _sqlite() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        for name, (lawful, otherwise) in PRAGMAS.items():
            cursor.execute(f"PRAGMA {name}")
            value = cursor.fetchone()[0]
            if value != lawful:
                yield wrong(f"SQLite 的 {name} 为 {value}：{otherwise}", f"应为 {lawful}，核对磁盘")
