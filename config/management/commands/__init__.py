"""Found by manage.py."""
