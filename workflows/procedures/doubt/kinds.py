"""The papers of 疑点: code, title, who reads it, layout."""

from documents.kinds import Kind

D62 = Kind("D62", "疑点核实清单", "internal", "form")
