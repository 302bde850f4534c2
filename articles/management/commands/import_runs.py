"""The operators' command on imports that were made."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.management import undoing
from articles.management.database import check_database


class Command(BaseCommand):
    help = "Imports that were made, and the way back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        undoing.add_arguments(commands.add_parser("undo", help=undoing.HELP))

    def handle(self, *args: Any, **options: Any) -> None:
        check_database()
        undoing.handle(self, options)
