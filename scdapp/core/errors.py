"""How the domain says no: three kinds of exceptions, rendered in one place (`core.web`)."""


class Refusal(Exception):
    """The domain refuses, with a sentence for the person in front of the screen.

    `field` names the form field that the sentence belongs beside, if there is one.
    Rendered as 422 on the form it came from.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Missing(Exception):
    """What was asked for does not exist, or not for this visitor (404)."""


class NotAllowed(Exception):
    """The person is known but may not do this (403)."""


class NeedsLogin(Exception):
    """Nobody is logged in and the door asks for somebody (redirect to the log-in page at `endpoint`)."""

    def __init__(self, endpoint: str = "accounts.new") -> None:
        super().__init__("not logged in")
        self.endpoint = endpoint


class EditConflict(Exception):
    """Somebody else saved the same thing meanwhile (409).

    Carries the version that now stands, so that the door can show both texts.
    """

    def __init__(self, current: object) -> None:
        super().__init__("changed by somebody else")
        self.current = current
