"""Rows in and out of the database by statements whose text is composed once a process.

A step is a dozen small statements, and Django's ORM composes the text of each anew every time,
which takes longer than sending it (docs/benchmarks.md). Here it is composed once, from the
models' own columns, so that a migration changes nothing here. What a column keeps otherwise than
Python has it (dates, JSON, sealed values) passes through its field as with the ORM. This is for
what each step reads and writes, on the default database; everything else is the ORM's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Generic, TypeAlias, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model
from django.db.models.base import ModelState
from django.db.models.expressions import DatabaseDefault

from vault.fields import SealedField

Row = TypeVar("Row", bound=Model)
Column: TypeAlias = "Field[Any, Any]"
Converter = Callable[[Any, Any, Any], Any]
Preparation = Callable[[Any, BaseDatabaseWrapper], Any]

# Columns that keep text, numbers and truth as Python has them: nothing to prepare.
_AS_IT_IS = {
    models.BigAutoField, models.BigIntegerField, models.BooleanField, models.CharField,
    models.IntegerField, models.PositiveIntegerField, models.PositiveSmallIntegerField,
    models.TextField,
}  # fmt: skip

# The last of the steps by which the ORM prepares these; the ones before only ask what they are.
_PREPARED: dict[type[Any], Preparation] = {
    models.DateField: lambda value, here: here.ops.adapt_datefield_value(value),
    models.DateTimeField: lambda value, here: here.ops.adapt_datetimefield_value(value),
}


class Columns(Generic[Row]):
    """All columns of a model under an alias: their text in a SELECT, and rows made of values."""

    def __init__(self, model: type[Row], alias: str) -> None:
        self.model, self.alias = model, alias

    def __len__(self) -> int:
        return len(self._names)

    @cached_property
    def sql(self) -> str:
        """The list of columns, as it stands in a SELECT."""
        columns = (field.column for field in self.model._meta.concrete_fields)
        return ", ".join(f'{self.alias}."{column}"' for column in columns)

    def rows(self, found: Iterable[Sequence[Any]]) -> list[Row]:
        """Rows of these values, one for each column; as the ORM would have read them."""
        here, rows = connections[DEFAULT_DB_ALIAS], []
        for values in found:
            plain = list(values)
            for place, column, converters in self._converters:
                for convert in converters:
                    plain[place] = convert(plain[place], column, here)
            rows.append(self.model.from_db(DEFAULT_DB_ALIAS, self._names, plain))
        return rows

    @cached_property
    def _names(self) -> list[str]:
        return [field.attname for field in self.model._meta.concrete_fields]

    @cached_property
    def _converters(self) -> list[tuple[int, Any, list[Converter]]]:
        found = ((place, *_converters(self.model, name)) for place, name in enumerate(self._names))
        return [one for one in found if one[2]]


def fetch(sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
    """All rows of one SELECT."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql, list(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def run(sql: str, values: Iterable[Any]) -> None:
    """Send one statement that returns nothing."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql, list(values))


def stored(model: type[Model], name: str, value: Any) -> Any:
    """A value as the column of that name keeps it, for a statement sent by `run`."""
    return _field(model, name).get_db_prep_save(value, connections[DEFAULT_DB_ALIAS])


def new(model: type[Row], values: Mapping[str, Any]) -> Row:
    """An unsaved row of these values by column, such as `household_id`, the others as by default.

    The ORM's constructor asks each column anew, which for a county's persons is most of the time.
    """
    row = model.__new__(model)
    row._state = ModelState()
    constant, made = _defaults(model)
    row.__dict__.update(constant)
    for name, make in made:
        row.__dict__[name] = make()
    row.__dict__.update(values)
    return row


def insert(rows: Sequence[Model]) -> None:
    """Insert new rows of one model and give them their keys; one statement for ordinary numbers.

    Columns left to the database are read back. Nothing is sent when there are no rows.
    """
    if not rows:
        return
    model, here = type(rows[0]), connections[DEFAULT_DB_ALIAS]
    left = tuple(name for name in _fillable(model) if _is_left(rows[0], name))
    insertion = _insertion(model, left)
    most = here.features.max_query_params
    size = max(1, most // len(insertion.fields)) if most else len(rows)
    for start in range(0, len(rows), size):
        insertion.send(rows[start : start + size], here)


def update(row: Model, names: Iterable[str]) -> None:
    """Write these attributes of a stored row; nothing is sent when there are none."""
    chosen = tuple(names)
    if chosen:
        writing, text = _update(type(row), chosen)
        run(text, [*writing.values([row], connections[DEFAULT_DB_ALIAS]), row.pk])


class _Writing:
    """Columns that are written, and how each keeps its value."""

    def __init__(self, fields: Iterable[Column]) -> None:
        self.fields = tuple(fields)
        found = [(field.attname, _preparation(field)) for field in self.fields]
        self._names = [name for name, _ in found]
        self._prepared = [(place, how) for place, (_, how) in enumerate(found) if how]

    def values(self, rows: Iterable[Model], here: BaseDatabaseWrapper) -> list[Any]:
        """The values of all rows one after the other, as the database takes them."""
        every: list[Any] = []
        for row in rows:
            values = [getattr(row, name) for name in self._names]
            for place, prepare in self._prepared:
                values[place] = prepare(values[place], here)
            every += values
        return every


class _Insertion(_Writing):
    """How rows of a model are inserted whose columns `left` the database fills in."""

    def __init__(self, model: type[Model], left: tuple[str, ...]) -> None:
        super().__init__(f for f in model._meta.concrete_fields if f.attname not in left)
        self.table = model._meta.db_table
        self.filled = [(name, *_converters(model, name)) for name in left]
        self._texts: dict[int, str] = {}

    def send(self, rows: Sequence[Model], here: BaseDatabaseWrapper) -> None:
        """Insert these rows by one statement."""
        with here.cursor() as cursor:
            cursor.execute(self._text(len(rows)), self.values(rows, here))
            returned = cursor.fetchall()
        for row, found in zip(rows, returned, strict=True):
            for (name, column, converters), given in zip(self.filled, found, strict=True):
                value = given
                for convert in converters:
                    value = convert(value, column, here)
                setattr(row, name, value)
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS

    def _text(self, count: int) -> str:
        if count not in self._texts:
            columns = ", ".join(f'"{field.column}"' for field in self.fields)
            one = f"({', '.join(['%s'] * len(self.fields))})"
            filled = ", ".join(f'"{column.target.column}"' for _, column, _ in self.filled)
            self._texts[count] = (
                f'INSERT INTO "{self.table}" ({columns}) '  # noqa: S608 - names of our own columns; each value is a parameter
                f"VALUES {', '.join([one] * count)} RETURNING {filled}"
            )
        return self._texts[count]


@cache
def _insertion(model: type[Model], left: tuple[str, ...]) -> _Insertion:
    return _Insertion(model, left)


@cache
def _update(model: type[Model], names: tuple[str, ...]) -> tuple[_Writing, str]:
    meta = model._meta
    writing = _Writing(_field(model, name) for name in names)
    columns = ", ".join(f'"{field.column}" = %s' for field in writing.fields)
    key = meta.pk.column if meta.pk else ""
    return writing, f'UPDATE "{meta.db_table}" SET {columns} WHERE "{key}" = %s'  # noqa: S608 - names of our own columns; each value is a parameter


@cache
def _fillable(model: type[Model]) -> tuple[str, ...]:
    """Names of the columns that the database can fill in: the key, and those with its default."""
    return tuple(field.attname for field in model._meta.db_returning_fields)


def _is_left(row: Model, name: str) -> bool:
    value = getattr(row, name)
    return isinstance(value, DatabaseDefault) or (value is None and row.pk is None)


def _preparation(field: Column) -> Preparation | None:
    """How a value becomes what the column keeps; None where it is that already."""
    kept = field.target_field if isinstance(field, models.ForeignKey) else field
    if type(kept) in _AS_IT_IS:
        return None
    sealed = isinstance(kept, SealedField)
    usual: Preparation = field.get_db_prep_value if sealed else field.get_db_prep_save
    return _PREPARED.get(type(kept), usual)


@cache
def _defaults(model: type[Model]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """What each column of a new row is: the same for every row, or to be made for each."""
    constant: dict[str, Any] = {}
    made: list[tuple[str, Callable[[], Any]]] = []
    for field in model._meta.concrete_fields:
        if field.has_default() and callable(field.default):
            made.append((field.attname, field.get_default))
        else:
            constant[field.attname] = field.get_default()
    return constant, made


@cache
def _field(model: type[Model], name: str) -> Column:
    return next(field for field in model._meta.concrete_fields if field.attname == name)


def _converters(model: type[Model], name: str) -> tuple[Any, list[Converter]]:
    column, here = _field(model, name).get_col(model._meta.db_table), connections[DEFAULT_DB_ALIAS]
    return column, here.ops.get_db_converters(column) + column.get_db_converters(here)
