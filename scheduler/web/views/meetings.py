"""Meetings: the list, opening one, the overview, the date, the announcement."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.actions.queries.action_items import list_of_meeting, list_open_for_review
from scheduler.actions.usecases.lines import ActionLine, lines_of
from scheduler.kernel.rules.permissions import Permission
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.queries.meetings import MeetingFilter
from scheduler.meetings.rules.meetings import MeetingStatus
from scheduler.meetings.usecases.dating import date_meeting
from scheduler.meetings.usecases.delegations import people_page
from scheduler.meetings.usecases.meetings import plan_meeting
from scheduler.meetings.usecases.overview import MeetingHead, meeting_head, meeting_page
from scheduler.meetings.usecases.series_pages import series_choices
from scheduler.meetings.usecases.showing import meetings_page
from scheduler.notices.usecases.announcements import announce_to_participants, move_and_tell
from scheduler.web.arguments import page_number, text_asked, word_asked, year_asked
from scheduler.web.context import links, reading, transaction
from scheduler.web.endpoints import requires
from scheduler.web.forms.handling import submitted
from scheduler.web.forms.meetings import ArrangementForm, PlanForm, StepForm
from scheduler.web.templating import today

bp = Blueprint("meetings", __name__)

_REVIEWED: Final = 10


@bp.get("/meetings")
@requires(Permission.SEE_MEETINGS)
def index() -> str:
    """Show the meetings of all the reader's partnerships, the latest first."""
    wanted = MeetingFilter(
        partnership_ref=text_asked("partnership") or None,
        year=year_asked(),
        status=word_asked("status", MeetingStatus),
    )
    with reading() as work:
        page = meetings_page(work, wanted, number=page_number())
    return render_template("meetings/index.html", page=page, wanted=wanted)


@bp.route("/meetings/new", methods=["GET", "POST"])
@requires(Permission.EDIT_MEETINGS)
def new() -> Response | tuple[str, int]:
    """Open the undated meeting of a year."""
    with reading() as work:
        choices = series_choices(work)
    form = PlanForm({"series": request.args.get("series"), "year": today().year + 1})
    form.series.choices = [(choice.ref, choice.ref) for choice in choices]
    opened: list[str] = []

    def act() -> None:
        with transaction() as work:
            meeting = plan_meeting(work, form.series.data, form.year.data, confirmed=form.confirmed)
            opened.append(meeting.ref)

    if submitted(form, act):
        flash("meeting_opened")
        return redirect(url_for(".overview", ref=opened[0]), code=303)
    return render_template("meetings/new.html", form=form, choices=choices), form.status


@bp.get("/meetings/<ref:ref>")
@requires(Permission.SEE_MEETINGS)
def overview(ref: str) -> str:
    """Show one meeting: what is known, what is missing, who comes, what came of it."""
    with reading() as work:
        page = meeting_page(work, ref)
        head = page.head
        items = lines_of(work, list_of_meeting(work, head.id))
        open_items = _for_review(work, head, items) if head.status.is_ahead else []
    return render_template("meetings/overview.html", page=page, items=items, open_items=open_items)


@bp.route("/meetings/<ref:ref>/dates", methods=["GET", "POST"])
@requires(Permission.EDIT_MEETINGS)
def dates(ref: str) -> Response | tuple[str, int]:
    """Give a meeting its day, or move it."""
    head = _head(ref)
    form = ArrangementForm(_arranged(head))
    form.offer_zones(dict.fromkeys((head.when.zone, *head.zones)))

    def act() -> None:
        with transaction() as work:
            given, version, sure = form.arrangement, form.version.data, form.confirmed
            if head.status is MeetingStatus.PLANNED:
                date_meeting(work, ref, given, version=version, confirmed=sure)
            else:
                move_and_tell(work, links(), ref, given, version=version, confirmed=sure)

    if submitted(form, act):
        flash("meeting_dated" if head.status is MeetingStatus.PLANNED else "meeting_moved")
        return redirect(url_for(".overview", ref=ref), code=303)
    if form.stale:
        head = _head(ref)
        form.version.data = head.version
    return render_template("meetings/dates.html", head=head, form=form), form.status


@bp.route("/meetings/<ref:ref>/announce", methods=["GET", "POST"])
@requires(Permission.EDIT_MEETINGS)
def announce(ref: str) -> Response | tuple[str, int]:
    """Show who will be written to, and announce the meeting."""
    head = _head(ref)
    form = StepForm({"version": head.version})
    written: list[int] = []

    def act() -> None:
        with transaction() as work:
            written.append(announce_to_participants(work, links(), ref, version=form.version.data))

    if submitted(form, act):
        flash("meeting_announced_by_letter" if written[0] else "meeting_announced")
        return redirect(url_for(".overview", ref=ref), code=303)
    if form.stale:
        head = _head(ref)
        form.version.data = head.version
    with reading() as work:
        people = people_page(work, ref)
    page = render_template("meetings/announce.html", head=head, people=people, form=form)
    return page, form.status


def _for_review(
    work: UnitOfWork, head: MeetingHead, of_its_own: tuple[ActionLine, ...]
) -> list[ActionLine]:
    """Return what is open from earlier years; what the meeting itself gave rise to is no review."""
    own = {item.ref for item in of_its_own}
    found = list_open_for_review(work, head.partnership_id, _REVIEWED + len(own))
    return [item for item in lines_of(work, found) if item.ref not in own][:_REVIEWED]


def _head(ref: str) -> MeetingHead:
    with reading() as work:
        return meeting_head(work, ref, needing=Permission.EDIT_MEETINGS)


def _arranged(head: MeetingHead) -> dict[str, object]:
    when = head.when
    return {
        "starts": when.starts_at,
        "ends": when.ends_at,
        "timezone": when.zone,
        "host_side": head.host_side,
        "venue": head.venue,
        "conference_url": head.conference_url or "",
        "version": head.version,
    }
