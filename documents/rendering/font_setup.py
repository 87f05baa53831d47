"""Makes the private set of faces: 仿宋 and 楷体 from Debian, cut to GB2312, Noto behind them.

No registry but Debian's TeX package has a free 仿宋. Its archive is downloaded and unpacked, never
installed (49 MB down, two files kept). Fandol is under the GPL with the font exception, Noto under
the OFL; both are cut here, on the machine that uses them, and nothing is redistributed.
"""

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from django.conf import settings
from fontTools.ttLib import TTFont

from documents.rendering.fonts import CONFIGURATION

PACKAGE = "texlive-lang-chinese"
FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
SIMPLIFIED = "2"  # index of the SC face in Noto's collections
NOTO = Path("/usr/share/fonts/opentype/noto")
# The rest of Noto Serif stands behind the other faces in pieces, because the last cut keeps the
# places of glyphs: one character from a face of 44,000 cost 21 ms and 540 KB a paper, from one of
# 2,000 it costs 2 ms and 50 KB.
RARE = "rare-{:02}.otf"
PIECE = 2000
# Faces that need a network: as they are called in the set, and in Fandol.
FETCHED = {"fang.otf": "FandolFang-Regular.otf", "kai.otf": "FandolKai-Regular.otf"}
RECIPE = "recipe.txt"  # stands in a set and says how it was cut
_CUT = (
    "--name-IDs=*",
    "--layout-features-=locl",  # keeps the Japanese, Korean and Taiwan shapes out
    # What a printed page does not use, so that the last cut, one for each paper, is quicker.
    "--no-hinting",
    "--desubroutinize",
    "--drop-tables+=GPOS,VORG,BASE",
)

Say = Callable[[str], object]


class FontSetupError(Exception):
    """The private faces could not be made; the system's fonts go on serving."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face to cut: source file, index in a collection, and its characters if not GB2312."""

    source: Path
    target: str
    index: str = "0"
    points: tuple[int, ...] = ()


def gb2312() -> list[int]:
    """The code points of GB 2312 with Latin-1, dashes, quotes, ellipsis: what most papers use."""
    points = {*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2027), 0x3000, 0x30FB}
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            points.update(map(ord, bytes((row, cell)).decode("gb2312", errors="ignore")))
    return sorted(points)


def make(target: Path, *, licensed: Path | None = None, say: Say = print) -> list[str]:
    """Build the private set in `target` and return the names of its faces.

    `licensed` is a folder of faces the agency owns; the layouts name them before the free ones.

    Replaces an older set only when the new one is complete and has each of its faces. Raises
    `FontSetupError` when it has not, and when Noto or hb-subset is missing; without 仿宋 and 楷体
    (no network, no apt) a first set is made from Noto alone.
    """
    if shutil.which("hb-subset") is None:
        raise FontSetupError("缺少 hb-subset（软件包 libharfbuzz-bin）")
    if not (NOTO / "NotoSerifCJK-Regular.ttc").is_file():
        raise FontSetupError("缺少 Noto CJK 字体（软件包 fonts-noto-cjk）")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as work:
        new = Path(work) / "fonts"
        new.mkdir()
        for face in _faces(Path(work), say):
            _cut(face, new, Path(work) / "points.txt")
        lost = [name for name in FETCHED if (target / name).exists() and not (new / name).exists()]
        if lost:
            raise FontSetupError("新裁的字体缺仿宋、楷体，原有的一套保留不动")
        (new / RECIPE).write_text(recipe(target, licensed), encoding="ascii")
        (new / CONFIGURATION).write_text(_configuration(target, new, licensed), encoding="utf-8")
        if target.exists():
            shutil.rmtree(target)
        new.rename(target)
    return sorted(path.name for path in target.glob("*.otf"))


def is_up_to_date(target: Path) -> bool:
    """Whether `target` holds a set cut as it would be cut now; so, too, where nothing can be cut.

    Another character set, other options, another hb-subset or Noto, another place of the set or of
    the agency's faces: each makes other bytes, or a set that fontconfig does not find.
    """
    if not (target / CONFIGURATION).is_file():
        return False
    if shutil.which("hb-subset") is None or not NOTO.is_dir():
        return True
    try:
        return (target / RECIPE).read_text(encoding="ascii") == recipe(target, owned())
    except FileNotFoundError:
        return False


