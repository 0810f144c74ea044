"""The watch: sources polled with manners, new pages fetched once and handed on, all of it kept across restarts."""

from dragoman.watch.health import health_lines
from dragoman.watch.ledger import Health, Ledger
from dragoman.watch.watch import Watch

__all__ = ["Health", "Ledger", "Watch", "health_lines"]
