"""Who takes part: organisations, partnership, people, posts, and one hand-over."""

from datetime import date
from typing import Any

from scheduler.demo.days import Season
from scheduler.demo.texts import Table, optional, trilingual
from scheduler.demo.timeline import Timeline
from scheduler.demo.world import World
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.permissions import Role, Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.queries.people import list_holders
from scheduler.parties.rules.names import PersonName
from scheduler.parties.rules.organisations import OrganisationKind
from scheduler.parties.usecases.partnerships import (
    add_member,
    add_organisation,
    found_partnership,
)
from scheduler.parties.usecases.people import (
    NewPerson,
    add_person,
    add_post,
    give_post,
    hand_over,
    open_account,
)


def schedule_parties(timeline: Timeline, world: World, case: Table, season: Season) -> None:
    """Found the partnership on its opening day; a post with a predecessor changes hands later."""
    opened_on: date = case["partnership"]["opened_on"]
    handed_over_on = date(season.today.year - 2, 9, 1)

    def found(work: UnitOfWork) -> None:
        _add_organisations(work, world, case)
        for person in case["person"]:
            _add_person(work, world, person)
        for post in case["post"]:
            _add_post(work, world, case["partnership"]["ref"], post)

    timeline.add(season.at(opened_on, 9), None, found)
    for post in case["post"]:
        if "before" in post:
            world.predecessors[post["holder"]] = (post["before"], handed_over_on)
            _schedule_hand_over(timeline, world, post, season, handed_over_on)


def _schedule_hand_over(
    timeline: Timeline, world: World, table: Table, season: Season, day: date
) -> None:
    def change_hands(work: UnitOfWork) -> None:
        post = world.posts[table["key"]]
        holdings = list_holders(work, post.partnership_id, work.today)
        holding = next(held for held in holdings if held.post_id == post.id)
        hand_over(work, holding, world.people[table["holder"]], from_on=day)

    timeline.add(season.at(day, 9), None, change_hands)


def _add_organisations(work: UnitOfWork, world: World, case: Table) -> None:
    wanted: dict[str, Any] = case["partnership"]
    for table in case["organisation"]:
        world.organisations[table["key"]] = add_organisation(
            work,
            kind=OrganisationKind(table["kind"]),
            name=trilingual(table["name"]),
            short_name=optional(table.get("short_name")),
            place=table["place"],
            timezone=table["timezone"],
            language=Language(table["language"]),
            email=table.get("email"),
            parent=world.organisations.get(table.get("parent", "")),
        )
    partnership = found_partnership(
        work,
        ref=wanted["ref"],
        name=trilingual(wanted["name"]),
        department=world.organisations[wanted["department"]],
        university=world.organisations[wanted["university"]],
        since_on=wanted["since_on"],
    )
    world.partnerships[partnership.ref] = partnership
    for table in case["organisation"]:
        if "side" in table:
            side = world.sides[table["key"]] = Side(table["side"])
            add_member(work, partnership, world.organisations[table["key"]], side)


def _add_person(work: UnitOfWork, world: World, table: Table) -> None:
    new = NewPerson(
        email=table["email"],
        name=PersonName(**table["name"]),
        language=Language(table["language"]),
        title=optional(table.get("title")),
        protocol_order=table.get("protocol_order", 100),
    )
    person = add_person(work, world.organisations[table["organisation"]], new)
    world.people[table["handle"]] = person
    if table.get("account", True):
        world.accounts[table["handle"]] = open_account(work, person)


def _add_post(work: UnitOfWork, world: World, partnership_ref: str, table: Table) -> None:
    post = add_post(
        work,
        world.partnerships[partnership_ref],
        world.organisations[table["organisation"]],
        side=Side(table["side"]),
        role=Role(table["role"]),
        name=trilingual(table["name"]),
        serves=world.posts.get(table.get("serves", "")),
    )
    world.posts[table["key"]] = post
    holder = world.people[table.get("before", table["holder"])]
    give_post(work, post, holder, from_on=work.today)
