"""What the head of every public page tells: search engines, those who pass on a link, and both languages."""

from typing import Any

from flask import current_app, render_template, request
from markupsafe import Markup

from scdapp.core.language import in_language, language


def public_page(template: str, *, edition: Any, description: str = "", **rows: Any) -> str:
    """A page of the site. What organisers wrote is Swedish on every page, and marked so on English ones (`sv`)."""
    here = {code: in_language(code, str(request.endpoint), **(request.view_args or {})) for code in ("sv", "en")}
    return render_template(
        template,
        edition=edition,
        description=description,
        addresses=here,
        here=here[language()],
        site_root=current_app.config["BASE_URL"],
        sv=Markup(' lang="sv"') if language() == "en" else "",
        **rows,
    )
