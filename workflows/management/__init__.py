"""Commands of `manage.py` for the register, the engine and the demo."""
