"""举报追查: 资委办〔2018〕25号 六（十五）, from the report to the answer, and what comes of it."""

from . import table

__all__ = ["table"]
