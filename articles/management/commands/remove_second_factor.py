"""`remove_second_factor`: help somebody in who lost telephone, key and recovery codes."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.management.database import check_tables


class Command(BaseCommand):
    help = _(
        "Remove the authenticator app, the passkeys and the recovery codes of a login, and end its "
        "sessions. Its password opens the desk then; where a group asks for a second factor, the "
        "next login sets up a new one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help=_("the name of the login"))

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        check_tables()
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(_("There is no login %(name)s.") % {"name": name})
        with transaction.atomic():
            removed, _by_table = Authenticator.objects.filter(user=user).delete()
            for session in UserSession.objects.filter(user=user):
                session.end()
        if removed:
            told = _("The second factor of %(name)s is removed, and its sessions have ended.")
        else:
            told = _("%(name)s has no second factor. Its sessions have ended.")
        self.stdout.write(told % {"name": name})
