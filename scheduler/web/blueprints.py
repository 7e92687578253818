"""Every blueprint of the product."""

from scheduler.web import assets
from scheduler.web.views import about, calendar, feeds, health, language, my_feeds, signin

BLUEPRINTS = (
    assets.bp,
    health.bp,
    signin.bp,
    language.bp,
    about.bp,
    calendar.bp,
    feeds.bp,
    my_feeds.bp,
)
