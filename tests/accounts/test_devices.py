"""Browsers in a few words."""

import pytest

from scdapp.accounts.devices import device

MOZILLA = "Mozilla/5.0"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (f"{MOZILLA} (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox på Linux"),
        (f"{MOZILLA} (Windows NT 10.0; Win64; x64) Chrome/127.0.0.0 Safari/537.36 Edg/127.0", "Edge på Windows"),
        (f"{MOZILLA} (Windows NT 10.0; Win64; x64) Chrome/127.0.0.0 Safari/537.36", "Chrome på Windows"),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) Version/17.5 Safari/605.1.15", "Safari på Mac"),
        (f"{MOZILLA} (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1", "Safari på iPhone"),
        (f"{MOZILLA} (iPad; CPU OS 17_5 like Mac OS X) CriOS/127.0 Mobile Safari/604.1", "Chrome på iPad"),
        (f"{MOZILLA} (Linux; Android 14) Chrome/127.0.0.0 Mobile Safari/537.36", "Chrome på Android"),
        ("curl/8.5.0", "okänd webbläsare"),
        ("", "okänd webbläsare"),
    ],
)
def test_a_browser_is_named_in_a_few_words(user_agent: str, words: str) -> None:
    assert device(user_agent) == words
