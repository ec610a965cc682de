"""Money in whole öre, VAT per rate, and how both are written and read. Pure. Prices are told without VAT."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

NBSP = "\u00a0"
# What an integer column holds on every engine, with room to sum.
MOST = 10_000_000_00
_AMOUNT = re.compile(r"([0-9]+|[0-9]{1,3}(?:\s[0-9]{3})+)(?:[.,]([0-9]{1,2}))?")
_CURRENCY = re.compile(r"\s*(?:kr|kronor|sek|:-)\s*$|^\s*sek\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """An amount without VAT, in öre, and the rate that it is taxed at, in percent."""

    net: int
    rate: int


@dataclass(frozen=True)
class RateSum:
    """All lines of one rate together."""

    rate: int
    net: int
    vat: int


@dataclass(frozen=True)
class Sums:
    """What lines come to: per rate, the highest first, and in all."""

    rates: tuple[RateSum, ...] = ()

    @property
    def net(self) -> int:
        return sum(one.net for one in self.rates)

    @property
    def vat(self) -> int:
        return sum(one.vat for one in self.rates)

    @property
    def total(self) -> int:
        return self.net + self.vat


def sums(lines: Iterable[Line]) -> Sums:
    """Net and VAT per rate. VAT is reckoned on the sum of a rate and not line by line, as e-invoices demand (BR-CO)."""
    nets: dict[int, int] = defaultdict(int)
    for line in lines:
        nets[line.rate] += line.net
    return Sums(tuple(RateSum(rate, net, vat(net, rate)) for rate, net in sorted(nets.items(), reverse=True)))


def vat(net: int, rate: int) -> int:
    """The VAT on `net` at `rate` percent."""
    return share(net, rate)


def share(amount: int, percent: int) -> int:
    """So many percent of an amount, rounded to whole öre, halves away from zero."""
    rounded = (abs(amount) * percent + 50) // 100
    return rounded if amount >= 0 else -rounded


def kronor(ore: int, language: str = "sv") -> str:
    """ "4 950,50 kr" with hard spaces, "SEK 4,950.50" in English; without decimals when there are none."""
    whole, rest = divmod(abs(ore), 100)
    minus = "−" if ore < 0 else ""
    if language == "en":
        return f"{minus}SEK{NBSP}{whole:,}" + (f".{rest:02}" if rest else "")
    return f"{minus}{whole:,}".replace(",", NBSP) + (f",{rest:02}" if rest else "") + f"{NBSP}kr"


def plain(ore: int) -> str:
    """The amount as it stands in a field: "4950,50" or "4950"."""
    whole, rest = divmod(ore, 100)
    return f"{whole},{rest:02}" if rest else str(whole)


def parse(typed: str) -> int:
    """Öre of what people type: 4950,5 or 4 950.50 or 4 950 kr.

    Raises ValueError, with a sentence, for anything else and for more than `MOST`.
    """
    match = _AMOUNT.fullmatch(_CURRENCY.sub("", typed).strip())
    if match is None:
        raise ValueError("Skriv ett belopp i kronor, så här: 4 950 eller 4 950,50.")
    ore = int("".join(match[1].split())) * 100 + int((match[2] or "0").ljust(2, "0"))
    if ore > MOST:
        raise ValueError(f"Beloppet är för stort. Högst {kronor(MOST)} går att skriva.")
    return ore
