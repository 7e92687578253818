"""Writing action items: a new one, from a decision or a meeting or on its own; another wording."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.actions.rules.action_items import Priority
from scheduler.actions.usecases.action_items import add_action_item, edit_action_item
from scheduler.actions.usecases.action_page import action_page
from scheduler.actions.usecases.drafting import (
    EditActionPage,
    edit_action_page,
    new_action_page,
    partnership_of,
)
from scheduler.actions.usecases.origins import Origin
from scheduler.kernel.rules.permissions import Permission
from scheduler.web.context import reading, transaction
from scheduler.web.endpoints import requires
from scheduler.web.forms.actions import ActionForm, EditActionForm
from scheduler.web.forms.handling import submitted
from scheduler.web.templating import current

bp = Blueprint("action_editing", __name__, url_prefix="/actions")


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.CREATE_ACTIONS)
def new() -> Response | str | tuple[str, int]:
    """Write a new item; without a partnership in sight, ask for it first."""
    origin = Origin(
        decision_ref=request.args.get("decision") or None,
        meeting_ref=request.args.get("meeting") or None,
    )
    with reading() as work:
        chosen = partnership_of(work, origin) or _chosen()
        page = new_action_page(work, chosen, origin) if chosen else None
    if page is None or chosen is None:
        return render_template("actions/choose_partnership.html")
    form = ActionForm({"priority": str(int(Priority.NORMAL))})
    form.offer(page.owners, (commitment.ref for commitment in page.commitments))
    added: list[str] = []

    def add() -> None:
        commitment_ref = form.commitment.data or None
        source = Origin(origin.decision_ref, origin.meeting_ref, commitment_ref)
        with transaction() as work:
            item = add_action_item(
                work, chosen, form.draft, origin=source, confirmed=form.confirmed
            )
            added.append(item.ref)

    if submitted(form, add):
        flash("action_added")
        return redirect(url_for("actions.detail", ref=added[0]), code=303)
    return render_template("actions/new.html", page=page, form=form), form.status


@bp.route("/<ref:ref>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_ACTIONS)
def edit(ref: str) -> Response | str | tuple[str, int]:
    """Change what an item says; after somebody else's change both wordings are shown."""
    with reading() as work:
        page = edit_action_page(work, ref)
    form = EditActionForm(_values(page))
    form.offer(page.owners)

    def save() -> None:
        with transaction() as work:
            edit_action_item(
                work,
                ref,
                form.draft,
                version=form.version.data,
                reason=form.reason.data or "",
                confirmed=form.confirmed,
            )

    if submitted(form, save):
        flash("action_saved")
        return redirect(url_for("actions.detail", ref=ref), code=303)
    with reading() as work:
        now = action_page(work, ref)
    return render_template("actions/edit.html", page=page, form=form, now=now), form.status


def _chosen() -> str | None:
    """Return the partnership named in the address, or the only one the reader has."""
    own = [partnership.ref for partnership in current().partnerships]
    return request.args.get("partnership") or (own[0] if len(own) == 1 else None)


def _values(page: EditActionPage) -> dict[str, object]:
    return {
        "title": page.title,
        "text": page.text,
        "measure": page.measure,
        "lead": page.lead,
        "counterpart": page.counterpart,
        "due_on": page.due_on,
        "priority": str(int(page.priority)),
        "version": page.version,
    }
