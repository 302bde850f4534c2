"""Pages of the desk that all staff may open, whatever their rights."""

from __future__ import annotations

from typing import Final

# The way in and out, and what is no secret.
FOR_ALL_STAFF: Final = {
    "index", "login", "logout", "password_change", "password_change_done", "jsi18n",
    "end_own_sessions", "autocomplete", "script_messages", "contents", "chapter", "picture",
    "admin/(?P<url>.*)$",
}  # fmt: skip
# Everybody's own.
OWN_LOGIN: Final = ("account_", "mfa_", "usersessions_")
