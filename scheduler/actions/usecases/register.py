"""The register as a page, and its numbers for other pages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.register import (
    COUNTED_TO,
    count_lights,
    count_register,
    list_by_id,
    list_register,
    search_register,
)
from scheduler.actions.queries.register_choices import find_first_year, list_people
from scheduler.actions.rules.lights import Light
from scheduler.actions.rules.register import Attention, RegisterFilter, Sort, State
from scheduler.actions.usecases.lines import ActionLine, lines_of
from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.rules.paging import PAGE_SIZE, Paged, offset_of
from scheduler.kernel.rules.permissions import Permission
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.queries.meetings import list_meetings_of_years
from scheduler.parties.models.partnerships import Partnership
from scheduler.parties.queries.partnerships import get_partnership, list_members, list_partnerships
from scheduler.parties.rules.names import PersonName

# More partners than anybody wants to scroll through: beyond, the reference is typed.
OFFERED_PARTNERSHIPS = 100


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter: what stands in the address, and what people read."""

    value: str
    name: Trilingual | PersonName


@dataclass(frozen=True, slots=True)
class RegisterChoices:
    """What the filters offer; what belongs to one partnership waits until that is chosen."""

    partnerships: tuple[Option, ...]
    years: tuple[int, ...]
    organisations: tuple[Option, ...] = ()
    owners: tuple[Option, ...] = ()
    meetings: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One page of the register; ``lights`` counts the open items it was asked for."""

    lines: Paged[ActionLine]
    lights: Mapping[Light, int]
    choices: RegisterChoices
    may_add: bool

    @property
    def uncounted(self) -> bool:
        """Say whether there are more items than were counted."""
        return self.lines.total > COUNTED_TO

    @property
    def open_total(self) -> int:
        """Return how many open items there are under the filter, its light aside."""
        return sum(self.lights.values())


@dataclass(frozen=True, slots=True)
class HomeNumbers:
    """The numbers of the home page; each is the total of a view of the register."""

    overdue: int
    due_soon: int
    to_confirm: int
    silent: int


def register_page(
    work: UnitOfWork, wanted: RegisterFilter, sort: Sort, number: int = 1
) -> RegisterPage:
    """Return one page of the register, counted from 1, with what its filters offer."""
    number = min(max(number, 1), COUNTED_TO // PAGE_SIZE)
    find = _search if wanted.text else _look_up
    found = find(work, wanted, sort, offset_of(number))
    return RegisterPage(
        lines=Paged(lines_of(work, found.rows), number=number, total=found.total),
        lights=found.lights,
        choices=_choices(work, wanted),
        may_add=work.actor.may_anywhere(Permission.CREATE_ACTIONS),
    )


def home_numbers(work: UnitOfWork) -> HomeNumbers:
    """Return how many items are overdue, due soon, to be confirmed by the actor, or silent."""
    lights = count_lights(work, RegisterFilter())
    return HomeNumbers(
        overdue=lights.get(Light.RED, 0),
        due_soon=lights.get(Light.BLUE, 0),
        to_confirm=count_register(work, RegisterFilter(attention=Attention.CONFIRM)),
        silent=count_register(work, RegisterFilter(attention=Attention.SILENT)),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The rows of one page, how many there are in all, and how many of the open ones by light."""

    rows: Sequence[ActionItem]
    total: int
    lights: Mapping[Light, int]


def _look_up(work: UnitOfWork, wanted: RegisterFilter, sort: Sort, offset: int) -> _Found:
    lights = {} if wanted.reaches is State.CLOSED else count_lights(work, wanted)
    if wanted.reaches is not State.OPEN:
        total = count_register(work, wanted)
    else:
        total = sum(lights.values()) if wanted.light is None else lights.get(wanted.light, 0)
    return _Found(list_register(work, wanted, sort, offset=offset), total, lights)


def _search(work: UnitOfWork, wanted: RegisterFilter, sort: Sort, offset: int) -> _Found:
    found = search_register(work, wanted, sort)
    shown = [item_id for item_id, light in found if wanted.light in {None, light}]
    lights: Counter[Light] = Counter(light for _, light in found if light.is_open)
    return _Found(list_by_id(work, shown[offset : offset + PAGE_SIZE]), len(shown), lights)


def _choices(work: UnitOfWork, wanted: RegisterFilter) -> RegisterChoices:
    offered = _offered(work)
    chosen = _chosen(work, offered, wanted.partnership_ref)
    first = find_first_year(work) or work.today.year
    choices = RegisterChoices(
        partnerships=tuple(Option(row.ref, row.name) for row in offered),
        years=tuple(range(work.today.year + 1, first - 1, -1)),
    )
    if chosen is None:
        return choices
    members = list_members(work, chosen.id)
    return RegisterChoices(
        partnerships=choices.partnerships,
        years=choices.years,
        organisations=tuple(
            Option(row.organisation.public_id, row.organisation.short_name) for row in members
        ),
        owners=tuple(Option(row.public_id, row.name) for row in list_people(work, chosen.id)),
        meetings=tuple(
            Option(row.ref, row.title) for row in list_meetings_of_years(work, chosen.id)
        ),
    )


def _offered(work: UnitOfWork) -> Sequence[Partnership]:
    if len(work.actor.partnership_ids) > OFFERED_PARTNERSHIPS:
        return ()
    return list_partnerships(work, limit=OFFERED_PARTNERSHIPS)


def _chosen(
    work: UnitOfWork, offered: Sequence[Partnership], ref: str | None
) -> Partnership | None:
    if len(offered) == 1:
        return offered[0]
    if offered or ref is None:
        return next((row for row in offered if row.ref == ref), None)
    try:
        return get_partnership(work, ref)
    except NotFoundError:
        return None
