"""What Alembic runs a migration in: the connection that `upkeep` holds, in its transaction."""

from alembic import context

from dragoman.store.schema import metadata


def is_in_schema(item: object, name: str | None, kind: str, reflected: bool, compared: object) -> bool:
    """Whether Alembic is to compare it: full-text indexes stand in the migrations alone."""
    return not (name or "").startswith("search_")


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the transaction is that of `upkeep`
    include_object=is_in_schema,
    render_as_batch=True,
)
context.run_migrations()