def owned() -> Path | None:
    """The folder of faces the agency owns, by LICENSED_FONTS_DIR."""
    return Path(settings.LICENSED_FONTS_DIR) if settings.LICENSED_FONTS_DIR else None


def recipe(target: Path, licensed: Path | None) -> str:
    """A digest of everything a set is made by and of."""
    told = subprocess.run(["hb-subset", "--version"], check=True, capture_output=True)  # noqa: S607
    sources = [
        (path.name, path.stat().st_size, int(path.stat().st_mtime))
        for path in sorted(NOTO.glob("Noto*CJK-*.ttc"))
    ]
    asked = (_CUT, gb2312(), PIECE, RARE, FETCHED, sources, str(target), str(licensed))
    return hashlib.sha256(repr(asked).encode() + told.stdout).hexdigest()


def _faces(work: Path, say: Say) -> Iterator[Face]:
    serif, sans = NOTO / "NotoSerifCJK-Regular.ttc", NOTO / "NotoSansCJK-Regular.ttc"
    for place, points in enumerate(_rare_pieces(serif), start=1):
        yield Face(serif, RARE.format(place), SIMPLIFIED, points)
    yield Face(serif, "serif.otf", SIMPLIFIED)
    yield Face(NOTO / "NotoSerifCJK-Bold.ttc", "serif-bold.otf", SIMPLIFIED)
    yield Face(sans, "sans.otf", SIMPLIFIED)
    try:
        directory = _unpack_fandol(work)
    except (OSError, subprocess.CalledProcessError) as error:
        say(f"取不到仿宋、楷体（{PACKAGE}）：{error}；改用 Noto 宋体。")
        return
    for target, name in FETCHED.items():
        yield Face(directory / name, target)


def _unpack_fandol(work: Path) -> Path:
    _run("apt-get", "download", PACKAGE, cwd=work)
    archive = next(work.glob(f"{PACKAGE}_*.deb"), None)
    if archive is None:
        raise FileNotFoundError(f"apt-get download {PACKAGE}")
    _run("dpkg-deb", "-x", archive.name, "unpacked", cwd=work)
    return work / "unpacked" / FANDOL


def _rare_pieces(source: Path) -> Iterator[tuple[int, ...]]:
    """The code points of a face beyond GB2312, in pieces, so that neighbours share a face."""
    with TTFont(source, fontNumber=int(SIMPLIFIED), lazy=True) as face:
        rest = sorted(set(face.getBestCmap()) - set(gb2312()))
    yield from (tuple(rest[at : at + PIECE]) for at in range(0, len(rest), PIECE))


def _cut(face: Face, directory: Path, listed: Path) -> None:
    points = face.points or gb2312()
    listed.write_text(",".join(f"{point:X}" for point in points), encoding="ascii")
    _run(
        "hb-subset",
        f"--face-index={face.index}",
        f"--unicodes-file={listed}",
        *_CUT,
        f"--output-file={directory / face.target}",
        str(face.source),
        cwd=directory,
    )


def _run(*command: str, cwd: Path) -> None:
    subprocess.run(command, cwd=cwd, check=True, capture_output=True, timeout=900)  # noqa: S603


def _configuration(directory: Path, made: Path, licensed: Path | None) -> str:
    """Fontconfig's file: this directory and the agency's, no other, and each piece of the rest under
    a name of its own.

    Faces of one name would be taken for one file when a paper is cut.
    """
    place = escape(str(directory))
    own = f"<dir>{escape(str(licensed))}</dir>" if licensed else ""
    pieces = "".join(
        f"""  <match target="scan">
    <test name="file"><string>{place}/{path.name}</string></test>
    <edit name="family" mode="assign"><string>Huan {path.stem}</string></edit>
  </match>
"""
        for path in sorted(made.glob("rare-*.otf"))
    )
    return f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{place}</dir>{own}
  <cachedir>{place}/cache</cachedir>
{pieces}</fontconfig>
"""
