"""防贫干预: 赣市扶攻字〔2019〕8号 四（二）2, from a warning to the filed dossier."""

from . import clue, paper_cases, table

__all__ = ["clue", "paper_cases", "table"]
