"""Measurements of the product beside its peers, by `./run bench NAME`; no part of the product.

Each package here is one measurement and offers `measure(scale) -> Figures`. Figures are ratios of
things measured in turns in one run: absolute numbers of a shared machine mean little.
"""
