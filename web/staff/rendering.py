"""Staff pages: rendered with the head they all share, and answers to what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.staff.sessions import Step
from web.staff.door import door, signed_in
from web.staff.navigation import entries

Faults = Mapping[str, str]
"""What was not taken: from the id of a field to what is the matter and the remedy."""


def page(
    template: str, faults: Faults | None = None, status: int = 200, **context: Any
) -> Response:
    """Render ``templates/staff/<template>.html``.

    Args:
        template: its name without folder and ending.
        faults: shown at the top, each a link to its field; the status is then 422.
        status: of a page without faults.
        context: what the template reads.
    """
    signed = signed_in()
    inside = signed is not None and signed.step is Step.DONE
    body = render_template(
        f"staff/{template}.html",
        council=door().hall.council,
        signed=signed,
        rooms=entries(signed.actor) if signed and inside else (),
        faults=faults or {},
        **context,
    )
    return make_response(body, 422 if faults else status)


def done(message: str, endpoint: str, **values: Any) -> ResponseReturnValue:
    """Go on to a page after something was done, and say there that it was."""
    flash(message)
    return redirect(url_for(endpoint, **values), 303)
