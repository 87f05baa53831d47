"""Dated, sourced parameters: every number a rule rests on. Plain Python, no Django."""
