"""Writing a letter into the outbox, in the transaction of its cause."""

from collections.abc import Mapping
from datetime import datetime

from scheduler.kernel.rules.identifiers import OrganisationId, PartnershipId, PersonId
from scheduler.kernel.rules.language import Language
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.letters.contexts import LetterContext
from scheduler.notices.queries.outbox import insert_once
from scheduler.notices.rules.delivery import PATIENCE, new_message_id
from scheduler.notices.rules.reminders import Channel, OutboxState
from scheduler.notices.usecases.contexts import stored


def put_letter(
    work: UnitOfWork,
    *,
    template: str,
    address: str,
    language: Language,
    context: LetterContext | Mapping[str, object],
    dedup_key: str,
    person_id: PersonId | None = None,
    organisation_id: OrganisationId | None = None,
    partnership_id: PartnershipId | None = None,
    useful_until: datetime | None = None,
) -> bool:
    """Keep a letter to be sent after the commit; say whether ``dedup_key`` was still free.

    The words are made from ``context`` when the letter leaves, in ``language``. It is not sent
    after ``useful_until``, nor later than three days from now. The less time it has, the further
    in front it stands: a code to sign in with overtakes the reminders of the morning.
    """
    latest = work.now + PATIENCE
    give_up_at = min(latest, useful_until or latest)
    letter = {
        "dedup_key": dedup_key,
        "partnership_id": partnership_id,
        "channel": Channel.MAIL,
        "person_id": person_id,
        "organisation_id": organisation_id,
        "address": address,
        "template": template,
        "language": language,
        "context": stored(context),
        "message_id": new_message_id(),
        "state": OutboxState.WAITING,
        "attempts": 0,
        "next_attempt_at": give_up_at - PATIENCE,
        "give_up_at": give_up_at,
        "created_at": work.now,
    }
    return insert_once(work, letter)
