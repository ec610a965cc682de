"""For the server: `gunicorn wsgi:app`."""

from scdapp.app import create_app

app = create_app()
