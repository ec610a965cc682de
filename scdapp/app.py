"""create_app: the only place that knows every slice."""

import contextlib
import importlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

import scdapp.accounts.models
import scdapp.programme.models
import scdapp.releases.models  # noqa: F401
from scdapp import menus
from scdapp.core import assets, clock, language, publication, templating, web  # noqa: F401
from scdapp.core.db import db
from scdapp.core.kept import Shelf
from scdapp.demo import clockwork
from scdapp.demo import views as demo_views


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The application, configured from the environment; `config` wins over it (for tests)."""
    given = dict(config or {})
    instance = Path(given.pop("INSTANCE", None) or os.environ.get("SCDAPP_INSTANCE") or _default_instance()).resolve()
    instance.mkdir(parents=True, exist_ok=True)
    app = Flask(
        "scdapp",
        instance_path=str(instance),
        static_folder=None,
        template_folder=str(web.resource_folder("templates")),
    )
    app.config.from_mapping(_configuration(instance))
    app.config.from_mapping(given)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["scdapp.shelf"] = Shelf()
    db.init_app(app)
    Migrate(app, db, directory=str(web.resource_folder("migrations")), render_as_batch=True, compare_type=True)
    CSRFProtect(app)
    if proxies := int(os.environ.get("SCDAPP_PROXIES", "0")):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    web.install(app)
    language.install(app)
    assets.install(app)
    templating.install(app)
    if app.config["DEMO"]:
        clockwork.install(app)
        app.register_blueprint(demo_views.door)
    clock.install(app.config, app.extensions)
    _open_doors(app)
    return app


# While the slices are being built: what exists is opened. Becomes plain imports when all are there.
DOORS = (
    "scdapp.site.views",
    "scdapp.feeds.views",
    "scdapp.dashboard.status",
    "scdapp.dashboard.organiser",
    "scdapp.accounts.views",
    "scdapp.accounts.my_account",
    "scdapp.accounts.organiser",
    "scdapp.accounts.preview",
    "scdapp.pictures.views",
    "scdapp.editions.organiser",
    "scdapp.editions.key_date_organiser",
    "scdapp.people.organiser",
    "scdapp.people.announcement_organiser",
    "scdapp.programme.organiser",
    "scdapp.programme.place_organiser",
    "scdapp.programme.copy_organiser",
    "scdapp.releases.organiser",
)
COMMANDS = ("scdapp.accounts.cli", "scdapp.imports.cli", "scdapp.demo.cli")


def _open_doors(app: Flask) -> None:
    for name in ("scdapp.accounts.login", "scdapp.accounts.current"):
        with contextlib.suppress(ImportError):
            module = importlib.import_module(name)
            if hasattr(module, "install"):
                module.install(app)
    for name in DOORS:
        with contextlib.suppress(ImportError):
            app.register_blueprint(importlib.import_module(name).door)
    for name in COMMANDS:
        with contextlib.suppress(ImportError):
            app.cli.add_command(importlib.import_module(name).group)
    app.jinja_env.globals.setdefault("who", lambda: None)
    app.jinja_env.globals.update(main_menu=menus.main_menu, desk_menu=menus.desk_menu)


def _default_instance() -> Path:
    checkout = web.PACKAGE.parent
    return checkout / "instance" if (checkout / "pyproject.toml").exists() else Path.cwd() / "instance"


def _configuration(instance: Path) -> dict[str, Any]:
    base = os.environ.get("SCDAPP_BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}").rstrip("/")
    secure = base.startswith("https://")
    return {
        "SECRET_KEY": _secret(instance),
        "BASE_URL": base,
        # A log-in or a link must never follow what somebody wrote in the Host header.
        "TRUSTED_HOSTS": [urlsplit(base).hostname or "", "localhost", "127.0.0.1"],
        # Every address takes the methods that it was made for and no other.
        "PROVIDE_AUTOMATIC_OPTIONS": False,
        "DEMO": os.environ.get("SCDAPP_DEMO") == "1",
        "SQLALCHEMY_DATABASE_URI": _database(instance),
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": False},
        "SESSION_COOKIE_NAME": "__Host-scdapp" if secure else "scdapp",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "MAX_CONTENT_LENGTH": web.LARGE_FORM,
        "MAX_FORM_MEMORY_SIZE": web.LARGE_FORM,
        "MAX_FORM_PARTS": 2000,
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _database(instance: Path) -> str:
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith(("postgres://", "postgresql://")):
        return "postgresql+psycopg://" + url.partition("://")[2]
    return url or f"sqlite:///{instance / 'scdapp.db'}"


def _secret(instance: Path) -> str:
    """The instance's key, made once and readable by its owner only; `SECRET_KEY` from outside wins."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    file = instance / "secret-key"
    if not file.exists():
        draft = file.with_name(f"secret-key.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32), encoding="ascii")
        try:
            os.link(draft, file)  # the first process wins, the others read what it made
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text(encoding="ascii").strip()
