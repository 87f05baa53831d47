"""What a password must be made of, beyond Django's own rules."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError


class TwoKindsOfCharacters:
    """At least two of: letters, digits, other characters (身份鉴别 b, 复杂度要求)."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError, in Chinese, for a password of one kind only."""
        kinds = {
            "letter" if character.isalpha() else "digit" if character.isdigit() else "other"
            for character in password
        }
        if len(kinds) == 1:
            raise ValidationError(self.get_help_text(), code="password_of_one_kind")

    def get_help_text(self) -> str:
        """As the form says it."""
        return "密码至少包含字母、数字、符号中的两类。"
