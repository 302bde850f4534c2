"""What is done every day for the sessions of logins."""

from __future__ import annotations

from datetime import time

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import task

from articles.tasks.schedule import every_day


@every_day(at=time(4, 30))
@task()
def forget_ended_sessions() -> int:
    """Delete sessions that are over, and what was noted of their browsers; return how many."""
    ended, _each = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return ended
