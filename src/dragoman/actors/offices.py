"""Offices: who heads a body on a date, what somebody's office is called in words, and to what it makes him belong.

In come the terms of all persons; titles are scanned for the bodies and countries that they name, each once.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

from dragoman.actors import roles
from dragoman.actors.entities import INTERNATIONAL, Entity, Land, Match, Term
from dragoman.actors.names import pieces
from dragoman.actors.nouns import AgentNouns
from dragoman.actors.people import People


class Offices:
    """The terms of `people`; `scan` finds the names in a title, `agents` gives the agent nouns when they are needed."""

    def __init__(
        self,
        people: People,
        lands: dict[str, Land],
        scan: Callable[[Sequence[str]], list[Match]],
        agents: Callable[[], AgentNouns],
    ) -> None:
        self._people, self._lands, self._scan, self._agents = people, lands, scan, agents
        self._titles_told: dict[str, list[Match]] = {}

    def adjective(self, code: str) -> str | None:
        """The word that goes before an office of a country: 'Russian' for RUS."""
        land = self._lands.get(f"country:{code}")
        return land.demonyms[0] if land and land.demonyms else None

    def _told(self, title: str) -> list[Match]:
        """What a title names beside the task: NATO in 'NATO envoy for Libya'."""
        found = self._titles_told.get(title)
        if found is None:
            words = title.split()
            found = [match for match in self._scan(words) if match.first < roles.task_at(words)]
            self._titles_told[title] = found
        return found

    @cached_property
    def _heads(self) -> dict[str, list[Term]]:
        """By key of a body: the terms of those who headed it, as the titles tell."""
        found: dict[str, list[Term]] = {}
        for terms in self._people.terms.values():
            for term in terms:
                words = term.title.split()
                for match in self._told(term.title):
                    rest = {part for word in words[: match.first] + words[match.end :] for part in pieces(word)}
                    if match.entities[0].kind in ("organization", "group") and rest <= roles.HEAD_WORDS:
                        found.setdefault(match.entities[0].key, []).append(term)
        return found

    def heads(self, body: Entity, on: date | None) -> list[Term]:
        """Who headed a body on a date; without a date, who heads it still; the latest first."""
        found = [
            term for term in self._heads.get(body.key, ()) if (term.until is None if on is None else term.covers(on))
        ]
        return sorted(found, key=lambda term: term.since, reverse=True)

    def role_title(self, term: Term) -> str:
        """The title of a term with its country."""
        land = self._lands.get(f"country:{term.country}")
        country = land.entity if land else None
        tells = country is not None and any(
            match.entities[0].country == country.country or match.entities[0].kind == "country"
            for match in self._told(term.title)
        )
        return roles.in_words(term, country, self.adjective(term.country), tells)

    def affiliation(self, entity: Entity, on: date | None) -> tuple[str | None, str | None]:
        """Country and PLOVER sector of an entity on a date. Somebody who has left office is ELI, as PLOVER has it."""
        terms = self._people.terms_of(entity, None) if entity.kind == "person" else []
        if not terms:
            return entity.country, entity.sector
        now = self._people.terms_of(entity, on) if on is not None else [term for term in terms if term.until is None]
        if now:
            return now[0].country, self.sector(now[0])
        past = on is None or terms[0].since < on
        return entity.country, "ELI" if past else None

    def sector(self, term: Term) -> str | None:
        """The PLOVER sector of an office; None for that of an international body, whose code stands as the country."""
        if term.country in INTERNATIONAL and term.country != "IMG":
            return None
        if roles.is_family(term.title) or term.title.lower().startswith("former "):
            return "ELI"
        if term.office not in ("other", "leader"):
            return "GOV"
        told = [match.entities[0] for match in self._told(term.title)]
        bodies = [entity for entity in told if entity.kind in ("organization", "group")]
        if bodies and bodies[0].kind == "group":
            return bodies[0].sector
        agent = self._agents().in_title(term.title)
        if agent is not None and agent.sector not in (None, "UNK", "GOV"):
            return agent.sector
        for body in bodies:
            if body.sector is not None and not body.key.startswith("region:"):
                return body.sector
        return "PTY" if not told and term.title.endswith(" leader") else "GOV"
