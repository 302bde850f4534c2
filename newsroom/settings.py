"""All settings, with the environment as the only source of difference between machines.

`articles/handbook/administrators/settings.md` lists every variable read here.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url
from django.conf.global_settings import LANGUAGES as LANGUAGES_OF_DJANGO
from django.core.exceptions import ImproperlyConfigured

from newsroom.cache import CACHE_DATABASE, cache_at
from newsroom.checking import checks_of
from newsroom.logs.configuration import logging_as
from newsroom.mail import mail_at
from newsroom.outreach import hub_of, indexnow_of, robots_of, security_of
from newsroom.pictures import machines_of, pictures_at
from newsroom.players import players_of
from newsroom.proxies import proxies_at
from newsroom.secret import read_or_create_secret
from newsroom.tasks import queue_at

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value not in {"", "0", "1", "false", "true", "no", "yes"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes 1 or 0.")
    return value in {"1", "true", "yes"}


def whole_number(name: str, default: int, least: int = 1) -> int:
    value = os.environ.get(name, "").strip() or str(default)
    if not (value.isascii() and value.isdecimal() and least <= int(value) < 100_000):
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes a number from {least} to 99999.")
    return int(value)


def words(name: str, default: str) -> list[str]:
    return [word for word in os.environ.get(name, default).replace(",", " ").split() if word]


def data_folder() -> Path:
    """Return where a site keeps its data: never beside the code of an installed release."""
    if named := os.environ.get("NEWSROOM_DATA_DIR"):
        return Path(named)
    if IS_CLONE:
        return BASE_DIR / "var"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "newsroom"


IS_CLONE = (BASE_DIR / "manage.py").is_file()
# How messages tell an operator to call a command.
COMMAND = ".venv/bin/python manage.py" if IS_CLONE else "newsroom"

try:
    DATA_DIR = data_folder()
    DATA_DIR.mkdir(0o700, parents=True, exist_ok=True)
    SECRET_KEY = os.environ.get("NEWSROOM_SECRET_KEY") or read_or_create_secret(
        DATA_DIR / "secret_key"
    )
except OSError as error:
    raise ImproperlyConfigured(
        f"the data folder {data_folder()} cannot be used ({error.strerror}); set NEWSROOM_DATA_DIR."
    ) from error

# Back-ups, and beside them the record of erasures. Better on another disk than the data.
BACKUP_DIR = Path(os.environ.get("NEWSROOM_BACKUP_DIR") or DATA_DIR / "backups")
BACKUPS_KEPT = whole_number("NEWSROOM_BACKUPS_KEPT", 7)
# What is uploaded as a file; back-ups have it, too.
MEDIA_ROOT = DATA_DIR / "media"

DEBUG = flag("NEWSROOM_DEBUG")
ALLOWED_HOSTS = words("NEWSROOM_HOSTS", "localhost 127.0.0.1 [::1]")
# A model of labels that this site trained itself; without one, that of this release.
LABEL_MODEL = os.environ.get("NEWSROOM_LABEL_MODEL", "")
# After so many days in the trash, an article is deleted for good.
TRASH_DAYS = whole_number("NEWSROOM_TRASH_DAYS", 30)
# After so many days without a word, text that was never saved is deleted.
DRAFT_DAYS = whole_number("NEWSROOM_DRAFT_DAYS", 90)
SITE_NAME = os.environ.get("NEWSROOM_SITE_NAME", "Newsroom")
# What stops an article from going live, and what is only shown before.
CHECKS = checks_of(words("NEWSROOM_CHECKS", ""))
# Whose videos readers may start on a page; each calls another host, once they do.
PLAYERS = players_of(words("NEWSROOM_PLAYERS", "youtube vimeo"))
# Whom hosts may write to that pictures are fetched from, and how long they are left in between.
CONTACT = os.environ.get("NEWSROOM_CONTACT", "").strip()
FETCH_PAUSE = whole_number("NEWSROOM_FETCH_PAUSE", 2)
# Machines of networks of its own that pictures may be fetched from.
FETCH_FROM = machines_of(words("NEWSROOM_FETCH_FROM", ""))
# Whether search engines are let in, whom to tell of a hole until which day, and who is told at once
# of what is published.
ROBOTS = robots_of(os.environ.get("NEWSROOM_ROBOTS", "").strip().lower())
SECURITY_CONTACT, SECURITY_EXPIRES = security_of(
    os.environ.get("NEWSROOM_SECURITY_CONTACT", "").strip(),
    os.environ.get("NEWSROOM_SECURITY_EXPIRES", "").strip(),
)
INDEXNOW_KEY = indexnow_of(os.environ.get("NEWSROOM_INDEXNOW_KEY", "").strip())
INDEXNOW_ENDPOINT = "https://api.indexnow.org/indexnow"
WEBSUB_HUB = hub_of(os.environ.get("NEWSROOM_WEBSUB_HUB", "").strip())
# A proxy before the site may answer for so many seconds without asking; 0 for never. What changed
# earlier it is told by the method PURGE.
PROXY_MAX_AGE = whole_number("NEWSROOM_PROXY_MAX_AGE", 0, least=0)
PURGE = proxies_at(words("NEWSROOM_PURGE", ""))

INSTALLED_APPS = [
    # Before ours, which take its page off the desk.
    "django_tasks_db",
    "django_tasks",
    "articles.apps.ArticlesConfig",
    "newsroom.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "import_export",
    # Only for the static bundle that the editor imports.
    "django_prose_editor",
]

MIDDLEWARE = [
    "newsroom.logs.request_ids.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.security.ContentSecurityPolicyMiddleware",
    "articles.monitoring.health.HealthMiddleware",
    "newsroom.addresses.ReadableAddressMiddleware",
    # Only with the extra "monitoring".
    *(["articles.monitoring.metrics.MetricsMiddleware"] if find_spec("prometheus_client") else []),
    "newsroom.server.refusals.RefusalMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.site.compression.CompressionMiddleware",
    *(["articles.site.proxied.ProxiedMiddleware"] if PROXY_MAX_AGE else []),
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "articles.accounts.demand.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

# A folder of templates that stand before those of this release, and of static files in `static/`.
own_templates = os.environ.get("NEWSROOM_TEMPLATES", "").strip()
if own_templates and not Path(own_templates).is_dir():
    raise ImproperlyConfigured(f"NEWSROOM_TEMPLATES is {own_templates!r}; it takes a folder.")
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [own_templates] if own_templates else [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

try:
    DATABASES: dict[str, Any] = {
        "default": dj_database_url.parse(
            os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'newsroom.sqlite3'}",
            # Opening SQLite and its pragmas costs more than an article page's query.
            conn_max_age=None,
            conn_health_checks=True,
        )
    }
except ValueError as error:
    # The address itself is not told: it may hold a password.
    raise ImproperlyConfigured(
        "DATABASE_URL is no address of a database; write postgresql://user:password@host/name."
    ) from error
# In small letters, for it may hold a password: pages for debugging show those in capitals.
cache_address = os.environ.get("NEWSROOM_CACHE", "").strip()
CACHES = {"default": cache_at(cache_address)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["ENGINE"] = "newsroom.sqlite3"
    # That of tests is in memory. pytest-django knows only Django's own backend to be so.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
    DATABASES["default"]["OPTIONS"] = {
        # Readers go on while one writes; a writer takes its lock at BEGIN, never half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Each thread keeps 16 MB of the file in memory: neither 64 MB nor a mapped file made pages
        # or imports any faster beside 100,000 articles. Temporary files would make imports slower.
        "init_command": (
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
            "PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY"
        ),
    }
    if not cache_address:
        DATABASES[CACHE_DATABASE] = {
            "ENGINE": "newsroom.sqlite3",
            "NAME": DATA_DIR / "cache.sqlite3",
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 5,
                "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
            },
            # No table of ours is in it.
            "TEST": {"NAME": ":memory:", "MIGRATE": False},
        }
        DATABASE_ROUTERS = ["newsroom.cache.CacheRouter"]
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # By itself, whoever is cut off from the server waits for a quarter of an hour, or for two.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 30_000,
        **DATABASES["default"].get("OPTIONS", {}),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Work behind a request: jobs wait in the database; a broker carries them to many machines.
WORKER_SILENCE = whole_number("NEWSROOM_WORKER_SILENCE", 90)
BROKER = os.environ.get("NEWSROOM_BROKER", "").strip()
TASKS = queue_at(BROKER)

# Logins, by allauth: administrators make them, so there is nothing to sign up for or to verify.
AUTHENTICATION_BACKENDS = ["articles.accounts.backend.DeskBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "articles.accounts.adapter.DeskAccounts"
ACCOUNT_FORMS = {"reset_password": "articles.accounts.forms.ResetForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{SITE_NAME}: "
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_SESSION_REMEMBER = True
# Wrong passwords and codes: of one client's address, and of one login from wherever. What is
# counted is shared by all processes, see `newsroom.cache`.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    # Of readers, and of all together.
    "report_error": "5/10m/ip,300/h/key",
    # Of people who have a link to what is not published, and of those who guess one.
    "preview": "60/m/ip",
}
# So many of the addresses in X-Forwarded-For, from its end, are written by proxies of ours; what
# stands before them is the client's own word.
ALLAUTH_TRUSTED_PROXY_COUNT = whole_number("NEWSROOM_PROXIES", 0, least=0)
MFA_ADAPTER = "articles.accounts.adapter.DeskSecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = SITE_NAME
# A clock may be wrong by half a minute.
MFA_TOTP_TOLERANCE = 1

mail_address = os.environ.get("NEWSROOM_MAIL", "").strip()
MAIL_IS_SET = bool(mail_address)
ACCOUNT_EMAIL_NOTIFICATIONS = MAIL_IS_SET
# EMAIL_HOST and what else Django has for it.
globals().update(mail_at(mail_address))

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Of the public pages, the desk and the commands. What has no translation is in English.
language = os.environ.get("NEWSROOM_LANGUAGE", "").strip().lower() or "en"
if language not in dict(LANGUAGES_OF_DJANGO):
    raise ImproperlyConfigured(f"NEWSROOM_LANGUAGE is {language!r}; it takes en, de or the like.")
# British dates, for days that are typed.
LANGUAGE_CODE = "en-gb" if language == "en" else language
TIME_ZONE = os.environ.get("NEWSROOM_TIME_ZONE") or "UTC"
try:
    ZoneInfo(TIME_ZONE)
except (ZoneInfoNotFoundError, ValueError, OSError) as error:
    raise ImproperlyConfigured(
        f"NEWSROOM_TIME_ZONE is {TIME_ZONE!r}; it takes a name such as Europe/Oslo."
    ) from error
USE_I18N = True
FORMAT_MODULE_PATH = ["newsroom.formats"]
# Of both packages; before those of Django and of libraries, whose words for the same are others.
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "articles" / "locale"]
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
own_static_files = Path(own_templates) / "static"
STATICFILES_DIRS = [own_static_files] if own_templates and own_static_files.is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "newsroom.staticfiles.ModuleManifestStorage"},
    # Originals and renditions. Nothing of them has an address that a web server would answer.
    "pictures": pictures_at(os.environ.get("NEWSROOM_PICTURES", "").strip(), MEDIA_ROOT),
}

# A whole article comes as one form field, nine bytes for each character of Chinese or Arabic; what
# is longer than `editing.LONGEST_BODY` must reach the form to be refused with its text kept.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16_777_216
FILE_UPLOAD_PERMISSIONS = 0o600

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# A proxy that is trusted to say how it was asked, and by which number it knows the request.
IS_BEHIND_PROXY = flag("NEWSROOM_HTTPS")
if IS_BEHIND_PROXY:
    SECURE_SSL_REDIRECT = True
    # Asked by machines, within the house.
    SECURE_REDIRECT_EXEMPT = ["^health(/readers)?$", "^metrics$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # For this host alone: its siblings and the browsers' preload lists are not ours to decide on.
    SECURE_HSTS_SECONDS = 2_592_000
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # A browser takes such a name from this host alone, by HTTPS alone.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

# import-export lets any staff member in unless it is told which permission to ask for.
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "change"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

LOGGING = logging_as(os.environ.get("NEWSROOM_LOG") or "lines")
SENTRY_DSN = os.environ.get("NEWSROOM_SENTRY_DSN", "")
# What shows metrics, and details of health, to machines other than this one.
METRICS_TOKEN = os.environ.get("NEWSROOM_METRICS_TOKEN", "")
if 0 < len(METRICS_TOKEN) < 16:
    raise ImproperlyConfigured(
        "NEWSROOM_METRICS_TOKEN is too short; it takes 16 characters or more."
    )
