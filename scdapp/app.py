"""create_app: the only place that knows every slice."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from sqlalchemy.orm import configure_mappers
from werkzeug.middleware.proxy_fix import ProxyFix

from scdapp import menus, worker
from scdapp.accounts import cli as accounts_cli
from scdapp.accounts import current as current_account
from scdapp.accounts import my_account, preview
from scdapp.accounts import organiser as account_admin
from scdapp.accounts import views as accounts
from scdapp.admission import category_organiser as category_desk
from scdapp.admission import copy_service as admission_copies
from scdapp.admission import letters as admission_letters
from scdapp.admission import organiser as admission_desk
from scdapp.admission import product_organiser as product_desk
from scdapp.admission import question_organiser as question_desk
from scdapp.admission import views as admission
from scdapp.admission import watch_views as opening_watch
from scdapp.annals import views as annals
from scdapp.badges import list_organiser as name_list_desk
from scdapp.badges import organiser as badge_desk
from scdapp.checkin import desk_views as checkin_desk
from scdapp.checkin import views as checkin
from scdapp.core import assets, clock, configuration, language, log, sealed, templating, web
from scdapp.core.db import db
from scdapp.core.gapped import Gapped
from scdapp.core.kept import Kept, Shelf
from scdapp.core.revalidation import Revalidation
from scdapp.dashboard import board_organiser as board_desk
from scdapp.dashboard import organiser as dashboard
from scdapp.dashboard import status
from scdapp.decisions import follow_up_organiser as follow_up_desk
from scdapp.decisions import follow_up_service
from scdapp.decisions import queries as decision_queries
from scdapp.decisions import register_organiser as register_desk
from scdapp.decisions import roll_organiser as roll_desk
from scdapp.decisions import screen_organiser as stage
from scdapp.decisions import stage_organiser as hall_desk
from scdapp.decisions import voice_organiser as voice_desk
from scdapp.decisions import vote_organiser as vote_desk
from scdapp.demo import cli as demo_cli
from scdapp.demo import clockwork
from scdapp.demo import views as demo
from scdapp.editions import key_date_organiser as key_date_desk
from scdapp.editions import organiser as edition_desk
from scdapp.elections import ballot_organiser as ballot_desk
from scdapp.elections import desk_organiser as election_desk
from scdapp.elections import mandate_service
from scdapp.elections import office_organiser as office_desk
from scdapp.feeds import views as feeds
from scdapp.figures import organiser as figures
from scdapp.focus import organiser as focus_desk
from scdapp.focus import tag_organiser as focus_tag_desk
from scdapp.guests import letters as guest_letters
from scdapp.guests import registry as guest_registry
from scdapp.guests import views as guests
from scdapp.imports import cli as imports_cli
from scdapp.intake import organiser as list_desk
from scdapp.invoicing import organiser as invoice_desk
from scdapp.mailings import letters as mailing_letters
from scdapp.mailings import organiser as mailing_desk
from scdapp.meetings import agenda_organiser as agenda_desk
from scdapp.meetings import calendar_organiser as board_calendar
from scdapp.meetings import cancel_organiser as meeting_cancel_desk
from scdapp.meetings import display as meeting_display
from scdapp.meetings import document_organiser as document_desk
from scdapp.meetings import letters as meeting_letters
from scdapp.meetings import motion_organiser as motion_desk
from scdapp.meetings import motion_views as motions
from scdapp.meetings import notice_organiser as notice_desk
from scdapp.meetings import organiser as meeting_desk
from scdapp.meetings import queries as meeting_queries
from scdapp.meetings import statute_organiser as statute_desk
from scdapp.members import list_organiser as member_list_desk
from scdapp.members import organiser as member_desk
from scdapp.members import queries as member_queries
from scdapp.mine import booking_views as my_booking
from scdapp.mine import calendar_views as my_calendar
from scdapp.mine import day_views as my_day
from scdapp.mine import link_views as mine_links
from scdapp.mine import seat_choice_views as my_seat_choice
from scdapp.mine import seat_end_views as my_seat_end
from scdapp.mine import seat_queue_views as my_seat_queue
from scdapp.mine import seat_share_views as my_seat_share
from scdapp.mine import seat_views as my_seat
from scdapp.mine import views as mine
from scdapp.minutes import chain_organiser as chain_desk
from scdapp.minutes import cli as minutes_cli
from scdapp.minutes import file_organiser as minutes_files
from scdapp.minutes import letters as minutes_letters
from scdapp.minutes import link_views as attesting
from scdapp.minutes import organiser as minutes_desk
from scdapp.minutes import paragraph_organiser as paragraph_desk
from scdapp.minutes import proof_views as proof
from scdapp.minutes import service as minutes_service
from scdapp.minutes import signing_organiser as minutes_signing
from scdapp.minutes import views as minutes
from scdapp.needs import organiser as needs_desk
from scdapp.needs import views as needs
from scdapp.organisations import organiser as organisation_desk
from scdapp.outbox import organiser as outbox_desk
from scdapp.outbox import registry as outbox_registry
from scdapp.outbox.letters import Letter
from scdapp.people import announcement_organiser as announcement_desk
from scdapp.people import organiser as people_desk
from scdapp.pictures import views as pictures
from scdapp.privacy import cli as privacy_cli
from scdapp.privacy import views as privacy
from scdapp.programme import copy_organiser as copy_desk
from scdapp.programme import organiser as session_desk
from scdapp.programme import place_organiser as place_desk
from scdapp.registration import letters as registration_letters
from scdapp.registration import organiser as registration_desk
from scdapp.registration import queries as registration_queries
from scdapp.registration import queue_organiser as queue_desk
from scdapp.registration import queue_service as registration_queues
from scdapp.registration import seat_organiser as seat_desk
from scdapp.registration import views as registration
from scdapp.releases import organiser as release_desk
from scdapp.seminars import letters as seminar_letters
from scdapp.seminars import organiser as seminar_desk
from scdapp.seminars import public_views as seminars
from scdapp.seminars import release_service as seminar_releases
from scdapp.seminars import views as my_seminars
from scdapp.site import meeting_views as annual_meetings
from scdapp.site import views as site
from scdapp.tokens.rules import LinkKind

DOORS = (
    *(site.door, feeds.door, pictures.door, status.door, registration.door),
    annals.door,
    *(accounts.door, my_account.door, preview.door, account_admin.door),
    *(admission.door, opening_watch.door),
    *(admission_desk.door, category_desk.door, product_desk.door, question_desk.door),
    *(privacy.notice, privacy.own),
    *(guests.door, mine.door, mine_links.door, my_day.door, my_booking.door, my_seat.door),
    *(my_seat_choice.door, my_seat_end.door, my_seat_share.door, my_seat_queue.door),
    *(my_seminars.door, seminars.door, seminar_desk.door, my_calendar.door),
    *(dashboard.door, figures.door, edition_desk.door, key_date_desk.door, copy_desk.door),
    *(checkin.door, checkin_desk.door, badge_desk.door, name_list_desk.door),
    *(needs.door, needs_desk.door),
    *(
        organisation_desk.door,
        people_desk.door,
        announcement_desk.door,
        place_desk.door,
        session_desk.door,
        release_desk.door,
        outbox_desk.door,
    ),
    *(registration_desk.door, seat_desk.door, queue_desk.door, mailing_desk.door, invoice_desk.door, list_desk.door),
    *(board_desk.door, member_desk.door, member_list_desk.door),
    *(
        meeting_desk.door,
        meeting_cancel_desk.door,
        statute_desk.door,
        agenda_desk.door,
        motion_desk.door,
        notice_desk.door,
        document_desk.door,
    ),
    *(motions.door, annual_meetings.door, board_calendar.door),
    *(hall_desk.door, vote_desk.door, roll_desk.door, voice_desk.door, register_desk.door, stage.door),
    *(election_desk.door, ballot_desk.door, paragraph_desk.door),
    *(minutes_desk.door, minutes_files.door, minutes_signing.door, chain_desk.door),
    *(minutes.door, proof.door, attesting.door),
    *(follow_up_desk.door, focus_desk.door, office_desk.door, focus_tag_desk.door),
)
# What hears by signals of changes further down. A module that nobody imports hears nothing.
LISTENERS = (
    admission_copies,
    registration_queues,
    seminar_releases,
    follow_up_service,
    mandate_service,
    minutes_service,
)
COMMANDS = (accounts_cli.group, imports_cli.group, privacy_cli.group, minutes_cli.group, demo_cli.group, worker.group)
# What the post may send, and the secret links that may stand in it.
LETTERS: tuple[Letter, ...] = (
    *admission_letters.LETTERS,
    *guest_letters.LETTERS,
    *registration_letters.LETTERS,
    *seminar_letters.LETTERS,
    *mailing_letters.LETTERS,
    *meeting_letters.LETTERS,
    *minutes_letters.LETTERS,
)
LINK_KINDS: tuple[LinkKind, ...] = (
    *admission_letters.LINK_KINDS,
    *guest_letters.LINK_KINDS,
    *registration_letters.LINK_KINDS,
    *seminar_letters.LINK_KINDS,
    *meeting_letters.LINK_KINDS,
    *minutes_letters.LINK_KINDS,
)
# Who knows an e-mail address: only those are sent a link to log in.
KNOWERS = (registration_queries.knows, member_queries.knows, meeting_queries.knows, decision_queries.knows)


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The application, configured from the environment; `config` wins over it (for tests)."""
    given = dict(config or {})
    instance = Path(given.pop("INSTANCE", None) or configuration.instance_folder()).resolve()
    instance.mkdir(parents=True, exist_ok=True)
    app = Flask(
        "scdapp",
        instance_path=str(instance),
        static_folder=None,
        template_folder=str(web.resource_folder("templates")),
    )
    app.config.from_mapping(configuration.configuration(instance))
    app.config.from_mapping(given)
    _install_tools(app)
    _open_doors(app)
    # Once, before the server forks: else each of its workers begins with it while people wait.
    configure_mappers()
    return app


