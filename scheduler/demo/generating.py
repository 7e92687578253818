"""More partnerships of the same shape, in bulk and from a seed, for load tests."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from scheduler.demo.days import Season
from scheduler.demo.generated_items import act
from scheduler.demo.generated_partners import PREFIX, Hosts, Partner, found, sign
from scheduler.demo.generated_years import agree, meet, years_of
from scheduler.demo.loading import require_demo
from scheduler.demo.queries.bulk import last_number, note_batch, refresh_statistics, write_rows
from scheduler.demo.vocabulary import Dice
from scheduler.demo.world import OPERATOR
from scheduler.kernel.models.references import ReferenceCounter
from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.rules.identifiers import PersonId
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork
from scheduler.parties.queries.partnerships import get_partnership
from scheduler.parties.queries.people import find_account

LIAISON: Final = "liaison@sc-std.example"
_OWNER: Final = "platforms@sc-std.example"
_CASE: Final = "SC-CITYU"
_BATCH: Final = 20


@dataclass(frozen=True, slots=True)
class GenerationPlan:
    """How many partnerships, over how many years, from which seed."""

    partners: int
    years: int
    seed: int = 1


def generate(transactions: Transactions, plan: GenerationPlan) -> Iterator[int]:
    """Write partnerships in batches, each one transaction; yield how many each batch held.

    The department of the case and its liaison officer take part in all of them.

    Raises:
        RealInstanceError: the instance is for real work.
        NotFoundError: the case is not loaded.
    """
    require_demo(transactions)
    with transactions.reading(OPERATOR) as work:
        season, hosts = Season(work.today, work.zone), _hosts(work)
        first = last_number(work, PREFIX) + 1
    for start in range(first, first + plan.partners, _BATCH):
        numbers = range(start, min(start + _BATCH, first + plan.partners))
        with transactions.begin(OPERATOR) as work:
            _write(work, numbers, plan, season, hosts)
        yield len(numbers)
    with transactions.begin(OPERATOR) as work:
        refresh_statistics(work)


def _hosts(work: UnitOfWork) -> Hosts:
    return Hosts(
        department_id=get_partnership(work, _CASE).department_id,
        liaison_id=_person_of(work, LIAISON),
        owner_id=_person_of(work, _OWNER),
    )


def _person_of(work: UnitOfWork, email: str) -> PersonId:
    account = find_account(work, email)
    if account is None:
        raise NotFoundError
    return account.person_id


def _write(
    work: UnitOfWork, numbers: Sequence[int], plan: GenerationPlan, season: Season, hosts: Hosts
) -> None:
    founded_on = date(season.coming.year - plan.years, 1, 4)
    partners = [
        Partner(number, Dice.thrown(plan.seed, number, season), founded_on) for number in numbers
    ]
    found(work, partners, hosts)
    sign(work, partners, hosts)
    years = [year for partner in partners for year in years_of(partner, plan.years)]
    agree(work, years)
    meet(work, years, hosts)
    act(work, years, hosts)
    counters = [
        {"partnership_id": partner.id, "year": year, "kind": kind, "last": last}
        for partner in partners
        for (year, kind), last in partner.counters.items()
    ]
    write_rows(work, ReferenceCounter, counters)
    note_batch(work, first=partners[0].ref, last=partners[-1].ref, years=plan.years, seed=plan.seed)
