"""重点人群: who may be at risk, by the papers' own rules, each one statement over the whole area.

* `terms`: the numbers of a policy pack that the rules ask for.
* `rules`: one small function a rule, with its clause.
* `running`: a run over an area, the differences to the last, and the worker's part.
"""
