"""The papers of 走访: code, title, who reads it, layout."""

from documents.kinds import Kind

D61 = Kind("D61", "走访记录", "internal", "form")
