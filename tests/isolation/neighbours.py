"""Two partnerships of one department, each with something of everything."""

from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.actions.rules.action_items import ProgressReport
from scheduler.actions.rules.owners import Owner
from scheduler.actions.usecases.action_items import ActionDraft, add_action_item
from scheduler.actions.usecases.origins import Origin
from scheduler.actions.usecases.progress import report_progress
from scheduler.agreements.rules.agreements import AgreementKind
from scheduler.agreements.rules.schemes import CommitmentKind
from scheduler.agreements.rules.terms import Term
from scheduler.agreements.usecases.agreements import (
    NewAgreement,
    NewClause,
    Signature,
    add_agreement,
    put_agreement_in_force,
    sign_agreement,
)
from scheduler.agreements.usecases.schemes import (
    NewCommitment,
    NewScheme,
    add_scheme,
    agree_scheme,
)
from scheduler.feeds.rules.subscriptions import FeedComponents, FeedScope
from scheduler.feeds.usecases.subscriptions import issue_subscription
from scheduler.kernel.rules.actor import Via, system_actor
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.permissions import Role, Side
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork
from scheduler.meetings.models.series import MeetingSeries
from scheduler.meetings.rules.participants import ParticipantFunction, PartStat
from scheduler.meetings.usecases.dating import Arrangement, date_meeting
from scheduler.meetings.usecases.meetings import plan_meeting
from scheduler.meetings.usecases.participants import (
    NewGuest,
    add_participant,
    reply_to_invitation,
)
from scheduler.meetings.usecases.steps import announce_meeting, cancel_meeting, mark_meeting_held
from scheduler.parties.rules.organisations import OrganisationKind
from scheduler.parties.usecases.people import add_post, give_post
from tests.builders.cast import SINCE, Cast, a_cast, actor_of, an_organisation, text
from tests.builders.meetings import a_decision, a_participant, a_series, a_slot

A_REF, B_REF = "SC-KINGFISHER", "SC-PLAIN"
NAME = "kingfisher"  # in every reference and address of A
WORD = "halcyon"  # in everything that was ever written about A
_OPERATOR = system_actor("operator", Via.CLI)


@dataclass(frozen=True)
class Neighbour:
    """One partnership with its people, and the secrets of its coordinator's calendars."""

    cast: Cast
    tokens: tuple[str, ...]

    @property
    def email(self) -> str:
        """Where its university's coordinator signs in from."""
        return self.cast.coordinator.account.email


@dataclass(frozen=True)
class Neighbours:
    """Both; the liaison of ``b`` sits in ``a``, too."""

    a: Neighbour
    b: Neighbour


def two_partnerships(transactions: Transactions, *, report: str = WORD) -> Neighbours:
    """Found both, and let a year happen in each.

    A report is written in ink, so that what A's says has to be told from the beginning.
    """
    with transactions.begin(_OPERATOR) as work:
        department = an_organisation(work, "Department", OrganisationKind.DEPARTMENT)
        a = a_cast(work, A_REF, department=department)
        b = a_cast(work, B_REF, department=department)
        post = add_post(
            work,
            a.partnership,
            department,
            side=Side.DEPARTMENT,
            role=Role.LIAISON,
            name=text("Second liaison"),
        )
        give_post(work, post, b.liaison.person, from_on=SINCE)
    both = Neighbours(
        a=Neighbour(a, _a_year(transactions, a, report)),
        b=Neighbour(b, _a_year(transactions, b, "A room was seen")),
    )
    with transactions.begin(_OPERATOR) as work:
        shared = Owner(Side.DEPARTMENT, department.id, post.id)
        draft = ActionDraft(text("For both"), shared, due_on=work.today + timedelta(days=7))
        add_action_item(work, A_REF, draft)
    return both


def _a_year(transactions: Transactions, cast: Cast, report: str) -> tuple[str, ...]:
    with transactions.begin(_OPERATOR) as work:
        work.session.merge(cast.coordinator.person).title = text("Director")
        _sign(work, cast)
        meeting_ref, decision_ref = _meet(work, cast)
        item_ref = _act(work, cast, meeting_ref, decision_ref)
        coordinator = actor_of(work, cast.coordinator)
    with transactions.begin(coordinator) as work:
        report_progress(work, item_ref, ProgressReport(40), report)
        return _subscribe(work, cast)


