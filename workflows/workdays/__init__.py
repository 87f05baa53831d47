"""Days as regulations count them. Plain Python, no Django; only `clock` reads the time."""
