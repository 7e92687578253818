"""What the case has made so far, under the names its texts use."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from scheduler.actions.rules.owners import Owner
from scheduler.kernel.rules.actor import Actor, Via, system_actor
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.accounts import Account
from scheduler.parties.models.organisations import Organisation
from scheduler.parties.models.partnerships import Partnership
from scheduler.parties.models.people import Person
from scheduler.parties.models.posts import Post
from scheduler.parties.queries.seats import seats_of
from scheduler.parties.usecases.sessions import actor_of_account

OPERATOR: Final = system_actor("operator", Via.CLI)


@dataclass
class World:
    """Rows and references by the keys of the texts.

    ``refs`` holds references under a partnership's reference and what they are of, such as
    ``("SC-CITYU", "meeting", "2027")``.
    """

    organisations: dict[str, Organisation] = field(default_factory=dict)
    partnerships: dict[str, Partnership] = field(default_factory=dict)
    sides: dict[str, Side] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    predecessors: dict[str, tuple[str, date]] = field(default_factory=dict)
    refs: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def owner(self, name: str) -> Owner:
        """Return the owner that ``post:…``, ``person:…`` or ``organisation:…`` names."""
        kind, _, key = name.partition(":")
        if kind == "organisation":
            return Owner(self.sides[key], self.organisations[key].id)
        post = self.posts[key]
        if kind == "person":
            person = self.people[key]
            return Owner(post.side, person.organisation_id, person_id=person.id)
        return Owner(post.side, post.organisation_id, post_id=post.id)

    def person(self, handle: str, day: date) -> Person:
        """Return a person, or on earlier days the one who stood in their place."""
        former, until = self.predecessors.get(handle, (handle, date.min))
        return self.people[former if day < until else handle]

    def actor(self, work: UnitOfWork, handle: str) -> Actor:
        """Return the actor that somebody was on the day of the unit of work."""
        person = self.person(handle, work.today)
        account = self.accounts.get(handle)
        if account is not None and account.person_id == person.id:
            account.person = person
            return actor_of_account(work, account, Via.WEB)
        return Actor(
            name=person.name.in_language(person.language),
            via=Via.WEB,
            person_id=person.id,
            organisation_id=person.organisation_id,
            seats=seats_of(work, person.id, work.today),
            language=person.language,
            timezone=person.timezone,
        )
