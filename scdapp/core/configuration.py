"""What may be set from outside, and what it is when nobody set it. Read once, at start."""

import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet

from scdapp.core.web import LARGE_FORM, PACKAGE


def instance_folder() -> Path:
    """Where database, pictures and keys lie: `SCDAPP_INSTANCE`, else `instance/`."""
    if given := os.environ.get("SCDAPP_INSTANCE"):
        return Path(given)
    checkout = PACKAGE.parent
    return checkout / "instance" if (checkout / "pyproject.toml").exists() else Path.cwd() / "instance"


def configuration(instance: Path) -> dict[str, Any]:
    """The application's settings for the data in `instance`."""
    base = os.environ.get("SCDAPP_BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}").rstrip("/")
    secure = base.startswith("https://")
    return {
        "SECRET_KEY": _secret(instance),
        "NEEDS_KEYS": _needs_keys(instance),
        "BASE_URL": base,
        # A log-in or a link must never follow what somebody wrote in the Host header.
        "TRUSTED_HOSTS": [urlsplit(base).hostname or "", "localhost", "127.0.0.1"],
        # Every address takes the methods that it was made for and no other.
        "PROVIDE_AUTOMATIC_OPTIONS": False,
        "PROXIES": int(os.environ.get("SCDAPP_PROXIES", "0")),
        "DEMO": os.environ.get("SCDAPP_DEMO") == "1",
        "SQLALCHEMY_DATABASE_URI": _database(instance),
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": False},
        "SESSION_COOKIE_NAME": "__Host-scdapp" if secure else "scdapp",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "MAX_CONTENT_LENGTH": LARGE_FORM,
        "MAX_FORM_MEMORY_SIZE": LARGE_FORM,
        "MAX_FORM_PARTS": 2000,
        "WTF_CSRF_TIME_LIMIT": None,
        **_mail(urlsplit(base).hostname or "localhost"),
    }


def _mail(host: str) -> dict[str, Any]:
    """How mail leaves. Without `SMTP` it is written into the instance folder instead."""
    return {
        "SMTP": os.environ.get("SCDAPP_SMTP", ""),
        "MAIL_FROM": os.environ.get("SCDAPP_MAIL_FROM") or f"Socialchefsdagarna <noreply@{host}>",
        "MAIL_REPLY_TO": os.environ.get("SCDAPP_MAIL_REPLY_TO", ""),
        # How long a worker may be silent before another takes over what it was sending.
        "MAIL_LEASE_SECONDS": int(os.environ.get("SCDAPP_MAIL_LEASE_SECONDS", "60")),
        # How long to wait before the second try; each further pause is four times as long.
        "MAIL_RETRY_SECONDS": int(os.environ.get("SCDAPP_MAIL_RETRY_SECONDS", "30")),
    }


def _database(instance: Path) -> str:
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith(("postgres://", "postgresql://")):
        return "postgresql+psycopg://" + url.partition("://")[2]
    return url or f"sqlite:///{instance / 'scdapp.db'}"


def _secret(instance: Path) -> str:
    """What signs cookies; `SECRET_KEY` from outside wins."""
    return os.environ.get("SECRET_KEY") or _kept(instance / "secret-key", secrets.token_hex(32))


def _needs_keys(instance: Path) -> tuple[str, ...]:
    """What seals food and access needs, newest first; `SCDAPP_NEEDS_KEY` from outside wins."""
    given = os.environ.get("SCDAPP_NEEDS_KEY") or _kept(instance / "needs-key", Fernet.generate_key().decode("ascii"))
    return tuple(key.strip() for key in re.split(r"[,\n]", given) if key.strip())


def _kept(file: Path, fresh: str) -> str:
    """A secret of the instance, made once and readable by its owner only: what `file` holds, else `fresh` put there."""
    if not file.exists():
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(fresh, encoding="ascii")
        try:
            os.link(draft, file)  # the first process wins, the others read what it made
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text(encoding="ascii").strip()
