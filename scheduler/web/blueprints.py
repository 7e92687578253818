"""Every blueprint of the product."""

from scheduler.web import assets
from scheduler.web.views import (
    about,
    action_editing,
    actions,
    calendar,
    feeds,
    health,
    home,
    language,
    my_actions,
    my_feeds,
    register,
    signin,
)

BLUEPRINTS = (
    assets.bp,
    health.bp,
    signin.bp,
    language.bp,
    about.bp,
    home.bp,
    my_actions.bp,
    register.bp,
    actions.bp,
    action_editing.bp,
    calendar.bp,
    feeds.bp,
    my_feeds.bp,
)
