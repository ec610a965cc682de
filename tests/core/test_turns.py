"""Writers stand in line: one at a time, also among threads, and nobody waits for themselves or for the dead."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from scdapp.core.turns import turn

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such lock")


@pytest.fixture
def file(tmp_path: Path) -> Engine:
    return create_engine(f"sqlite:///{tmp_path / 'scdapp.db'}")


def test_one_at_a_time_and_all_come_to_their_turn(file: Engine) -> None:
    inside, most = 0, 0

    def write() -> None:
        nonlocal inside, most
        for _ in range(50):
            with turn(file), turn(file):
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=write) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert (inside, most, [one.is_alive() for one in threads]) == (0, 1, [False] * 4)


HOLD = """
import sys, time
from sqlalchemy import create_engine
from scdapp.core.turns import turn
with turn(create_engine(sys.argv[1])):
    print("has it", flush=True)
    time.sleep(600)
"""


def test_the_turn_of_a_killed_process_is_free(file: Engine) -> None:
    command = [sys.executable, "-c", HOLD, str(file.url)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"has it\n"
        holder.kill()
    with turn(file):
        pass


def test_other_databases_have_no_line(tmp_path: Path) -> None:
    with turn(create_engine("sqlite://")), turn(create_engine("postgresql+psycopg://nowhere/x")):
        pass
    assert list(tmp_path.iterdir()) == []
