"""How Alembic runs here: on the connection it is given, comparing with all our models."""

from alembic import context

from scheduler.kernel.migrations.rendering import render_item
from scheduler.kernel.models.base import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render_item,
    compare_type=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
