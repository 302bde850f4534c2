#!/usr/bin/env python
"""Newsroom's command line."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit(
            "Django is not installed for this Python. Run `make setup` once, "
            "then `.venv/bin/python manage.py ...`."
        ) from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
