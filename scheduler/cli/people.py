"""``scheduler partnerships``, ``people`` and ``signin-link``: who takes part, from the server."""

import json

import click

from scheduler.cli.context import OPERATOR, container
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.permissions import Role, Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.parties.queries.partnerships import get_partnership
from scheduler.parties.queries.people import list_accounts
from scheduler.parties.rules.names import PersonName
from scheduler.parties.rules.organisations import OrganisationKind
from scheduler.parties.rules.seating import SIDES_OF
from scheduler.parties.usecases.partnerships import add_organisation, found_partnership
from scheduler.parties.usecases.people import NewPerson, invite
from scheduler.parties.usecases.signin import make_signin_link

_ROLES = [role.value.lower() for role in Role]
_SIDES = [side.value.lower() for side in Side]
_PLACES = {"CN": ("Asia/Shanghai", Language.ZH_HANS), "HK": ("Asia/Hong_Kong", Language.ZH_HANT)}


@click.group()
def partnerships() -> None:
    """Found partnerships."""


@partnerships.command("add")
@click.argument("ref")
@click.option("--department", nargs=3, required=True, metavar="HANS HANT EN")
@click.option("--university", nargs=3, required=True, metavar="HANS HANT EN")
@click.option("--university-place", type=click.Choice(sorted(_PLACES)), default="CN")
def add_partnership(
    ref: str,
    department: tuple[str, str, str],
    university: tuple[str, str, str],
    university_place: str,
) -> None:
    """Found the partnership REF (such as SC-CITYU) of a department and a university."""
    with container().transactions.begin(OPERATOR) as work:
        sides = []
        for kind, names, place in (
            (OrganisationKind.DEPARTMENT, department, "CN"),
            (OrganisationKind.UNIVERSITY, university, university_place),
        ):
            zone, language = _PLACES[place]
            name = Trilingual.of(zh_hans=names[0], zh_hant=names[1], en=names[2])
            sides.append(
                add_organisation(
                    work, kind=kind, name=name, place=place, timezone=zone, language=language
                )
            )
        name = Trilingual.of(
            zh_hans=f"{department[0]} — {university[0]}",
            zh_hant=f"{department[1]} — {university[1]}",
            en=f"{department[2]} — {university[2]}",
        )
        found_partnership(
            work,
            ref=ref,
            name=name,
            department=sides[0],
            university=sides[1],
            since_on=work.today,
        )
    click.echo(f"founded {ref}")


@click.group()
def people() -> None:
    """Give accounts to people, and list them."""


@people.command("invite")
@click.argument("email")
@click.option("--partnership", "ref", required=True, metavar="REF")
@click.option("--role", required=True, type=click.Choice(_ROLES))
@click.option("--side", type=click.Choice(_SIDES), help="Needed where a role sits on both sides.")
@click.option("--name", nargs=4, metavar="HANS HANT FAMILY GIVEN", default=("", "", "", ""))
@click.option("--language", type=click.Choice([lang.value for lang in Language]))
def invite_person(  # noqa: PLR0917 - Click passes by name
    email: str,
    ref: str,
    role: str,
    side: str | None,
    name: tuple[str, str, str, str],
    language: str | None,
) -> None:
    """Give EMAIL an account and a post in a partnership."""
    wanted = Role(role.upper())
    with container().transactions.begin(OPERATOR) as work:
        partnership = get_partnership(work, ref)
        stands = _side(wanted, side)
        here = stands is Side.DEPARTMENT
        organisation = partnership.department if here else partnership.university
        account = invite(
            work,
            partnership,
            organisation,
            side=stands,
            role=wanted,
            new=NewPerson(
                email=email,
                name=PersonName(*name) if any(name) else PersonName(family=email.partition("@")[0]),
                language=Language(language) if language else organisation.language,
            ),
            post_name=organisation.short_name,
        )
        address = account.email
    click.echo(f"invited {address} as {role} of {ref}")


def _side(role: Role, named: str | None) -> Side:
    if named is not None:
        return Side(named.upper())
    possible = SIDES_OF[role]
    if len(possible) != 1:
        msg = f"the role {role.value.lower()} sits on both sides: say --side"
        raise click.UsageError(msg)
    return next(iter(possible))


@people.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_people(*, as_json: bool) -> None:
    """List the accounts."""
    with container().transactions.reading(OPERATOR) as work:
        rows = [
            {
                "email": account.email,
                "name": account.person.name.in_language(Language.EN),
                "organisation": account.person.organisation.name.best(Language.EN).text,
                "status": account.status.value,
                "signed_in_at": account.signed_in_at and account.signed_in_at.isoformat(),
            }
            for account in list_accounts(work)
        ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['email']}  {row['name']}  {row['organisation']}  {row['status']}")


@click.command("signin-link")
@click.argument("email")
def signin_link(email: str) -> None:
    """Print a one-time sign-in link for EMAIL; the act is audited."""
    parts = container()
    with parts.transactions.begin(OPERATOR) as work:
        token = make_signin_link(work, email)
    click.echo(parts.links.signin_link(token))
