#!/usr/bin/env python
"""Newsroom's command line in a clone."""

try:
    from newsroom.command_line import main
except ModuleNotFoundError as error:
    raise SystemExit(
        "Django is not installed for this Python. Run `make setup` once, "
        "then `.venv/bin/python manage.py ...`."
    ) from error

if __name__ == "__main__":
    main()