def _sign(work: UnitOfWork, cast: Cast) -> None:
    agreement = add_agreement(
        work,
        cast.partnership.ref,
        NewAgreement(
            kind=AgreementKind.STRATEGIC,
            title=text("Agreement"),
            term=Term(date(2017, 5, 1), date(2030, 4, 30)),
            summary=text("Summary"),
            signed_at_place=text("Town"),
            department=Signature(person_name=text("Signs"), person_title=text("As head")),
            university=Signature(person_name=text("Signs too"), person_title=text("As president")),
            clauses=(NewClause(text("Consultation")), NewClause(text("Platforms"))),
        ),
    )
    sign_agreement(work, agreement.ref, date(2017, 5, 1))
    put_agreement_in_force(work, agreement.ref)
    laboratory = NewCommitment(
        CommitmentKind.PLATFORM,
        text("Laboratory"),
        text=text("A laboratory of both"),
        clause_number=2,
        conditions=(text("There is room"),),
    )
    scheme = NewScheme(2027, text("Scheme"), text("Theme"), (laboratory,))
    agree_scheme(work, add_scheme(work, agreement.ref, scheme).ref, date(2027, 1, 4))
    add_agreement(work, cast.partnership.ref, NewAgreement(AgreementKind.STRATEGIC, text("Draft")))


def _meet(work: UnitOfWork, cast: Cast) -> tuple[str, str]:
    """Hold this year's meeting, call one off, announce one for March, leave next year's open."""
    series = a_series(work, cast)
    held = _a_meeting_on(work, cast, series, 8, month=1)
    announce_meeting(work, held)
    meeting = mark_meeting_held(work, held)
    decision = a_decision(work, meeting)
    cancelled = _a_meeting_on(work, cast, series, 22, month=1)
    cancel_meeting(work, cancelled, "Nobody can come")
    announce_meeting(work, _a_meeting_on(work, cast, series, 5, month=3))
    plan_meeting(work, series.ref, 2028)
    return meeting.ref, decision.ref


def _a_meeting_on(
    work: UnitOfWork, cast: Cast, series: MeetingSeries, day: int, *, month: int
) -> str:
    meeting = plan_meeting(work, series.ref, 2027, confirmed=True)
    where = Arrangement(
        a_slot(2027, month, day),
        venue=text("Hall"),
        conference_url="https://conference.example/room",
    )
    date_meeting(work, meeting.ref, where, confirmed=True)
    member = a_participant(work, meeting, cast.coordinator)
    a_participant(work, meeting, cast.liaison, ParticipantFunction.CHAIR)
    deputy = text("Deputy")
    reply_to_invitation(work, meeting.ref, member.public_id, PartStat.DELEGATED, deputy_name=deputy)
    guest = NewGuest(
        text("Guest"), cast.institute.public_id, f"guest@{cast.partnership.ref.lower()}.example"
    )
    add_participant(work, meeting.ref, guest, ParticipantFunction.OBSERVER)
    return meeting.ref


def _act(work: UnitOfWork, cast: Cast, meeting_ref: str, decision_ref: str) -> str:
    """Add items due soon, late and without a day; return the first, led by the university."""
    ours = Owner(Side.UNIVERSITY, cast.university.id, cast.coordinator.post.id)
    theirs = Owner(Side.DEPARTMENT, cast.department.id, cast.liaison.post.id)
    institute = Owner(Side.UNIVERSITY, cast.institute.id)
    drafts = (
        ActionDraft(
            text("Set up"),
            ours,
            theirs,
            text=text("In detail"),
            measure=text("Doors open"),
            due_on=work.today + timedelta(days=7),
        ),
        ActionDraft(text("Late"), theirs, ours, due_on=work.today),
        ActionDraft(text("Some day"), institute, theirs, due_on=work.today + timedelta(days=1)),
        ActionDraft(text("Undated"), ours),
    )
    origin = Origin(decision_ref=decision_ref, meeting_ref=meeting_ref)
    items = [add_action_item(work, cast.partnership.ref, d, origin=origin) for d in drafts]
    return items[0].ref


def _subscribe(work: UnitOfWork, cast: Cast) -> tuple[str, ...]:
    return tuple(
        issue_subscription(
            work,
            cast.coordinator.account,
            scope=FeedScope.ALL,
            components=components,
            language=language,
        ).token
        for components in FeedComponents
        for language in Language
    )
