"""`manage.py doctor` names what is wrong with an installation, and only that."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from pytest_django import Settings

from documents import owed
from documents.models import StoredFile
from documents.rendering import font_setup
from documents.storage import keep
from tests.commands.reports import marked, report
from tests.fixtures.county import household
from tests.fixtures.databases import OwnDatabase
from vault.keys import generate_key
from workflows.engine.policies import shelf
from workflows.management.doctor.equipment import FACES
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import CalendarDay


def test_nothing_is_wrong_with_a_sound_installation(installation: Rehearsal) -> None:
    installation.warn(household())
    text, well = report()
    assert marked("✗", text) == []
    assert well
    assert "没有须处理的问题。" in text


def test_a_database_that_is_away_ends_the_examination() -> None:
    done = _run("postgres://nobody@127.0.0.1:1/none")
    assert done.returncode == 1
    assert "✗ 数据库（postgresql）连不上" in done.stdout
    assert "后台进程" not in done.stdout


def test_a_database_without_tables_is_to_be_migrated(tmp_path: Path) -> None:
    done = _run(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert done.returncode == 1
    assert "执行 manage.py migrate" in done.stdout


def test_packs_that_cannot_be_read_end_the_examination(
    settings: Settings, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    (tmp_path / "odd.toml").write_text("[pack]\n", encoding="utf-8")
    settings.POLICY_DIR = tmp_path
    shelf.cache_clear()
    request.addfinalizer(shelf.cache_clear)
    text, well = report()
    assert not well
    assert text.startswith("✗ 政策包读不出来：odd.toml")
    assert len(text.splitlines()) == 1


def test_a_database_that_may_lose_a_commit_is_named(own_database: OwnDatabase) -> None:
    careless = {"sqlite": "PRAGMA synchronous=OFF", "postgresql": "SET synchronous_commit = off"}
    with connection.cursor() as cursor:
        cursor.execute(careless[connection.vendor])
    text, well = report()
    assert not well
    assert "断电会丢失已提交的办理" in text


def test_a_missing_trigger_is_named(installation: Rehearsal) -> None:
    table = " ON workflows_event" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER workflows_event_update{table}")
    assert "✗ 办理记录缺少只增不改的触发器" in report()[0]


def test_keys_that_open_nothing_are_named_column_by_column(
    installation: Rehearsal, settings: Settings
) -> None:
    settings.VAULT_KEYS = [generate_key()]
    text, well = report()
    assert not well
    assert any("家庭成员的“" in line and "解不开" in line for line in marked("✗", text))


def test_keys_that_are_no_keys_are_named(installation: Rehearsal, settings: Settings) -> None:
    settings.VAULT_KEYS = []
    assert "✗ 加密密钥不能用" in report()[0]


def test_a_missing_face_is_told_with_what_stands_in_for_it(
    installation: Rehearsal, fonts: Path
) -> None:
    (fonts / "fang.otf").unlink()
    text, well = report()
    assert well
    assert marked("! 字体", text) == [
        "! 字体：缺仿宋：公文正文，以宋体代替，文书仍然有效 → 执行 manage.py set_up_fonts（联网时取仿宋、楷体）"
    ]


def test_faces_cut_by_an_earlier_version_are_told(installation: Rehearsal, fonts: Path) -> None:
    assert marked("✓ 字体齐全", report()[0]) != []
    (fonts / font_setup.RECIPE).unlink()
    text, well = report()
    assert well
    assert marked("! 字体：是按以前的做法裁剪的", text) != []
    assert marked("✓ 字体齐全", text) == []


def test_a_face_for_which_nothing_stands_in_is_wrong(installation: Rehearsal, fonts: Path) -> None:
    (fonts / "rare-01.otf").unlink()
    assert "✗ 字体：缺姓名里的生僻字，用到的文书不能生成" in report()[0]


def test_the_doctor_knows_every_face_that_is_cut() -> None:
    source = Path(font_setup.__file__).read_text(encoding="utf-8")
    cut = {font_setup.RARE.format(1), *re.findall(r'"([a-z-]+\.otf)"', source)}
    assert cut == set(FACES)


def test_papers_cannot_be_made_without_any_face(
    installation: Rehearsal, fonts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (fonts / "fonts.conf").unlink()
    monkeypatch.setenv("PATH", str(fonts))  # no fc-list there
    assert "文书不能生成" in report()[0]


def test_the_fonts_of_the_system_serve_where_there_are_no_private_ones(
    installation: Rehearsal, fonts: Path
) -> None:
    (fonts / "fonts.conf").unlink()
    assert "以系统宋体代替，文书仍然有效" in report()[0]


def test_this_years_holidays_must_be_there_and_next_years_may_come(
    installation: Rehearsal,
) -> None:
    text, well = report()
    assert well
    assert marked("! 没有 2027 年的节假日表", text) != []
    CalendarDay.objects.all().delete()
    text, well = report()
    assert not well
    assert marked("✗ 没有 2026 年的节假日表", text) != []


def test_an_installation_without_a_worker_does_nothing_in_the_background(
    installation: Rehearsal,
) -> None:
    owed.sign_out("worker")
    assert "✗ 没有后台进程在工作" in report()[0]


def test_a_file_that_is_lost_or_changed_is_named(installation: Rehearsal) -> None:
    lost, changed = (keep(content, "text/plain") for content in (b"lost", b"changed"))
    _place(lost).unlink()
    _place(changed).write_bytes(b"other")
    text = report()[0]
    assert f"有 1 个文件不见了：{lost.sha256[:12]}" in text
    assert f"有 1 个文件内容已改变：{changed.sha256[:12]}" in text
    assert "文件" not in report("--skip-files")[0]


def test_a_file_nobody_knows_does_no_harm(installation: Rehearsal) -> None:
    stored = keep(b"rubbish", "text/plain")
    stored.delete()
    text, well = report()
    assert well
    assert "! 文件库里有 1 个没有登记的文件，不影响使用" in text


def test_what_the_checks_say_is_part_of_the_report(
    installation: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(django_settings.DATABASES["default"], "ATOMIC_REQUESTS", True)
    assert marked("✗ 配置 config.E002", report()[0]) != []


def _place(stored: StoredFile) -> Path:
    return Path(django_settings.FILES_ROOT) / stored.sha256[:2] / stored.sha256


def _run(database: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    return subprocess.run(
        [sys.executable, "manage.py", "doctor"],
        cwd=django_settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
