"""The application with the letters of these tests, for workers in processes of their own."""

from scdapp.app import create_app
from scdapp.outbox import registry
from tests.outbox.letters import PLACE, TICKET, WELCOME

app = create_app()
registry.install(app, [WELCOME, TICKET], [PLACE])
