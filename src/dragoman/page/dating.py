"""The date of a page that gives none: read off the text, or worked out from calendar dates and weekdays that must
agree.

A caption's 'March 21' beside 'on Tuesday' and 'on Monday' leaves the years in which the page, written within days of
21 March, could speak so; explicit years, the offices people held and datable things leave fewer. Each day near a
calendar date in the text is weighed by how usual it is for news to speak of that date and those weekdays on that day;
the likeliest day is taken, and a warning lists the others that are nearly as likely.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from math import exp, log

from dragoman.page.article import READ_KINDS, Article
from dragoman.page.calendar import CalendarDate, NamedDay, calendar_dates, named_days, years
from dragoman.page.tenures import Bound, OfficeIndex, OfficeTerm, datable_bounds, load_datables

__all__ = ["OfficeIndex", "OfficeTerm", "date_page"]

FIRST_YEAR = 1990
"""Undated pages are taken to be no older."""
PUBLISHED = re.compile(r"\b(?:published|posted|publi(?:sh|cation) date|date:)", re.IGNORECASE)
UPDATED = re.compile(r"\b(?:updated|last (?:updated|modified)|modified)\b", re.IGNORECASE)
DATELINE = re.compile(r"^[A-Z][A-Z'’.\- ]{2,}(?:,\s*[A-Z][\w.’ ]{2,20})?(?:\s*\([^)]{2,20}\))?,?\s+(?=[A-Z]|\d)")
"""A place in capitals at the start of a paragraph: 'LONDON, ', 'GAZA CITY, Gaza Strip (AP), '."""
DASH = re.compile(r"^[\s,)]*(?:\([^)]{2,40}\))?\s*(?:[-–—:]|_)|^\s*\([^)]{2,40}\)")
ABOVE, BELOW = 15, 3
"""Blocks above the body, and below it, among which the line with the date of publication is sought."""
LONGEST_LINE = 16
"""Words that such a line has at most."""
MOST_DAYS = 2
"""With more different days than these above the body they belong to other stories."""
SPREAD = 7
"""Days around a calendar date among which the day of the page is sought."""
NEARLY = log(8)
"""Another year is still possible where its best day is at most this much less likely than the likeliest."""
EQUAL = log(1.2)
"""The same for another day of the same year."""
MOST_LISTED = 6
LEAST_SHARE = 0.3
"""Where the likeliest year has less than this share of the likelihood of all years, nothing is known."""
MOST_DATES = 6
"""A text with more calendar dates than this is a list or a history: none of them is near its own."""

PAST_WEEKDAY = (0.32, 0.32, 0.12, 0.07, 0.06, 0.05, 0.06)
"""Share of past weekdays in news that are so many days back; Tuesday's page says 'Tuesday' of the same day."""
FUTURE_WEEKDAY = (0.28, 0.26, 0.13, 0.1, 0.09, 0.07, 0.07)
LAST_WEEKDAY = (0.02, 0.07, 0.1, 0.15, 0.2, 0.2, 0.16)
CAPTION_DAYS = (0.35, 0.28, 0.1, 0.05, 0.03, 0.02, 0.02, 0.01)
"""Share of dates in captions that are so many days before the page."""
BODY_DAYS = (0.2, 0.16, 0.09, 0.07, 0.05, 0.04, 0.03, 0.02)
YEARS_BACK = (0.4, 0.3, 0.12, 0.06, 0.03)
"""Share of news whose latest year spoken of as past is the year itself, the one before, and so on."""
DATELINE_DAYS = (0.65, 0.25, 0.04, 0.01, 0.005, 0.005, 0.005, 0.005)


def date_page(
    article: Article,
    offices: OfficeIndex | Iterable[OfficeTerm] = (),
    today: date | None = None,
) -> None:
    """Give the article its date where it has none: `published`, `published_basis`, and a warning where several are
    possible.

    `offices`: terms of office (an OfficeIndex where many articles are dated); `today`: no page is later (default: the
    day it is).
    """
    if article.published:
        return
    today = today or datetime.now(UTC).date()
    if written := _written_date(article, today):
        article.published, article.published_basis = written.isoformat(), "text"
        return
    likely = _likely_days(article, offices, today)
    if not likely:
        return
    article.published, article.published_basis = likely[0].isoformat(), "inferred"
    if len(likely) > 1:
        listed = ", ".join(day.isoformat() for day in likely[:MOST_LISTED]) + (
            ", ..." if len(likely) > MOST_LISTED else ""
        )
        article.warnings.append(f"the date is inferred and not certain; possible: {listed}")


