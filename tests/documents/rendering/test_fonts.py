"""Papers are set in the private faces where there are any, and in plain Noto where not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from fontTools.ttLib import TTFont
from pytest_django import Settings

from documents.rendering import font_setup, fonts
from workflows.management.doctor import equipment

PRINT_WITHOUT_PRIVATE_FONTS = """
import django
from django.conf import settings
django.setup()
settings.FONTS_DIR = "/nowhere"
from documents import kinds
from tests.papers.reading import printed
kinds._registered.clear()
print(len(printed("D12")))
"""


def test_gb2312_has_its_6763_characters() -> None:
    points = font_setup.gb2312()
    assert sum(0x4E00 <= point <= 0x9FFF for point in points) == 6763
    assert {ord(char) for char in "〔〕《》“”·√—0"} <= set(points)


def test_without_a_private_set_nothing_is_changed(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    settings.FONTS_DIR = tmp_path
    assert not fonts.use_private_fonts()
    assert "FONTCONFIG_FILE" not in os.environ


def test_a_private_set_is_pointed_to_unless_the_operator_chose_another(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / fonts.CONFIGURATION).touch()
    settings.FONTS_DIR = tmp_path
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    assert fonts.use_private_fonts()
    assert os.environ["FONTCONFIG_FILE"] == str(tmp_path / fonts.CONFIGURATION)
    monkeypatch.setenv("FONTCONFIG_FILE", "/etc/fonts/ours.conf")
    assert fonts.use_private_fonts()
    assert os.environ["FONTCONFIG_FILE"] == "/etc/fonts/ours.conf"


def test_plain_noto_prints_a_paper_too() -> None:
    environment = {**os.environ, "PYTHONPATH": "."}
    environment.pop("FONTCONFIG_FILE", None)
    environment.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    command = [sys.executable, "-c", PRINT_WITHOUT_PRIVATE_FONTS]
    told = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    assert int(told.stdout) > 50_000


@pytest.mark.slow
def test_without_apt_the_set_is_made_of_noto_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_apt(tmp_path / "bin", monkeypatch)
    said: list[str] = []
    made = font_setup.make(tmp_path / "fonts", say=said.append)
    rare = [name for name in made if name.startswith("rare-")]
    assert [name for name in made if name not in rare] == [
        "sans.otf",
        "serif-bold.otf",
        "serif.otf",
    ]
    assert rare[0] == "rare-01.otf" and len(rare) > 10
    configuration = (tmp_path / "fonts" / fonts.CONFIGURATION).read_text(encoding="utf-8")
    assert all(f"Huan {name.removesuffix('.otf')}<" in configuration for name in rare)
    assert (tmp_path / "fonts" / fonts.CONFIGURATION).is_file()
    assert "改用 Noto 宋体" in said[0]


def test_without_hb_subset_the_system_fonts_go_on_serving(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(font_setup.FontSetupError, match="libharfbuzz-bin"):
        font_setup.make(tmp_path / "fonts")
    assert not (tmp_path / "fonts").exists()


def as_if_cut(folder: Path) -> None:
    """A set that says it was cut as it would be now."""
    folder.mkdir(exist_ok=True)
    (folder / fonts.CONFIGURATION).write_text("ours", encoding="utf-8")
    (folder / font_setup.RECIPE).write_text(font_setup.recipe(folder, None), encoding="ascii")


def test_the_command_leaves_a_set_alone_that_is_as_it_should_be(
    settings: Settings, tmp_path: Path
) -> None:
    settings.FONTS_DIR = tmp_path
    as_if_cut(tmp_path)
    call_command("set_up_fonts", "--if-missing")
    assert (tmp_path / fonts.CONFIGURATION).read_text(encoding="utf-8") == "ours"


def without_apt(commands: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with hb-subset and nothing to fetch with."""
    commands.mkdir()
    (commands / "hb-subset").symlink_to("/usr/bin/hb-subset")
    monkeypatch.setenv("PATH", str(commands))


@pytest.mark.slow
def test_a_set_cut_otherwise_is_cut_anew(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FONTS_DIR = folder = tmp_path / "fonts"
    as_if_cut(folder)
    assert font_setup.is_up_to_date(folder)
    monkeypatch.setattr(font_setup, "PIECE", 10_000)
    assert not font_setup.is_up_to_date(folder)
    without_apt(tmp_path / "bin", monkeypatch)
    call_command("set_up_fonts", "--if-missing")
    assert font_setup.is_up_to_date(folder)
    assert len([*folder.glob("rare-*.otf")]) == 4
    shutil.copytree(folder, tmp_path / "elsewhere")  # its configuration names the old place
    assert not font_setup.is_up_to_date(tmp_path / "elsewhere")


@pytest.mark.slow
def test_a_set_with_fangsong_is_never_replaced_by_one_without(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FONTS_DIR = folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / fonts.CONFIGURATION).touch()
    (folder / "fang.otf").touch()
    without_apt(tmp_path / "bin", monkeypatch)
    with pytest.raises(CommandError, match="原有的一套保留不动。文书仍用现有的字体"):
        call_command("set_up_fonts", "--if-missing")
    assert sorted(path.name for path in folder.iterdir()) == ["fang.otf", fonts.CONFIGURATION]


def test_where_nothing_can_be_cut_the_set_that_is_there_is_as_good_as_it_gets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not font_setup.is_up_to_date(tmp_path)
    (tmp_path / fonts.CONFIGURATION).touch()
    assert not font_setup.is_up_to_date(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert font_setup.is_up_to_date(tmp_path)


def test_the_command_says_that_papers_stay_valid_without_it(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FONTS_DIR = tmp_path / "fonts"
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="仍然有效"):
        call_command("set_up_fonts")


PRINT_A_LETTER = """
import sys, django
django.setup()
from documents import kinds
from tests.papers.reading import printed
kinds._registered.clear()
open(sys.argv[1], "wb").write(printed("D21"))
"""


@pytest.mark.slow
def test_an_agencys_own_faces_come_before_the_free_ones(tmp_path: Path) -> None:
    """Stands for 仿宋_GB2312, which nobody may pass on: a free face under its name."""
    owned = tmp_path / "owned"
    owned.mkdir()
    with TTFont(font_setup.NOTO / "NotoSansCJK-Regular.ttc", fontNumber=2) as face:
        for record in face["name"].names:
            if record.nameID in {1, 4, 6, 16}:
                record.string = "FangSong_GB2312"
        face.save(owned / "simfang.otf")
    font_setup.make(tmp_path / "fonts", licensed=owned, say=lambda _: None)
    environment = {**os.environ, "PYTHONPATH": ".", "FONTS_DIR": str(tmp_path / "fonts")}
    environment.pop("FONTCONFIG_FILE", None)
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    paper = tmp_path / "paper.pdf"
    subprocess.run([sys.executable, "-c", PRINT_A_LETTER, paper], env=environment, check=True)
    told = subprocess.run(["pdffonts", paper], check=True, capture_output=True, text=True).stdout
    assert "FangSong-GB2312" in told or "FangSong_GB2312" in told
    assert "FandolFang" not in told


def test_a_folder_for_owned_faces_with_nothing_in_it_is_told(
    settings: Settings, tmp_path: Path
) -> None:
    settings.LICENSED_FONTS_DIR = str(tmp_path)
    (tmp_path / fonts.CONFIGURATION).touch()
    settings.FONTS_DIR = tmp_path
    assert any("没有字体文件" in str(finding) for finding in equipment.fonts())
