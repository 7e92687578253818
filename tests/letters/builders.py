"""Letters for the tests, right in every field unless told otherwise."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from scheduler.kernel.renderer import Renderer
from scheduler.kernel.rules.language import Language
from scheduler.letters.composing import Envelope
from scheduler.letters.contexts import (
    Digest,
    DigestAction,
    DigestMeeting,
    DigestPartnership,
    Invitation,
    LetterContext,
    MeetingAnnounced,
    SigninCode,
)
from scheduler.letters.letter import Letter

ROOT = Path(__file__).parents[2]
RENDERER = Renderer(ROOT / "templates", ROOT / "scheduler" / "translations")

DATE = datetime(2027, 2, 26, 1, 0, tzinfo=UTC)
MESSAGE_ID = "<0123456789abcdef@scheduler.example>"
LINK = "https://scheduler.example/"

ENVELOPE = Envelope(
    to_address="chan@cityu.example",
    to_name="CHAN Tai Man, Peter 陳大文",
    from_address="scheduler@example.org",
    from_name="会商日程",
    reply_to="liaison@example.org",
    message_id=MESSAGE_ID,
    date=DATE,
)

ACTION = DigestAction(
    ref="SC-CITYU/2027/A03",
    title="Set up <the> laboratory & show it 虚拟现实实验室",
    due_on=date(2027, 3, 5),
    days_left=7,
    light="blue",
    link=f"{LINK}actions/SC-CITYU/2027/A03",
)

MEETING = DigestMeeting(
    ref="SC-CITYU/2027/M01",
    title="Consultation meeting 2027",
    starts_at=datetime(2027, 3, 5, 1, 30, tzinfo=UTC),
    zone="Asia/Hong_Kong",
    days_left=7,
    venue="Room 201, Chengdu",
    link=f"{LINK}meetings/SC-CITYU/2027/M01",
)


def a_digest(*actions: DigestAction, meetings: tuple[DigestMeeting, ...] = ()) -> Digest:
    """Return the digest of one partnership."""
    partnership = DigestPartnership(
        ref="SC-CITYU", name="Sichuan × CityU", actions=actions, meetings=meetings
    )
    return Digest(
        name="Dr Example", day=date(2027, 2, 26), partnerships=(partnership,), link=f"{LINK}my"
    )


def a_meeting(**changes: Any) -> MeetingAnnounced:
    """Return the announcement with some fields changed."""
    announced = MeetingAnnounced(
        name="Dr Example",
        ref="SC-CITYU/2027/M01",
        title="Consultation meeting 2027",
        partnership="Sichuan × CityU",
        starts_at=datetime(2027, 3, 5, 1, 30, tzinfo=UTC),
        ends_at=datetime(2027, 3, 5, 4, 0, tzinfo=UTC),
        zone="Asia/Shanghai",
        venue="Room 201, Chengdu",
        host="Science and Technology Department",
        link=f"{LINK}meetings/SC-CITYU/2027/M01",
    )
    return replace(announced, **changes)


def an_invitation(**changes: Any) -> Invitation:
    """Return the invitation with some fields changed."""
    invitation = Invitation(
        name="Dr Example",
        address="chan@cityu.example",
        ref="SC-CITYU",
        partnership="Sichuan × CityU",
        role="Coordinator",
        invited_by="LI Example",
        link=f"{LINK}signin",
    )
    return replace(invitation, **changes)


SAMPLES: tuple[LetterContext, ...] = (
    SigninCode(code="493 027", minutes_valid=10, link=f"{LINK}signin"),
    an_invitation(),
    a_meeting(),
    a_digest(
        ACTION,
        replace(ACTION, ref="SC-CITYU/2027/A04", days_left=-3, light="red", escalated_for="X <Y>"),
        meetings=(MEETING,),
    ),
)


def a_letter(**changes: Any) -> Letter:
    """Return a letter with some fields changed."""
    letter = Letter(
        to_address=ENVELOPE.to_address,
        to_name=ENVELOPE.to_name,
        from_address=ENVELOPE.from_address,
        from_name=ENVELOPE.from_name,
        reply_to=ENVELOPE.reply_to,
        message_id=MESSAGE_ID,
        date=DATE,
        language=Language.ZH_HANS,
        subject="SC-CITYU/2027/A03 7天后到期：设立实验室",
        text="您好：\n\n.一行\n",
        html="<p>您好</p>\n",
    )
    return replace(letter, **changes)
