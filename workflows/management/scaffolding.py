"""A new procedure's package, its first paper and its first story, from templates beside this file.

What comes out is a whole small procedure that runs: to be changed line by line, with the checks
and its story saying at every moment what does not hold together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from keyword import iskeyword
from pathlib import Path
from string import Template
from uuid import NAMESPACE_URL, uuid5

TEMPLATES = Path(__file__).parent / "scaffold"
LONGEST_KEY = 24
# Codes below belong to the catalogue of papers of the procedures that are planned.
FIRST_FREE_CODE = 70

_KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_NAME = re.compile(r"[\w（）]{2,16}")
_LETTER = re.compile(r"[A-Z]{2}")
_CODE = re.compile(r"D\d{2,3}")
_UNQUOTABLE = re.compile(r'["\\\n{}%]')


class BadPlan(ValueError):
    """The procedure cannot be called so; the message says in Chinese what to change."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the new procedure is called, by whom it was asked for, and its letters and codes."""

    key: str
    name: str
    basis: str
    edition: str
    letter: str
    code: str

    def __post_init__(self) -> None:
        """Refuse what could not stand in the files; raises BadPlan."""
        if not _KEY.fullmatch(self.key) or iskeyword(self.key) or len(self.key) > LONGEST_KEY:
            raise BadPlan(
                f"代号应为小写英文、数字和下划线，至多{LONGEST_KEY}个字符，而不是“{self.key}”。"
            )
        if not _NAME.fullmatch(self.name):
            raise BadPlan(f"名称应为2至16个汉字，而不是“{self.name}”。")
        if not self.basis.strip() or _UNQUOTABLE.search(self.basis):
            raise BadPlan("依据须写明文件和条款，且不含英文引号、反斜杠、花括号、百分号和换行。")
        if not _LETTER.fullmatch(self.letter):
            raise BadPlan(f"编号字母应为两个大写英文字母，而不是“{self.letter}”。")
        if not _CODE.fullmatch(self.code):
            raise BadPlan(f"文书代码应如 D70，而不是“{self.code}”。")

    @property
    def class_name(self) -> str:
        """`cold_relief` becomes ColdRelief."""
        return "".join(word.capitalize() for word in self.key.split("_"))

    def files(self, root: Path) -> dict[Path, str]:
        """Every file of the procedure with its text, below the root of the product."""
        package = root / "workflows" / "procedures" / self.key
        places = {
            **{f"{name}.py": package / f"{name}.py" for name in _MODULES},
            "paper.html": root / "templates" / "papers" / f"{self.code}.html",
            "sample.json": root / "templates" / "papers" / "samples" / f"{self.code}.json",
            "story.py": root / "tests" / "stories" / f"test_{self.key}.py",
        }
        return {place: self._filled(template) for template, place in places.items()}

    def _filled(self, template: str) -> str:
        text = (TEMPLATES / f"{template}-tpl").read_text(encoding="utf-8")
        return Template(text).substitute(
            key=self.key,
            name=self.name,
            basis=self.basis.strip(),
            edition=self.edition,
            letter=self.letter,
            code=self.code,
            class_name=self.class_name,
            identifier=uuid5(NAMESPACE_URL, f"{self.key}/{self.code}"),
            procedure_imports="\n".join(
                sorted(
                    (
                        f"from workflows.procedures.{self.key} import kinds",
                        f"from workflows.procedures.{self.key}.table import {self.class_name}",
                        "from workflows.procedures.intervention.rehearsal import Rehearsal",
                    )
                )
            ),
        )


_MODULES = ("__init__", "table", "forms", "kinds", "papers")


def free_letter(key: str, taken: Iterable[str]) -> str:
    """Two capitals for case numbers, made of the key's own letters; raises BadPlan if none is left."""
    used, letters = set(taken), key.replace("_", "").upper()
    for second in letters[1:]:
        if second.isalpha() and letters[0] + second not in used:
            return letters[0] + second
    raise BadPlan("代号里的字母都已用作编号字母，请用 --letter 指定两个大写英文字母。")


def free_code(taken: Iterable[str]) -> str:
    """The first paper code after the catalogue that nobody uses."""
    used = set(taken)
    return next(code for n in count(FIRST_FREE_CODE) if (code := f"D{n}") not in used)


def write(files: dict[Path, str]) -> None:
    """Write all of the files or none; raises BadPlan naming one that is there already."""
    for place in files:
        if place.exists():
            raise BadPlan(f"{place} 已经存在，没有写任何文件。")
    for place, text in files.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
