"""Model fields whose column holds only sealed bytes.

A value is sealed on its way into the database and unsealed on its way out; None is NULL, the empty
text is sealed like any other, so the column does not tell who has no illness. Nothing can be
looked up in such a column but whether it is NULL: exact search goes by a `fingerprint` beside it.
"""

import json
from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core import checks
from django.core.exceptions import FieldError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.functional import cached_property

from vault.cipher import seal, unseal

if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
else:
    _Field = models.Field  # Django's own is no generic


class SealedField(_Field):
    """What the sealed fields share; subclasses say how a value becomes bytes.

    `purpose` is bound into each value and defaults to `app.model.field`. It must be written out
    when a model or field is renamed, or what was sealed under the old name cannot be read.
    """

    def __init__(self, *args: Any, purpose: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._purpose = purpose

    @cached_property
    def purpose(self) -> str:
        """What values of this column are sealed for."""
        return self._purpose or f"{self.model._meta.label_lower}.{self.name}"

    def get_internal_type(self) -> str:
        """The column is the binary one of the database."""
        return "BinaryField"

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """As migrations write it; the purpose only where it was written out."""
        name, path, args, kwargs = super().deconstruct()
        if self._purpose:
            kwargs["purpose"] = self._purpose
        return name, path, args, kwargs

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """vault.E002: uniqueness means nothing where equal values are stored differently."""
        errors = super().check(**kwargs)
        if self.unique:
            hint = "Make a fingerprint of the value unique instead."
            message = "A sealed field cannot be unique."
            errors.append(checks.Error(message, hint=hint, obj=self, id="vault.E002"))
        return errors

    def get_lookup(self, lookup_name: str) -> Any:
        """Only `isnull`; FieldError for all others rather than an answer that is never right."""
        if lookup_name != "isnull":
            raise FieldError(
                f"加密字段 {self.name} 不能按 {lookup_name} 查询，只能用 isnull；"
                "精确查找请用旁边的指纹字段（vault.cipher.fingerprint）"
            )
        return super().get_lookup(lookup_name)

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        """Seal the value for its column."""
        if value is None:
            return None
        # The stubs leave out the driver module, which every backend has.
        binary = connection.Database.Binary  # type: ignore[attr-defined]
        return binary(seal(self.to_bytes(value), purpose=self.purpose))

    def from_db_value(self, value: Any, *_: Any) -> Any:
        """Unseal what the column holds. Raises the errors of `vault.cipher.unseal`."""
        if value is None:
            return None
        return self.from_bytes(unseal(bytes(value), purpose=self.purpose))

    @abstractmethod
    def to_bytes(self, value: Any) -> bytes:
        """The value as bytes to be sealed."""

    @abstractmethod
    def from_bytes(self, plain: bytes) -> Any:
        """The value of unsealed bytes."""


class SealedTextField(SealedField):
    """Text; `max_length` is checked by validation only."""

    description = "Sealed text"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def to_python(self, value: Any) -> str | None:
        """Text as it is; anything else as text."""
        return value if value is None else str(value)

    def to_bytes(self, value: Any) -> bytes:
        """Stored as given, without Unicode normalisation: a name is what its owner writes."""
        return str(value).encode()

    def from_bytes(self, plain: bytes) -> str:
        """The text."""
        return plain.decode()


class SealedJSONField(SealedField):
    """What JSON can hold; NaN is refused, None is NULL and never the JSON null."""

    description = "Sealed JSON"
    empty_strings_allowed = False

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """vault.E003: a default that all rows would share, and any of them could change."""
        errors = super().check(**kwargs)
        if self.has_default() and self.default is not None and not callable(self.default):
            hint = "Use a callable, such as `dict` or `list`."
            message = "The default of a sealed JSON field must be callable."
            errors.append(checks.Error(message, hint=hint, obj=self, id="vault.E003"))
        return errors

    def to_bytes(self, value: Any) -> bytes:
        """Compact JSON, characters unescaped."""
        return json.dumps(
            value, ensure_ascii=False, separators=(",", ":"), allow_nan=False
        ).encode()

    def from_bytes(self, plain: bytes) -> Any:
        """The decoded JSON."""
        return json.loads(plain)

    def value_to_string(self, obj: models.Model) -> Any:
        """For fixtures: the value itself, which the serialiser writes."""
        return self.value_from_object(obj)

    def formfield(self, **kwargs: Any) -> Any:
        """A JSON form field."""
        return super().formfield(**{"form_class": forms.JSONField, **kwargs})
