"""The Flask application, put together from the container."""

from flask import Flask
from jinja2 import StrictUndefined

from scheduler.bootstrap.container import Container
from scheduler.web.blueprints import BLUEPRINTS
from scheduler.web.context import CONTAINER
from scheduler.web.converters import CONVERTERS
from scheduler.web.endpoints import check_declared, guard
from scheduler.web.errors import handle_errors
from scheduler.web.security import protect_forms, refuse_nul, secure
from scheduler.web.sessions import BrowserSessions
from scheduler.web.templating import equip
from scheduler.web.visitors import identify


class Pages(Flask):
    """Flask with templates in which an unknown name is an error."""

    jinja_options = Flask.jinja_options | {"undefined": StrictUndefined}
    session_interface = BrowserSessions()


def create_app(parts: Container) -> Flask:
    """Return the application over the parts of the product.

    Raises:
        UndeclaredEndpointError: a view does not say who may come in.
    """
    app = Pages(
        "scheduler",
        template_folder=str(parts.settings.templates_path),
        static_folder=None,
        instance_path=str(parts.settings.instance_path.absolute()),
    )
    app.extensions[CONTAINER] = parts
    secure(app, parts)
    # In this order: who is there, may they come in, does the form come from our pages.
    app.before_request(identify)
    app.before_request(refuse_nul)
    app.before_request(guard)
    protect_forms(app)
    equip(app)
    handle_errors(app)
    app.url_map.converters.update(CONVERTERS)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    check_declared(app)
    return app
