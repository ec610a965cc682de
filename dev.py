#!/usr/bin/env python3
"""Allt som behövs för att köra, prova och pröva scdapp.

    python3 dev.py run          ställ i ordning, ladda demot första gången, starta på http://127.0.0.1:8000
                                med en arbetare vid sidan, som skickar mejlen
    python3 dev.py test [...]   alla tester; det som står efter går vidare till pytest
    python3 dev.py check        form, lint, typer, importlagar, mallar, låsfil
    python3 dev.py bench [...]  mätningarna
    python3 dev.py setup        bara hämta paketen och uppdatera databasen (för en riktig installation)
    python3 dev.py translate    hämta nya texter till den engelska översättningen

Utifrån kan man sätta PORT (8000), SCDAPP_INSTANCE (datamappen, annars instance/), SCDAPP_NOW (demots tid),
DATABASE_URL (annars SQLite i datamappen) och SCDAPP_SMTP (annars skrivs mejlen i datamappen). Det enda som behövs
på datorn är Python 3.11 eller nyare.
"""

import errno
import hashlib
import importlib.util
import os
import socket
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
UV = "0.13.9"
ROOT = Path(__file__).resolve().parent
ENV = ROOT / ".venv"
BIN = ENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / "python")
STAMP = ENV / "dev.stamp"

