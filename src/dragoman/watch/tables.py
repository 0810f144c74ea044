"""The tables of a watch: `sources` with their health, `sightings` of pages that they listed. Seconds since 1970."""

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()
NUMBER = BigInteger().with_variant(Integer(), "sqlite")

sources = Table(
    "sources",
    metadata,
    Column("number", NUMBER, primary_key=True),
    Column("url", String, nullable=False, unique=True),
    Column("parent", NUMBER, ForeignKey("sources.number")),
    Column("kind", String),
    Column("title", String),
    Column("etag", String),
    Column("modified", String),
    Column("next_at", Float, nullable=False, index=True),
    Column("polled_at", Float),
    Column("listed_at", Float),
    Column("polls", Integer, nullable=False, default=0),
    Column("failures", Integer, nullable=False, default=0),
    Column("problem", Text),
    Column("pages", Integer, nullable=False, default=0),
    Column("added_at", Float, nullable=False),
)

sightings = Table(
    "sightings",
    metadata,
    Column("number", NUMBER, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("source", NUMBER, ForeignKey("sources.number"), nullable=False),
    Column("url", String, nullable=False),
    Column("title", String),
    Column("published", String),
    Column("publisher", String),
    Column("language", String),
    Column("html", Text),
    Column("state", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_at", Float, nullable=False),
    Column("problem", Text),
    Column("seen_at", Float, nullable=False),
    Index("ix_sightings_state", "state", "next_at", "number"),
)