def _install_tools(app: Flask) -> None:
    log.install(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.bytecode_cache = templating.compiled(Path(app.instance_path))
    app.extensions["scdapp.shelf"] = Shelf[Kept]()
    app.extensions["scdapp.gapped"] = Shelf[Gapped]()
    db.init_app(app)
    sealed.install(app)
    Migrate(app, db, directory=str(web.resource_folder("migrations")), render_as_batch=True, compare_type=True)
    if proxies := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    CSRFProtect(app)
    web.install(app)
    app.wsgi_app = Revalidation(app)  # type: ignore[method-assign]
    language.install(app)
    assets.install(app)
    templating.install(app)
    current_account.install(app)
    guest_registry.install(app, KNOWERS)
    outbox_registry.install(app, LETTERS, LINK_KINDS)
    app.jinja_env.globals.update(main_menu=menus.main_menu, desk_menu=menus.desk_menu, desk_home=menus.desk_home)
    meeting_display.install(app)
    app.jinja_env.globals.update(desk_name=menus.desk_name)
    if app.config["DEMO"]:
        clockwork.install(app)
    clock.install(app.config, app.extensions)


def _open_doors(app: Flask) -> None:
    for door in DOORS:
        app.register_blueprint(door)
    if app.config["DEMO"]:
        app.register_blueprint(demo.door)
    for group in COMMANDS:
        app.cli.add_command(group)
