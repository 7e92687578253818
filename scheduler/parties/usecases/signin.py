"""Signing in: asking for a code, using it, using a link from the operator.

What a stranger is told, and how it is counted, is the same for addresses with and without an
account. A failed try is a result, not an error: an error would undo its own counting.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduler.kernel.rules.errors import ForbiddenError, NotFoundError, ThrottledError
from scheduler.kernel.rules.identifiers import PersonId, new_token
from scheduler.kernel.rules.language import Language
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.accounts import Account, SignInCode
from scheduler.parties.queries.people import find_account
from scheduler.parties.queries.signin import find_open_link, list_open_codes
from scheduler.parties.queries.throttles import count_try
from scheduler.parties.rules.accounts import CODE_LIFE, CODE_TRIES, LINK_LIFE, AccountStatus
from scheduler.parties.rules.secrets import code_hash, new_code, secret_hash, typed_code
from scheduler.parties.rules.throttles import SENDS, TRIES, Throttle
from scheduler.parties.usecases.people import clean_email
from scheduler.parties.usecases.sessions import end_sessions_of, start_session


class SignInRefusal(StrEnum):
    """Why a code or a link does not open the door."""

    WRONG = "code_wrong"
    EXPIRED = "code_expired"
    TOO_MANY = "too_many_tries"


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """The key of a new session, or why there is none."""

    key: str = ""
    refusal: SignInRefusal | None = None


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code to be sent to its person; told once."""

    id: int
    code: str
    email: str
    person_id: PersonId
    language: Language
    expires_at: datetime


def ask_for_code(work: UnitOfWork, *, email: str, browser_key: str) -> IssuedCode | None:
    """Make a code for an address, good in one browser; ``None`` if nobody there may sign in.

    Raises:
        InvalidError: ``bad_email``.
        ThrottledError: too many codes for this address or to this client.
    """
    address = clean_email(email)
    email_hash = secret_hash(address)
    if not _within(work, SENDS, email_hash):
        raise ThrottledError
    account = _who_may_enter(find_account(work, address))
    browser_hash = secret_hash(browser_key)
    for older in list_open_codes(work, browser_hash):
        older.expires_at = work.now
    work.acting("account.ask_for_code")
    code = new_code()
    row = work.add(
        SignInCode(
            account_id=account.id if account else None,
            email_hash=email_hash,
            code_hash=code_hash(code, browser_key),
            browser_hash=browser_hash,
            created_at=work.now,
            expires_at=work.now + CODE_LIFE,
        )
    )
    if account is None:
        return None
    return IssuedCode(
        id=row.id,
        code=code,
        email=account.email,
        person_id=account.person_id,
        language=account.person.language,
        expires_at=row.expires_at,
    )


def sign_in_with_code(work: UnitOfWork, *, code: str, browser_key: str) -> SignInAttempt:
    """Begin a session if the code is the newest this browser asked for, typed rightly in time.

    Each code allows five tries, and so do each address and fifteen minutes; the right code comes
    too late after that.
    """
    row = next(iter(list_open_codes(work, secret_hash(browser_key))), None)
    if row is None:
        return SignInAttempt(refusal=SignInRefusal.EXPIRED)
    work.acting("account.try_code")
    row.tries += 1
    if not _within(work, TRIES, row.email_hash) or row.tries > CODE_TRIES:
        return SignInAttempt(refusal=SignInRefusal.TOO_MANY)
    account = _who_may_enter(row.account)
    right = hmac.compare_digest(row.code_hash, code_hash(typed_code(code), browser_key))
    if not right or account is None:
        return SignInAttempt(refusal=SignInRefusal.WRONG)
    return _enter(work, row, account)


def make_signin_link(work: UnitOfWork, email: str) -> str:
    """Return the secret of a link that signs somebody in once within the hour, in any browser.

    Raises:
        ForbiddenError: the actor is not the operator.
        NotFoundError: nobody of that address may sign in.
    """
    _require_operator(work)
    account = _who_may_enter(find_account(work, email))
    if account is None:
        raise NotFoundError
    token = new_token()
    work.acting("account.make_signin_link")
    work.add(
        SignInCode(
            account_id=account.id,
            email_hash=secret_hash(account.email),
            code_hash=secret_hash(token),
            created_at=work.now,
            expires_at=work.now + LINK_LIFE,
        )
    )
    return token


def name_on_link(work: UnitOfWork, token: str) -> str | None:
    """Return whom a link would sign in, or ``None`` if it is no longer good; uses nothing up."""
    row = find_open_link(work, secret_hash(token))
    if row is None or row.account is None:
        return None
    return row.account.person.name.in_language(work.actor.language) or row.account.email


def sign_in_with_link(work: UnitOfWork, token: str) -> SignInAttempt:
    """Begin a session with a link, and use the link up."""
    row = find_open_link(work, secret_hash(token), lock=True)
    if row is None or row.account is None:
        return SignInAttempt(refusal=SignInRefusal.EXPIRED)
    return _enter(work, row, row.account)


def disable_account(work: UnitOfWork, account: Account) -> None:
    """Let somebody sign in no more, and end where they are signed in now.

    Raises:
        ForbiddenError: the actor is not the operator.
    """
    _require_operator(work)
    end_sessions_of(work, account)
    work.acting("account.disable")
    account.status = AccountStatus.DISABLED


def _enter(work: UnitOfWork, row: SignInCode, account: Account) -> SignInAttempt:
    work.acting("account.sign_in")
    row.used_at = work.now
    account.signed_in_at = work.now
    account.status = AccountStatus.ACTIVE
    return SignInAttempt(key=start_session(work, account))


def _who_may_enter(account: Account | None) -> Account | None:
    return None if account is None or account.status is AccountStatus.DISABLED else account


def _within(work: UnitOfWork, throttle: Throttle, email_hash: str) -> bool:
    # Both are counted whatever the answer, so that waiting for one does not save the other.
    by_address = count_try(work, f"{throttle.name}:address:{email_hash}")
    by_client = count_try(work, f"{throttle.name}:client:{work.actor.client}")
    return by_address <= throttle.per_address and by_client <= throttle.per_client


def _require_operator(work: UnitOfWork) -> None:
    if not work.actor.everywhere:
        raise ForbiddenError
