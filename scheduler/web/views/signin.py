"""Signing in by a code or a link, and signing out.

The address a visitor wanted to see travels along as ``next`` in the query.
"""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.kernel.rules.errors import ThrottledError
from scheduler.notices.usecases.signin_letters import send_code
from scheduler.parties.usecases.sessions import end_session
from scheduler.parties.usecases.signin import (
    SignInAttempt,
    name_on_link,
    sign_in_with_code,
    sign_in_with_link,
)
from scheduler.web.context import links, reading, transaction, visitor
from scheduler.web.endpoints import public, signed_in
from scheduler.web.forms.handling import submitted
from scheduler.web.forms.signin import AddressForm, CodeForm
from scheduler.web.redirects import HOME, safe_path
from scheduler.web.sessions import browser_session
from scheduler.web.visitors import sign_in_browser, sign_out_browser

Page = Response | str | tuple[str, int]

bp = Blueprint("signin", __name__)


@bp.get("/signin")
@public
def ask() -> Page:
    """Ask for the address a code is to be sent to."""
    if visitor().session is not None:
        return redirect(_wanted(), code=303)
    left = request.args.get("left") == "1"
    return render_template("signin/ask.html", form=AddressForm(), wanted=_wanted(), left=left)


@bp.post("/signin")
@public
def send() -> Page:
    """Send a code, and show the page that takes it, whether or not anybody has that address."""
    form = AddressForm()
    try:
        if submitted(form, lambda: _send(form.email.data)):
            return redirect(_code_page(), code=303)
    except ThrottledError as error:
        form.refuse(None, error.reason)
        form.status = 429
    page = render_template("signin/ask.html", form=form, wanted=_wanted(), left=False)
    return page, form.status


@bp.get("/signin/code")
@public
def code() -> Page:
    """Ask for the code that was sent."""
    if visitor().session is not None:
        return redirect(_wanted(), code=303)
    return render_template("signin/code.html", form=CodeForm(), wanted=_wanted())


@bp.post("/signin/code")
@public
def enter() -> Page:
    """Let somebody in who has the code."""
    form = CodeForm()
    if form.validate():
        with transaction() as work:
            attempt = sign_in_with_code(
                work, code=form.code.data, browser_key=browser_session().key
            )
        if attempt.refusal is None:
            return _come_in(attempt)
        form.refuse("code", attempt.refusal.value)
    return render_template("signin/code.html", form=form, wanted=_wanted()), 422


@bp.get("/l/<token:token>")
@public
def link(token: str) -> Page:
    """Show whom a link signs in; a mail scanner that looks at it uses nothing up."""
    with reading() as work:
        name = name_on_link(work, token)
    return _on_link_page(name)


@bp.post("/l/<token:token>")
@public
def follow(token: str) -> Page:
    """Let somebody in who followed a link and pressed the button."""
    with transaction() as work:
        attempt = sign_in_with_link(work, token)
    return _on_link_page(None) if attempt.refusal is not None else _come_in(attempt)


@bp.post("/signout")
@signed_in
def leave() -> Response:
    """End the session, here and in our table, and let the browser forget its copies."""
    session = visitor().session
    if session is not None:
        with transaction() as work:
            end_session(work, session)
    sign_out_browser()
    response = redirect(url_for(".ask", left=1), code=303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _send(email: str) -> None:
    with transaction() as work:
        send_code(work, links(), email=email, browser_key=browser_session().key)


def _come_in(attempt: SignInAttempt) -> Response:
    sign_in_browser(attempt.key)
    return redirect(_wanted(), code=303)


def _on_link_page(name: str | None) -> tuple[str, int]:
    return render_template("signin/link.html", name=name), 404 if name is None else 200


def _wanted() -> str:
    return safe_path(request.args.get("next"))


def _code_page() -> str:
    wanted = _wanted()
    return url_for(".code") if wanted == HOME else url_for(".code", next=wanted)
