"""The composition root: settings in, the parts of the running product out."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from scheduler.bootstrap.settings import Settings, load_settings
from scheduler.kernel.clock import Clock, system_clock
from scheduler.kernel.database import Engine, make_engine, make_sessions
from scheduler.kernel.renderer import Renderer
from scheduler.kernel.rules.links import Links
from scheduler.kernel.unit_of_work import Transactions
from scheduler.letters.mailer import MailboxMailer, Mailer
from scheduler.letters.smtp import SmtpMailer


@dataclass(frozen=True)
class Container:
    """What web, worker and commands share; all of them build it from the same settings."""

    settings: Settings
    engine: Engine
    transactions: Transactions
    renderer: Renderer
    mailer: Mailer
    links: Links

    @property
    def clock(self) -> Clock:
        """Return the one clock."""
        return self.transactions.clock


def make_container(
    settings: Settings, *, clock: Clock = system_clock, engine: Engine | None = None
) -> Container:
    """Join settings, database, clock, texts and mail."""
    engine = engine or make_engine(settings.sqlalchemy_url)
    transactions = Transactions(
        sessions=make_sessions(engine), clock=clock, zone=ZoneInfo(settings.timezone)
    )
    return Container(
        settings=settings,
        engine=engine,
        transactions=transactions,
        renderer=Renderer(settings.templates_path, settings.translations_path),
        mailer=_mailer(settings),
        links=Links(settings.base_url),
    )


def load_container() -> Container:
    """Return the parts of this process, from its own settings.

    Raises:
        pydantic.ValidationError: a setting is missing or wrong.
        SettingsError: the settings cannot be used.
    """
    return make_container(load_settings())


def _mailer(settings: Settings) -> Mailer:
    if settings.smtp_url is None:
        return MailboxMailer(settings.mailbox_path)
    return SmtpMailer(settings.smtp_url.get_secret_value())