def _written_date(article: Article, today: date) -> date | None:
    """The date of publication where the page says it: a 'Published' line, a dateline with its year, a date line."""
    blocks = article.blocks
    body = [i for i, block in enumerate(blocks) if block.kind == "body"]
    first, last = (body[0], body[-1]) if body else (len(blocks), len(blocks) - 1)
    published: list[date] = []
    updated: list[date] = []
    lines: list[date] = []
    for block in blocks[max(0, first - ABOVE) : first] + blocks[last + 1 : last + 1 + BELOW]:
        text = article.text[block.start : block.end]
        if block.kind in READ_KINDS or len(text.split()) > LONGEST_LINE:
            continue
        days = _days([item for item in calendar_dates(text) if item.year], today)
        if PUBLISHED.search(text):
            published += days[:1]
        elif UPDATED.search(text):
            updated += days[:1]
        elif body and block.end <= blocks[first].start:
            lines += days[:1]
    opening = _dateline(article.text[blocks[first].start : blocks[first].end]) if body else None
    if opening and opening.year:
        lines = _days([opening], today)
    for days in (published, lines if len(set(lines)) <= MOST_DAYS else [], updated):
        if days:
            return days[0]
    return None


def _days(dates: Sequence[CalendarDate], today: date) -> list[date]:
    days = [item.in_year(item.year) for item in dates if item.year]
    return [day for day in days if day and day <= today + timedelta(days=1)]


def _dateline(paragraph: str) -> CalendarDate | None:
    """The date in the dateline of a paragraph: 'LONDON, March 3, 2021 (Reuters) - ...'."""
    head = paragraph[:120]
    match = DATELINE.match(head)
    if match is None:
        return None
    for found in calendar_dates(head):
        gap = head[match.end() : found.start]
        rest = re.sub(
            r"^[\w.,]*?(?:\s\d{1,2}(?:st|nd|rd|th)?)?(?:\s[A-Z][a-z]+\.?)?(?:,?\s+\d{4})?(?=[\s,(:_–—-])",
            "",
            head[found.start :],
            count=1,
        )
        if len(gap) < 3 and DASH.match(rest):
            return found
    return None


def _likely_days(article: Article, offices: OfficeIndex | Iterable[OfficeTerm], today: date) -> list[date]:
    """The days on which the page may have been written, likeliest first; empty where nothing in it says."""
    evidence = _Evidence(article)
    if not evidence.dates:
        return []
    if len({(item.month, item.day) for item, _ in evidence.dates}) > MOST_DATES:
        return []
    index = offices if isinstance(offices, OfficeIndex) else OfficeIndex(offices)
    known = datable_bounds(evidence.text, load_datables())
    bounds = [*index.bounds(evidence.text), *known]
    first_year = max([FIRST_YEAR, evidence.latest or 0, *(_opening(bound).year for bound in known)])
    days = {day for day in _candidates(evidence.dates, first_year, today) if evidence.grounds(day)}
    begun = max((_opening(bound) for bound in bounds if bound.weight > 3), default=date.min)
    scored = sorted(((evidence.likelihood(day) - _bound_cost(day, bounds, begun), day) for day in days), reverse=True)
    return _possible(scored)


def _possible(scored: Sequence[tuple[float, date]]) -> list[date]:
    """Of days and their log likelihoods, likeliest first, those that may be meant: one a year, and the likeliest's
    near equals; none where too many years are.
    """
    years: dict[int, float] = {}
    for score, day in scored:
        years.setdefault(day.year, score)
    if not scored or sum(exp(score - scored[0][0]) for score in years.values()) > 1 / LEAST_SHARE:
        return []
    best, chosen = scored[0]
    possible: list[date] = []
    for score, day in scored:
        new_year = all(day.year != other.year for other in possible)
        if score > best - (NEARLY if new_year else EQUAL) and (new_year or day.year == chosen.year):
            possible.append(day)
    return possible


def _opening(bound: Bound) -> date:
    """The first day that a bound allows."""
    return min(first or date.min for first, _ in bound.spans)


def _bound_cost(day: date, bounds: Sequence[Bound], begun: date) -> float:
    """What the bounds cost a day; and a little for each year since the latest of them began, since news speaks of the
    new.
    """
    cost = sum(bound.cost(day) for bound in bounds)
    if date.min < begun < day:
        cost += 0.5 * log(1 + (day - begun).days / 365)
    return cost


