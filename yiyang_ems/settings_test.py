"""Settings of the tests: cheap passwords, and no waiting for what a test does not check."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests")

from yiyang_ems.settings import *  # noqa: F403
from yiyang_ems.settings import CACHES, INSTALLED_APPS, LOGGING, MIDDLEWARE, STORAGES, TEMPLATES
from yiyang_ems.testing_guards import UnknownVariable

INSTALLED_APPS = [*INSTALLED_APPS, "tests.example"]
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
_files = Path(tempfile.gettempdir()) / f"yiyang-test-files-{os.getpid()}"
STORAGES["documents"] = {"BACKEND": STORAGES["documents"]["BACKEND"], "OPTIONS": {"location": _files / "documents"}}
MEDIA_ROOT = _files / "media"
CACHES["default"]["KEY_PREFIX"] = f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
# A task that is sent although its test did not ask for a worker fails at once instead of being lost.
CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
CELERY_BROKER_TRANSPORT_OPTIONS = {"max_retries": 0, "socket_connect_timeout": 1}
CELERY_TASK_PUBLISH_RETRY = False
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UnknownVariable("%s")
LOGGING["root"]["level"] = "WARNING"
SECURE_SSL_REDIRECT = False
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # no collected files in tests
