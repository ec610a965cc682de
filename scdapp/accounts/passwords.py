"""Passwords: which are refused, and how the others are hashed. Slow by design, so never inside a transaction.

A service takes a `PasswordHash`, and `new` is the only maker of those: no door can forget the rules.
"""

import re
import unicodedata
from typing import NewType

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from scdapp.core.errors import Refusal

PasswordHash = NewType("PasswordHash", str)

LENGTH = range(12, 129)
# 19 MiB and some 50 ms a try: the default 64 MiB would let a handful of log-ins at once exhaust a small server.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# Nobody's password. An unknown address costs the same work as a known one, so time does not tell them apart.
NOBODY = PasswordHash(
    "$argon2id$v=19$m=19456,t=2,p=1$5PY995eDnzOYMnfFoheGiA$OXQe8BnZXdaRxHw1+P1HAe9VsojKrulLBWucFZxkLfA"
)

# Compared without case, and without the digits and signs that people put behind.
COMMON = frozenset(
    (
        *("012345678901", "0123456789012", "123456789012", "1234567890123", "12345678901234", "123456789123"),
        *("abcdefghijkl", "abcdefghijklm", "admin", "adminadmin", "adminadminadmin", "administrator", "administratör"),
        *("changeme", "changemenow", "hejhejhejhej", "hejsanhejsan", "iloveyou", "iloveyouiloveyou", "kaffekaffekaffe"),
        *("letmein", "letmeinletmein", "lösenord", "lösenordet", "lösenordlösenord", "mittlösenord", "nyttlösenord"),
        *("losenord", "losenordet", "password", "passwordpassword", "passw0rd", "p@ssw0rd", "qwerty", "qwertyqwerty"),
        *("qwertyuiop", "qwertyuiopå", "asdfghjkl", "asdfghjklö", "asdfghjklöä", "qwertyuiopasdfgh", "zxcvbnm"),
        *("sommar", "sommaren", "vinter", "vintern", "september", "oktober", "november", "december", "stockholm"),
        *("socialchef", "socialchefer", "socialcheferna", "socialchefsdagar", "socialchefsdagarna", "konferens"),
        *("socialtjänst", "socialtjänsten", "sverige", "sverigesverige", "välkommen", "välkommenhit", "welcome"),
    )
)
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_TAIL = re.compile(r"[\W\d_]+$")


def ensure_good(password: str, *, email: str, name: str) -> None:
    """Refuses one that is too short or too long, among the commonest, or the person's own address or name.

    No demands on kinds of characters (NIST SP 800-63B 3.1.1.2).
    """
    text = _one_form(password)
    if len(text) < LENGTH.start:
        raise Refusal(f"Lösenordet ska ha minst {LENGTH.start} tecken.", field="password")
    if len(text) not in LENGTH:
        raise Refusal(f"Lösenordet får ha högst {LENGTH.stop - 1} tecken.", field="password")
    if _letters(text) in {_letters(email), _letters(email.partition("@")[0]), _letters(name)} - {""}:
        raise Refusal("Lösenordet får inte vara namnet eller e-postadressen.", field="password")
    if _is_common(text.casefold()):
        raise Refusal("Lösenordet hör till de vanligaste. Välj ett som ingen annan skulle gissa.", field="password")


def new(password: str, *, email: str, name: str) -> PasswordHash:
    """The hash of a password that somebody has chosen. Refuses what `ensure_good` refuses."""
    ensure_good(password, email=email, name=name)
    return _hash(_one_form(password))


def matches(stored: str, password: str) -> bool:
    """Whether `password` is the one that `stored` was made from."""
    try:
        return _HASHER.verify(stored, _bytes(_one_form(password)))
    except (VerificationError, InvalidHashError):
        return False


def renewed(stored: str, password: str) -> PasswordHash | None:
    """A new hash of a password just found right, if `stored` was made with other parameters than today's."""
    return _hash(_one_form(password)) if _HASHER.check_needs_rehash(stored) else None


def _hash(text: str) -> PasswordHash:
    return PasswordHash(_HASHER.hash(_bytes(text)))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _one_form(password: str) -> str:
    """Keyboards differ in how they send å, ä and ö."""
    return unicodedata.normalize("NFC", password)


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold())


def _is_common(text: str) -> bool:
    return text in COMMON or _TAIL.sub("", text) in COMMON or len(set(text)) < 4
