"""All settings, read from the environment. What is missing or invalid is named in Chinese, and nothing starts."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from yiyang_ems.branding import read_branding
from yiyang_ems.celery_settings import *  # noqa: F403 - settings are read by their names
from yiyang_ems.derived_settings import cache_address, celery_address, secret_key
from yiyang_ems.embedded.state import DATABASE_NAME, DATABASE_USER, State
from yiyang_ems.env import Environment

BASE_DIR = Path(__file__).resolve().parents[1]
env = Environment(os.environ)

DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var", base=BASE_DIR)
state = State(DATA_DIR)

# Reference data of the city: its names, divisions, units, kinds of document, outlines of the map.
CITY_FOLDER = env.city(BASE_DIR / "fixtures")
BRANDING = read_branding(CITY_FOLDER)

DEBUG = env.boolean("DEBUG")
HTTPS = env.boolean("HTTPS")
DEMO = env.boolean("DEMO", True)
SECRET_KEY = env.text("SECRET_KEY") or secret_key(DATA_DIR)
host = env.text("HOST", "127.0.0.1")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["127.0.0.1", "[::1]", *([] if host == "0.0.0.0" else [host])])
ALLOWED_HOSTS.append("localhost")  # the supervisor and the containers' health checks use this name
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [])
# Base of the URLs in printed QR codes; empty: the host of the request that made the PDF.
PUBLIC_ADDRESS = env.site("PUBLIC_ADDRESS")
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", 0, lowest=0, highest=5)

INSTALLED_APPS = [
    "yiyang_ems",
    "foundation.ui",
    "foundation.api",
    "foundation.audit",
    "foundation.calendar",
    "foundation.organizations",
    "foundation.accounts",
    "foundation.files",
    "foundation.worklist",
    "foundation.jobs",
    "foundation.recurrence",
    "documents",
    "accidents",
    "accountability",
    "assessment",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yiyang_ems.middleware.private_answers",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "yiyang_ems.middleware.refuse_null_characters",
    "yiyang_ems.middleware.return_to_form",
    "yiyang_ems.middleware.session_idle_timeout",
    "foundation.audit.middleware.AuditMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "foundation.accounts.middleware.PasswordChangeMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "foundation.ui.errors.middleware.DomainErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "yiyang_ems.urls"
WSGI_APPLICATION = "yiyang_ems.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

NAVIGATION = "yiyang_ems.menu"
FORM_RENDERER = "foundation.ui.form_renderer.PortalRenderer"
FILTERS_EMPTY_CHOICE_LABEL = "全部"

outside_database = env.postgres("DATABASE_URL")
outside_redis = env.redis("REDIS_URL")
REDIS_URL = outside_redis or f"unix://{state.redis_socket}?db=0"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "yiyang_ems"},
        **(outside_database or {"NAME": DATABASE_NAME, "USER": DATABASE_USER, "HOST": str(state.run)}),
    }
}
# Pages work without the cache, so none waits long for one that does not answer (the client's default is 5 s).
CACHE_SECONDS = 0.5
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": cache_address(REDIS_URL),
        "KEY_PREFIX": "yiyang",
        "OPTIONS": {"socket_timeout": CACHE_SECONDS, "socket_connect_timeout": CACHE_SECONDS},
    }
}

AUTH_USER_MODEL = "accounts.User"
PERMISSION_TABLE = BASE_DIR / "fixtures" / "permissions.csv"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_validation}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_validation}.CommonPasswordValidator"},
    {"NAME": f"{_validation}.NumericPasswordValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # rows, so that the security administrator can end them
SESSION_COOKIE_NAME = "yiyang_session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_SECONDS = env.integer("SESSION_IDLE_MINUTES", 30, lowest=1, highest=720) * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"

# Five wrong passwords lock this name from this address, not everywhere: nobody can lock a colleague out.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "foundation.accounts.views.account.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "foundation.accounts.client_address.client_address"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"  # a letter's PDF is shown in a frame of its own page
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if HTTPS else None  # browsers ignore it with a warning without HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"  # never served by URL: files are served by permission
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "documents": {  # issued bytes, written once
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "documents", "file_permissions_mode": 0o440},
    },
    # Hashed names, not compressed here: that took 18 seconds of a first start, and nginx compresses responses.
    # Readable for all: in containers nginx serves them under an account of its own.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
        "OPTIONS": {"file_permissions_mode": 0o644},
    },
}
# The bureau's own licensed typefaces take precedence in every document (docs/operations.md).
OFFICIAL_FONT_DIR = env.text("OFFICIAL_FONT_DIR")
# 样章 on documents issued by demonstration accounts; never on others.
PDF_SAMPLE_SEAL = env.boolean("PDF_SAMPLE_SEAL", True)
# Electronic signature of issued PDFs: "" (none), pades (a PKCS#12 certificate), sm2 or ofd (a vendor's system).
PDF_SIGNING_METHOD = env.text("PDF_SIGNING_METHOD")
PDF_SIGNING_CERTIFICATE = env.text("PDF_SIGNING_CERTIFICATE")
PDF_SIGNING_PASSWORD = env.text("PDF_SIGNING_PASSWORD")
if PDF_SIGNING_METHOD not in ("", "pades", "sm2", "ofd"):
    env.fault(f"PDF_SIGNING_METHOD={PDF_SIGNING_METHOD} 无法识别，应为 pades、sm2 或 ofd")
if PDF_SIGNING_METHOD == "pades":
    env.required("PDF_SIGNING_CERTIFICATE", "签名证书 PKCS#12 文件")
    env.required("PDF_SIGNING_PASSWORD", "签名证书的密码")
elif PDF_SIGNING_CERTIFICATE or PDF_SIGNING_PASSWORD:
    env.fault("配置了签名证书，但没有 PDF_SIGNING_METHOD=pades")
FILE_UPLOAD_PERMISSIONS = 0o640
# Background jobs with a result file: days until the file is removed, open jobs of one person, jobs that run at once
# (fewer than there are worker processes, so that other work is not kept waiting).
JOB_FILE_DAYS = env.integer("JOB_FILE_DAYS", 7, lowest=1, highest=90)
JOBS_PER_PERSON = env.integer("JOBS_PER_PERSON", 5, lowest=1, highest=50)
JOBS_AT_ONCE = env.integer("JOBS_AT_ONCE", 1, lowest=1, highest=32)
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
# The editor sends a document of 400 blocks and a table of cells in one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8000

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "foundation.accounts.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PAGINATION_CLASS": "foundation.api.pagination.Page",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["foundation.api.parsers.JsonBody", "foundation.api.parsers.FormBody"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "foundation.api.errors.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{BRANDING.portal_name}接口",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    # Several models have a "status"; without names of their own they would be called by numbers.
    "ENUM_NAME_OVERRIDES": {
        "StatusEnum": "documents.models.Document.Status",
        "JobStatusEnum": "foundation.jobs.models.Job.Status",
    },
}

CELERY_BROKER_URL = celery_address(REDIS_URL)
CELERY_TIMEZONE = TIME_ZONE

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "yiyang_ems.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django.server": {"handlers": ["stderr"], "propagate": False},
        "axes": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}

env.finish()
