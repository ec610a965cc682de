"""kill -9 in the middle of a rush: what somebody was told is true, and no mail is lost.

Two seeds in the suite; SCDAPP_SEEDS=20 runs twenty.
"""

import os
import threading
import time
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.core.db import db
from scdapp.outbox.models import Mail
from tests.rush import ledger
from tests.rush.crowd import Visitor, crowd, rush
from tests.rush.servers import MailWorker, Server, mailing, serving
from tests.rush.test_seats import PATH, open_category
from tests.smtp import Sink

pytest_plugins = ["tests.smtp"]
pytestmark = pytest.mark.slow

SEEDS = int(os.environ.get("SCDAPP_SEEDS", "2"))
PEOPLE = 40
# What is killed, in an order of chance: one of a server's workers, a server with all its workers, the mail worker.
KILLS = ("worker", "server", "post", "post")
SOON = {"SCDAPP_MAIL_LEASE_SECONDS": "5", "SCDAPP_MAIL_RETRY_SECONDS": "1"}


@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_was_told_is_kept_and_no_mail_is_lost(app: Flask, sink: Sink, seed: int) -> None:
    category = open_category(PEOPLE // 2)
    sink.refuse(PEOPLE // 5)
    with serving(app) as servers, mailing(app, SCDAPP_SMTP=sink.url, **SOON) as post:
        visitors = crowd(PEOPLE, [one.port for one in servers], PATH)
        everybody = threading.Thread(target=rush, args=(visitors,))
        everybody.start()
        _kill_at_random(visitors, everybody, servers, post, Random(seed))
        everybody.join()
        for server in servers:
            server.wait()
        counted = ledger.read(category)
        mails = {f"<{uid}@127.0.0.1>" for uid in db.session.scalars(select(Mail.uid))}
        db.session.rollback()
        sink.wait_for(len(mails), seconds=300)
    told = {one.address for one in visitors if one.told_it_went_well}
    assert told <= counted.addresses, "somebody was shown a confirmation and is not there"
    assert {answer for one in visitors for answer in one.answers} <= {0, 200, 303}
    ledger.assert_sound(counted)
    assert set(sink.ids) == mails
    assert sink.ids.total() - len(mails) <= KILLS.count("post"), "more than one repeated per kill"
    assert set(db.session.scalars(select(Mail.state))) <= {"sent"}


def _kill_at_random(
    visitors: list[Visitor], everybody: threading.Thread, servers: list[Server], post: MailWorker, chance: Random
) -> None:
    """Each kill after a share of all answers that chance decides; what was killed starts again at once."""
    order = chance.sample(KILLS, len(KILLS))
    moments = sorted(chance.uniform(0.2, 0.9) for _ in order)
    for what, moment in zip(order, moments, strict=True):
        while everybody.is_alive() and sum(len(one.answers) for one in visitors) < moment * 3 * PEOPLE:
            time.sleep(0.002)
        if what == "post":
            post.kill()
            post.start()
        elif what == "server":
            server = chance.choice(servers)
            server.kill()
            server.start()
        else:
            # One that has just been started again may have none yet.
            os.kill(chance.choice([pid for one in servers for pid in one.pids()[1:]]), 9)
