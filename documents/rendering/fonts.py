"""Which fonts the papers are set in: a private set where `set_up_fonts` made one.

A private fontconfig file makes line breaks and bytes independent of what else a machine has
installed, and its cut faces halve the time a page takes. Without it the system's fonts serve:
the paper is as valid, only the face differs.
"""

import os
from pathlib import Path

from django.conf import settings

CONFIGURATION = "fonts.conf"


def private_directory() -> Path:
    """Where the private faces lie, made by `manage.py set_up_fonts`: var/fonts unless set."""
    return Path(settings.FONTS_DIR)


def use_private_fonts() -> bool:
    """Point fontconfig at the private set and say whether there is one.

    Must run before Pango reads its configuration, that is before WeasyPrint is imported. A
    FONTCONFIG_FILE the operator has set himself is left alone.
    """
    configuration = private_directory() / CONFIGURATION
    if not configuration.is_file():
        return False
    os.environ.setdefault("FONTCONFIG_FILE", str(configuration))
    return True
