"""The papers of 举报追查: code, title, who reads it, layout, number series.

The catalogue (domain 6.1) has none of its own for reports; these follow those of objections, and
take the numbers it leaves free.
"""

from documents.kinds import Kind

D56 = Kind("D56", "举报登记表", "internal", "form")
D57 = Kind("D57", "举报受理（不予受理）告知书", "household", "letter", series="举")
D58 = Kind("D58", "举报查办报告", "internal", "form")
D58_T = Kind("D58-T", "举报问题移送函", "department", "letter", series="举")
D59 = Kind("D59", "举报查办答复书", "household", "letter", series="举")
