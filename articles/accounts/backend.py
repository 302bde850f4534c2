"""Whose login opens the desk."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Exists, OuterRef, Q

from articles.models import SecondFactorDemand


class DeskBackend(AuthenticationBackend):
    """allauth's, for staff alone: a session ends when its login is no longer one of the desk."""

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        return user is not None and user.is_staff and super().user_can_authenticate(user)

    def get_user(self, user_id: int) -> User | None:
        """Return the user of a session, with `owes_second_factor`, in one query."""
        user = User.objects.annotate(owes_second_factor=_owes()).filter(pk=user_id).first()
        return user if self.user_can_authenticate(user) else None


def _owes() -> Q:
    """Whether a group of the user's asks for a second factor, and there is none."""
    demands = SecondFactorDemand.objects.filter(group__user=OuterRef("pk"))
    # Recovery codes are none: they stand in for one.
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=kinds)
    return Q(Exists(demands)) & ~Q(Exists(factors))
