"""A few words for a browser, so that people recognise their own log-ins in a list."""

from flask_babel import gettext

# In this order: most browsers also call themselves Chrome or Safari, most systems Linux or Mac.
_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "Chromebook",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


def device(user_agent: str) -> str:
    """ "Firefox på Windows", as far as the browser says; "okänd webbläsare" otherwise."""
    browser = next((name for mark, name in _BROWSERS.items() if mark in user_agent), None)
    system = next((name for mark, name in _SYSTEMS.items() if mark in user_agent), None)
    browser = browser or str(gettext("okänd webbläsare"))
    return str(gettext("%(browser)s på %(system)s", browser=browser, system=system)) if system else browser
