"""The allow-list of a public paper: what is not listed cannot reach its template."""

from collections.abc import Iterator
from typing import Any

from documents.errors import IssueRefused
from documents.kinds import Kind

# A village's notice has tens of rows, a county's largest village 900 households. Time and memory grow
# with the rows: 300 take 1.1 s and 147 MB, 1,000 take 3.6 s and 221 MB; 5,000 are measured by
# `./run bench papers`: 44 s of a busy processor with reading back, 660 MB, 168 sheets of A3.
MAX_ROWS = 5000


def admit(kind: Kind, facts: dict[str, Any]) -> None:
    """Let only listed facts onto a public paper; papers of other audiences pass as they are.

    `rows.name` allows the key `name` inside each entry of `rows`. Raises IssueRefused naming
    every fact not listed, or when a list has more than 5,000 entries.
    """
    if not kind.is_public:
        return
    strangers = sorted({path for path in _paths(facts) if not _is_listed(path, kind)})
    if strangers:
        raise IssueRefused(
            f"公开文书 {kind.code}“{kind.title}”不得包含下列事实：{'、'.join(strangers)}。"
        )
    longest = max((len(value) for value in facts.values() if isinstance(value, list)), default=0)
    if longest > MAX_ROWS:
        raise IssueRefused(f"一份公开文书最多列 {MAX_ROWS} 行，现有 {longest} 行，请分开制作。")


def _paths(value: Any, path: str = "") -> Iterator[str]:
    """The path of every leaf; an empty list or object is a leaf too."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _paths(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value:
        for item in value:
            yield from _paths(item, path)
    elif path:
        yield path if not isinstance(value, dict | list) else f"{path}."


def _is_listed(path: str, kind: Kind) -> bool:
    if path.endswith("."):  # empty: allowed where something inside it would be
        inside = path.rstrip(".")
        return any(name == inside or name.startswith(path) for name in kind.public_facts)
    return path in kind.public_facts
