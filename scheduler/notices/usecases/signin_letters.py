"""The letter with the code that somebody needs to sign in."""

from scheduler.kernel.rules.links import Links
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.notices.usecases.outbox import put_letter
from scheduler.parties.rules.accounts import CODE_LIFE
from scheduler.parties.usecases.signin import ask_for_code


def send_code(work: UnitOfWork, links: Links, *, email: str, browser_key: str) -> None:
    """Send a code to an address if somebody there may sign in; the asker cannot tell whether.

    Raises:
        InvalidError: ``bad_email``.
        ThrottledError: too many codes for this address or to this client.
    """
    issued = ask_for_code(work, email=email, browser_key=browser_key)
    if issued is None:
        return
    put_letter(
        work,
        template="signin_code",
        address=issued.email,
        language=issued.language,
        context={
            "code": issued.code,
            "minutes_valid": int(CODE_LIFE.total_seconds()) // 60,
            "link": links.signin_code(),
        },
        dedup_key=f"signin_code:{issued.id}",
        person_id=issued.person_id,
        useful_until=issued.expires_at,
    )
