"""The site's settings, with one more address."""

from newsroom.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
