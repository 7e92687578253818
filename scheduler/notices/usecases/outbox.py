"""Writing a letter into the outbox, in the transaction of its cause."""

from collections.abc import Mapping
from datetime import datetime

from scheduler.kernel.rules.identifiers import OrganisationId, PartnershipId, PersonId
from scheduler.kernel.rules.language import Language
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.notices.queries.outbox import insert_once
from scheduler.notices.rules.delivery import PATIENCE, new_message_id
from scheduler.notices.rules.reminders import Channel, OutboxState


def put_letter(
    work: UnitOfWork,
    *,
    template: str,
    address: str,
    language: Language,
    context: Mapping[str, object],
    dedup_key: str,
    person_id: PersonId | None = None,
    organisation_id: OrganisationId | None = None,
    partnership_id: PartnershipId | None = None,
    useful_until: datetime | None = None,
) -> bool:
    """Keep a letter to be sent after the commit; say whether ``dedup_key`` was still free.

    ``context`` holds plain JSON values; the words are made from it when the letter leaves, in
    ``language``. A letter is not sent after ``useful_until``, nor later than three days from now.
    """
    latest = work.now + PATIENCE
    letter = {
        "dedup_key": dedup_key,
        "partnership_id": partnership_id,
        "channel": Channel.MAIL,
        "person_id": person_id,
        "organisation_id": organisation_id,
        "address": address,
        "template": template,
        "language": language,
        "context": dict(context),
        "message_id": new_message_id(),
        "state": OutboxState.WAITING,
        "attempts": 0,
        "next_attempt_at": work.now,
        "give_up_at": min(latest, useful_until or latest),
        "created_at": work.now,
    }
    return insert_once(work, letter)
