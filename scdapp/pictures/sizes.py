"""How large pictures may be and in which widths they are kept. Pure."""

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000
WIDTHS = (480, 960, 1600)


def widths_for(width: int) -> tuple[int, ...]:
    """The widths in which a picture of `width` is kept, smallest first: never enlarged, never wider than the last."""
    largest = min(width, WIDTHS[-1])
    return (*(w for w in WIDTHS if w < largest), largest)
