"""The application for other servers: ``gunicorn scheduler.web.wsgi:app``."""

from scheduler.bootstrap.container import load_container
from scheduler.web.app import create_app

app = create_app(load_container())
