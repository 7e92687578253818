"""Every model module, so that the metadata is whole wherever the parts are put together."""

from scheduler.actions.models import action_items, progress
from scheduler.agreements.models import agreements, schemes
from scheduler.feeds.models import subscriptions
from scheduler.kernel.models import audit, instance, jobs, references
from scheduler.kernel.models.base import Base
from scheduler.meetings.models import decisions, meetings, participants, series
from scheduler.notices.models import outbox, reminders
from scheduler.parties.models import accounts, organisations, partnerships, people, posts

MODEL_MODULES = (
    accounts,
    action_items,
    agreements,
    audit,
    decisions,
    instance,
    jobs,
    meetings,
    organisations,
    outbox,
    participants,
    partnerships,
    people,
    posts,
    progress,
    references,
    reminders,
    schemes,
    series,
    subscriptions,
)
METADATA = Base.metadata