CHECKS = {
    "form": [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."],
    "lint": [PYTHON, "-m", "ruff", "check", "--quiet", "."],
    "typer": [PYTHON, "-m", "mypy", "--no-error-summary"],
    "importlagar": [str(BIN / "lint-imports"), "--no-logo"],
    "mallar": [PYTHON, "-m", "djlint", "--lint", "--quiet", "templates"],
    "låsfil": [PYTHON, "-m", "pytest", "--no-header", "tests/test_lock.py"],
}
BABEL = ("-m", "babel.messages.frontend", "--quiet")
EXTRACT = (
    *(*BABEL, "extract", "-F", "pyproject.toml", "-k", "lazy_gettext", "-k", "lazy_ngettext:1,2"),
    *("--no-location", "--sort-output", "--omit-header"),
)


def main(words):
    """Do what the first word says and give back the exit code."""
    if sys.version_info < OLDEST:
        return "scdapp behöver Python 3.11 eller nyare. Det här är {}.{}.".format(*sys.version_info)
    commands = {"run": run, "setup": setup, "test": test, "check": check, "bench": bench, "translate": translate}
    command = commands.get(words[0]) if words else None
    if command is None:
        print(__doc__)
        return 0 if words[:1] in (["help"], ["-h"], ["--help"]) else 2
    if "SCDAPP_INSTANCE" in os.environ:
        os.environ["SCDAPP_INSTANCE"] = str(Path(os.environ["SCDAPP_INSTANCE"]).resolve())
    os.chdir(ROOT)
    try:
        return command(*words[1:])
    except subprocess.CalledProcessError as failed:
        return f"Det gick inte. Kommandot som stannade: {' '.join(map(str, failed.cmd))}"
    except KeyboardInterrupt:
        return "Avbrutet."


def say(sentence):
    print(sentence, flush=True)


def call(*command, **more):
    subprocess.run(command, check=True, env={**os.environ, **more})


def tool(*command):
    """Run a module of the environment and give back its exit code."""
    return subprocess.run([PYTHON, "-m", *command], check=False).returncode


def run():
    """Set up, migrate, load the demo the first time, serve. Ends with the server, and the worker with it."""
    if os.name == "nt":
        return "run fungerar på Linux och macOS. På Windows: använd WSL."
    port = os.environ.get("PORT", "8000")
    refusal = port_refusal(port)
    if refusal:
        return refusal
    os.environ.setdefault("SCDAPP_DEMO", "1")
    setup()
    if os.environ["SCDAPP_DEMO"] == "1":
        say("Ser till att demot finns …")
        call(PYTHON, "-m", "flask", "--app", "wsgi", "demo", "load")
    say(f"\nÖppna http://127.0.0.1:{port}  (Ctrl+C stannar)\n")
    # We become the server, so whatever ends this process ends it; the worker watches for that and follows.
    subprocess.Popen([PYTHON, "-m", "flask", "--app", "wsgi", "worker", "run", f"--parent={os.getpid()}"])
    server = ["--workers=2", "--threads=2", "--graceful-timeout=5", "--no-control-socket", "--log-level=warning"]
    return os.execv(PYTHON, [PYTHON, "-m", "gunicorn", *server, f"--bind=127.0.0.1:{port}", "wsgi:app"])


def setup():
    """What a real installation needs after each new version: the packages, and the database brought up to date."""
    prepare("run")
    say("Ser till att databasen är av rätt version …")
    call(PYTHON, "-m", "flask", "--app", "wsgi", "db", "upgrade")
    return 0


def test(*words):
    """As many processes as the computer has cores: `-n0` among the words gives one."""
    prepare("test")
    return tool("pytest", "-n=auto", "--dist=worksteal", *words)


def check():
    """Every check, also after one has failed; says which did."""
    prepare("test")
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    say(f"Att rätta: {', '.join(failed)}." if failed else "Allt stämmer.")
    return 1 if failed else 0


def passes(name, command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    say(f"{name}: {'bra' if done.returncode == 0 else 'inte bra'}")
    if done.returncode:
        say(done.stdout + done.stderr)
    return done.returncode == 0


def bench(*words):
    prepare("test")
    return tool("tests.bench", *words)


def translate():
    """Swedish stands in the code; the English catalogue gets what is new and keeps what it has."""
    prepare("test")
    template = str(ENV / "messages.pot")
    call(PYTHON, *EXTRACT, "-o", template, ".")
    target = ("-i", template, "-d", "scdapp/translations", "-l", "en")
    keep = ("--no-fuzzy-matching", "--ignore-obsolete", "--init-missing", "--ignore-pot-creation-date")
    call(PYTHON, *BABEL, "update", *target, *keep)
    say("Nya texter står tomma i scdapp/translations/en/LC_MESSAGES/messages.po.")
    return 0


def prepare(what):
    """An environment in .venv with exactly what uv.lock says: for `run` what the application needs, else everything."""
    locked = b"".join((ROOT / name).read_bytes() for name in ("uv.lock", "pyproject.toml"))
    mark = f"{hashlib.sha256(locked).hexdigest()} {sys.version_info[:2]}"
    done = STAMP.read_text().splitlines() if STAMP.exists() else []
    if done[:1] == [mark] and what in done:
        return
    if not has_uv():
        say(f"Gör en egen Python-miljö i {ENV.name}/ och hämtar uv {UV} …")
        make_environment()
    say("Hämtar paketen som uv.lock räknar upp (första gången någon halv minut) …")
    only = ["--no-dev"] if what == "run" else []
    sync = [PYTHON, "-m", "uv", "sync", "--quiet", "--frozen", "--inexact", "--no-install-project", *only]
    call(*sync, "--python", PYTHON, UV_PROJECT_ENVIRONMENT=str(ENV), UV_PYTHON_DOWNLOADS="never")
    STAMP.write_text("\n".join([mark, "run", *([] if only else ["test"])]))


def has_uv():
    try:
        found = subprocess.run([PYTHON, "-m", "uv", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return found.stdout.split()[1:2] == [UV]


def make_environment():
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        sys.exit("Python saknar modulen venv. På Debian och Ubuntu: sudo apt install python3-venv")
    call(sys.executable, "-m", "venv", str(ENV))
    call(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"uv=={UV}")


def port_refusal(port):
    """Why the port cannot be used, in a sentence, or None."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT ska vara ett tal mellan 1 och 65535, inte ”{port}”."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            why = "används redan" if error.errno == errno.EADDRINUSE else "får inte användas"
            return f"Port {port} {why}. Välj en annan: PORT=8001 python3 dev.py run"
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
