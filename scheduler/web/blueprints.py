"""Every blueprint of the product."""

from scheduler.web import assets
from scheduler.web.views import signin

BLUEPRINTS = (
    assets.bp,
    signin.bp,
)
