"""Who takes part in a meeting: the list, inviting, removing, replying."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from scheduler.kernel.rules.permissions import Permission
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.rules.participants import ParticipantFunction, PartStat
from scheduler.meetings.usecases.delegations import Candidate, participant_line, people_page
from scheduler.meetings.usecases.overview import meeting_head
from scheduler.meetings.usecases.participants import remove_participant, reply_to_invitation
from scheduler.notices.usecases.announcements import invite_participant
from scheduler.web.context import current_language, links, reading, transaction
from scheduler.web.endpoints import requires
from scheduler.web.forms.base import Form
from scheduler.web.forms.handling import submitted
from scheduler.web.forms.participants import DelegateForm, GuestForm, ReplyForm
from scheduler.web.templating import best

bp = Blueprint("participants", __name__)

_MEMBER: Final = ParticipantFunction.MEMBER
# What a form is given that stands beside the one that was sent.
_NOTHING: Final[MultiDict[str, str]] = MultiDict()


@bp.get("/meetings/<ref:ref>/people")
@requires(Permission.SEE_MEETINGS)
def index(ref: str) -> str:
    """Show both delegations with their replies, and whom the reader may add."""
    return _page(ref, DelegateForm(), GuestForm())


@bp.post("/meetings/<ref:ref>/people")
@requires(Permission.EDIT_PARTICIPANTS)
def add(ref: str) -> Response | tuple[str, int]:
    """Put somebody the partnership knows on the list."""
    form = DelegateForm()
    with reading() as work:
        form.offer((one.public_id, "") for one in people_page(work, ref).candidates)
    return _added(
        ref,
        form,
        lambda work: invite_participant(work, links(), ref, form.delegate, form.function.data),
        lambda: _page(ref, form, GuestForm(sent=_NOTHING)),
    )


@bp.post("/meetings/<ref:ref>/people/guests")
@requires(Permission.EDIT_PARTICIPANTS)
def add_guest(ref: str) -> Response | tuple[str, int]:
    """Put a guest on the list."""
    form = GuestForm()
    with reading() as work:
        form.offer((one.public_id, "") for one in people_page(work, ref).organisations)
    return _added(
        ref,
        form,
        lambda work: invite_participant(work, links(), ref, form.guest, form.guest_function.data),
        lambda: _page(ref, DelegateForm(sent=_NOTHING), form),
    )


@bp.post("/meetings/<ref:ref>/people/<public_id>/remove")
@requires(Permission.EDIT_PARTICIPANTS)
def remove(ref: str, public_id: str) -> Response:
    """Take somebody off the list."""
    with transaction() as work:
        remove_participant(work, ref, public_id)
    flash("participant_removed")
    return redirect(url_for(".index", ref=ref), code=303)


@bp.route("/meetings/<ref:ref>/people/<public_id>/reply", methods=["GET", "POST"])
@requires(Permission.REPLY)
def reply(ref: str, public_id: str) -> Response | tuple[str, int]:
    """Take the reply of a participant, from themselves or on their behalf."""
    with reading() as work:
        head = meeting_head(work, ref)
        line = participant_line(work, ref, public_id)
    known = None if line.partstat is PartStat.NEEDS_ACTION else line.partstat
    form = ReplyForm({"partstat": known, "deputy_name": line.deputy_name})

    def act() -> None:
        with transaction() as work:
            reply_to_invitation(
                work, ref, public_id, form.partstat.data, deputy_name=form.deputy_name
            )

    if submitted(form, act):
        flash("reply_recorded")
        return redirect(url_for(".index", ref=ref), code=303)
    return render_template("meetings/reply.html", head=head, line=line, form=form), form.status


def _added(
    ref: str, form: Form, invite: Callable[[UnitOfWork], int], show: Callable[[], str]
) -> Response | tuple[str, int]:
    written: list[int] = []

    def act() -> None:
        with transaction() as work:
            written.append(invite(work))

    if submitted(form, act):
        flash("participant_written_to" if written[0] else "participant_added")
        return redirect(url_for(".index", ref=ref), code=303)
    return show(), form.status


def _page(ref: str, delegate: DelegateForm, guest: GuestForm) -> str:
    with reading() as work:
        head = meeting_head(work, ref)
        people = people_page(work, ref)
    delegate.function.data = delegate.function.data or _MEMBER
    guest.guest_function.data = guest.guest_function.data or _MEMBER
    delegate.offer((one.public_id, _label(one)) for one in people.candidates)
    guest.offer((one.public_id, best(one.organisation_name)) for one in people.organisations)
    return render_template(
        "meetings/people.html", head=head, people=people, delegate=delegate, guest=guest
    )


def _label(candidate: Candidate) -> str:
    """Return a name with post and organisation, in the reader's language."""
    name = candidate.name.in_language(current_language()) if candidate.name else ""
    return " · ".join((name, best(candidate.post_name), best(candidate.organisation_name)))
