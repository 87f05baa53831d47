"""What an installation needs beside its database: keys, fonts, the table of holidays."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings

from documents.rendering import font_setup
from documents.rendering import fonts as faces
from vault.cipher import keyring
from vault.fields import SealedField
from vault.keys import VaultError
from workflows.registry.holidays import calendar
from workflows.workdays import clock

from .finding import Finding, note, well, wrong

# Face of the private set: what is set in it, and what stands in for it; "" where nothing does.
FACES = {
    "serif.otf": ("宋体", ""),
    "rare-01.otf": ("姓名里的生僻字", ""),
    "serif-bold.otf": ("粗宋体：文书标题（代小标宋）", "加粗的宋体"),
    "sans.otf": ("黑体：一级标题、表头", "宋体"),
    "fang.otf": ("仿宋：公文正文", "宋体"),
    "kai.otf": ("楷体：二级标题", "宋体"),
}
NOTO = "Noto Serif CJK SC"
SET_UP = "执行 manage.py set_up_fonts（联网时取仿宋、楷体）"


def keys() -> Iterator[Finding]:
    """The keys are good, and open the oldest and the newest value of every sealed column."""
    try:
        keyring()
    except VaultError as error:
        yield wrong(f"加密密钥不能用：{error}", "核对环境变量 VAULT_KEYS")
        return
    closed = [*_closed_columns()]
    yield from closed
    if not closed:
        yield well("加密密钥能用，各加密字段都解得开")


def _closed_columns() -> Iterator[Finding]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if not isinstance(field, SealedField):
                continue
            rows = model._default_manager.exclude(**{f"{field.name}__isnull": True})
            try:
                _unseal_ends(rows.values_list(field.name, flat=True))
            except VaultError as error:
                yield wrong(
                    f"{model._meta.verbose_name}的“{field.verbose_name}”解不开：{error}",
                    "把封存时用的密钥放回 VAULT_KEYS 末尾；找不到时从备份恢复",
                )


def _unseal_ends(values: Any) -> None:
    values.order_by("pk").first()
    values.order_by("-pk").first()


def fonts() -> Iterator[Finding]:
    """Which faces the papers are set in. Other faces make no paper invalid; no face at all does."""
    directory = faces.private_directory()
    if not (directory / faces.CONFIGURATION).is_file():
        if _has_noto():
            yield note("字体：没有裁剪过的专用字体，仿宋、楷体以系统宋体代替，文书仍然有效", SET_UP)
        else:
            yield wrong(
                f"字体：没有专用字体，系统里也没有 {NOTO}，文书不能生成",
                f"安装 fonts-noto-cjk，再{SET_UP}",
            )
        return
    missing = [name for name in FACES if not (directory / name).is_file()]
    for name in missing:
        used_for, instead = FACES[name]
        if instead:
            yield note(f"字体：缺{used_for}，以{instead}代替，文书仍然有效", SET_UP)
        else:
            yield wrong(f"字体：缺{used_for}，用到的文书不能生成", SET_UP)
    if not font_setup.is_up_to_date(directory):
        yield note("字体：是按以前的做法裁剪的，文书仍然有效", SET_UP)
    elif not missing:
        yield well("字体齐全：仿宋、楷体、黑体、宋体")
    own = settings.LICENSED_FONTS_DIR
    if own and not any(Path(own).glob("*.[ot]t[fc]")):
        yield note(f"字体：{own} 里没有字体文件，仍用自由字体", "放入正版字体后再执行 set_up_fonts")


def _has_noto() -> bool:
    """Whether fontconfig knows Noto's Chinese face; without fontconfig there is no telling."""
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    told = subprocess.run(  # noqa: S603 - a fixed list
        [lister, f":family={NOTO}", "family"], capture_output=True, text=True, check=False
    )
    return NOTO in told.stdout


def holidays() -> Iterator[Finding]:
    """This year's table must be there; next year's is published each November."""
    loaded, year = calendar().years, clock.today().year
    fill = "载入国务院办公厅的安排（docs/operations/install.md），再执行 manage.py doctor --repair"
    if year not in loaded:
        yield wrong(f"没有 {year} 年的节假日表，期限按周一至周五暂估", fill)
    else:
        yield well(f"{year} 年的节假日表已载入")
    if year + 1 not in loaded:
        yield note(f"没有 {year + 1} 年的节假日表，跨年的期限为暂估", f"每年11月公布后{fill}")
