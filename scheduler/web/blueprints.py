"""Every blueprint of the product."""

from scheduler.web import assets
from scheduler.web.views import about, health, language, signin

BLUEPRINTS = (
    assets.bp,
    health.bp,
    signin.bp,
    language.bp,
    about.bp,
)