def _candidates(dates: Sequence[tuple[CalendarDate, str]], first_year: int, today: date) -> set[date]:
    """The days near a calendar date of the text, in every year that it may mean."""
    found = set()
    for item, _ in dates:
        for year in [item.year] if item.year else range(first_year, today.year + 1):
            if day := item.in_year(year):
                found |= {day + timedelta(days=offset) for offset in range(-SPREAD, SPREAD + 1)}
    return {day for day in found if first_year <= day.year and day <= today}


class _Evidence:
    """What an article says of days; `likelihood` of a day is that of saying so on it."""

    def __init__(self, article: Article) -> None:
        self.dates: list[tuple[CalendarDate, str]] = []
        self.named: set[NamedDay] = set()
        parts = []
        first = True
        for block in article.blocks:
            text = article.text[block.start : block.end]
            if block.kind == "dateline" or (block.kind == "body" and first and (line := _dateline(text))):
                found = list(calendar_dates(text))
                self.dates += [
                    (item, "dateline" if block.kind == "dateline" or item == line else "body") for item in found
                ]
            elif block.kind in READ_KINDS:
                self.dates += [(item, block.kind) for item in calendar_dates(text)]
            if block.kind == "body":
                first = False
            if block.kind in READ_KINDS:
                self.named |= set(named_days(text))
                parts.append(text)
        self.dates = self.dates[:12]
        self.text = "\n".join(parts)
        self.latest, self.ahead = years(self.text)

    def grounds(self, day: date) -> bool:
        """Whether a date of the text may be spoken of as near: in a caption or dateline, with its weekday or 'today',
        or beside weekdays that stand alone. A date in the running text by itself may be any old one.
        """
        for item, kind in self.dates:
            meant = item.in_year(item.year or day.year)
            if meant is None or not -SPREAD <= (day - meant).days <= SPREAD:
                continue
            if kind in {"caption", "dateline"} or item.ago is not None or item.weekday == meant.weekday():
                return True
            if self.named and not item.year:
                return True
        return False

    def likelihood(self, day: date) -> float:
        """Log likelihood of the days and years of the text, were it written on `day`."""
        total = sum(log(_date_share(item, kind, day)) for item, kind in self.dates)
        total += sum(log(_weekday_share(item, day)) for item in self.named)
        if self.latest is not None:
            gap = day.year - self.latest
            total += log(0.0005 if gap < 0 else YEARS_BACK[gap] if gap < len(YEARS_BACK) else 0.02)
        if self.ahead is not None and day.year > self.ahead:
            total += log(0.05)
        return total


def _date_share(item: CalendarDate, kind: str, day: date) -> float:
    """How usual it is for a page of `day` to name this calendar date, in a dateline, caption or elsewhere."""
    if item.year:
        meant = item.in_year(item.year)
        meanings = [meant] if meant else []
    else:
        meanings = [found for year in (day.year - 1, day.year, day.year + 1) if (found := item.in_year(year))]
    shares = []
    for meant in meanings:
        share = _gap_share((day - meant).days, item, kind)
        if item.weekday is not None:
            share *= 1.0 if meant.weekday() == item.weekday else 0.005
        shares.append(share)
    return max(shares, default=1e-6)


def _gap_share(gap: int, item: CalendarDate, kind: str) -> float:
    if item.ago is not None:
        return 0.9 if gap == item.ago else 0.001
    steps: tuple[float, ...] = DATELINE_DAYS if kind == "dateline" else CAPTION_DAYS if kind == "caption" else BODY_DAYS
    if item.tense == "future" and kind != "caption" and kind != "dateline":
        gap, steps = -gap, FUTURE_WEEKDAY
    elif item.tense == "unknown" and kind == "body":
        gap = abs(gap)
    if 0 <= gap < len(steps):
        return steps[gap]
    if gap < 0:
        return 0.002 if gap > -8 else 0.0005
    return 0.005 if gap <= 30 else 0.0012 if gap <= 180 else 0.0005 if gap <= 366 else 0.0002


def _weekday_share(item: NamedDay, day: date) -> float:
    """How usual it is for a page of `day` to name this weekday in this tense."""
    if item.is_today:
        return 0.9 if day.weekday() == item.weekday else 0.02
    back = (day.weekday() - item.weekday) % 7
    ahead = -back % 7
    if item.tense == "past":
        return PAST_WEEKDAY[back]
    if item.tense == "last":
        return LAST_WEEKDAY[back]
    if item.tense == "future":
        return FUTURE_WEEKDAY[ahead]
    if item.tense == "next":
        return LAST_WEEKDAY[ahead]
    return (PAST_WEEKDAY[back] + FUTURE_WEEKDAY[ahead]) / 2
