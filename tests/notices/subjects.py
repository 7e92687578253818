"""Subjects of reminders as plain values, for the rules."""

from datetime import date, datetime

from scheduler.kernel.rules.identifiers import PartnershipId
from scheduler.kernel.rules.language import Language
from scheduler.notices.rules.ladders import Planned, Subject
from scheduler.notices.rules.recipients import Audience, Recipient, RecipientKind
from scheduler.notices.rules.reconciling import Kept
from scheduler.notices.rules.reminders import Reason, ReminderState, SubjectKind

DUE = date(2027, 3, 31)


def a_recipient(number: int = 1, timezone: str = "Asia/Shanghai") -> Recipient:
    """Return somebody with an address."""
    return Recipient(
        kind=RecipientKind.PERSON,
        id=number,
        name=f"Person {number}",
        address=f"person{number}@example.org",
        language=Language.EN,
        timezone=timezone,
    )


OWNER, OTHER = a_recipient(1), a_recipient(2, "Asia/Hong_Kong")


def an_action(
    anchor_on: date | None = DUE,
    *,
    quiet_because: Reason | None = None,
    owners: tuple[Recipient, ...] = (OWNER,),
    counterpart: tuple[Recipient, ...] = (OTHER,),
) -> Subject:
    """Return an action item with an owner and a coordinator across the table."""
    return Subject(
        kind=SubjectKind.ACTION_DUE,
        id=7,
        partnership_id=PartnershipId(1),
        anchor_on=anchor_on,
        quiet_because=quiet_because,
        audiences={Audience.OWNER: owners, Audience.COUNTERPART: counterpart},
    )


def a_meeting(starts_at: datetime, *participants: Recipient) -> Subject:
    """Return an announced meeting."""
    return Subject(
        kind=SubjectKind.MEETING,
        id=9,
        partnership_id=PartnershipId(1),
        anchor_on=starts_at.date(),
        over_at=starts_at,
        audiences={Audience.PARTICIPANT: participants or (OWNER,)},
    )


def kept(planned: Planned, state: ReminderState = ReminderState.PLANNED, row_id: int = 1) -> Kept:
    """Return the row that a planner would have written."""
    return Kept(
        id=row_id,
        key=planned.key,
        rung=planned.rung,
        recipient_key=planned.recipient.key,
        anchor_on=planned.anchor_on,
        state=state,
        fire_at=planned.fire_at,
        window_ends_at=planned.window_ends_at,
    )
