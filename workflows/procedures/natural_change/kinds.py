"""The papers of 自然增减: code, title, who reads it, layout."""

from documents.kinds import Kind

D60 = Kind("D60", "贫困人口自然增减台账（户表）", "internal", "form")
