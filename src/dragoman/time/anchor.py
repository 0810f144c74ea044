"""The date of what a word tells: the temporal expression of its clause, else of its sentence."""

from bisect import bisect_left, bisect_right

from dragoman.language.reading import Reading
from dragoman.page.article import Article
from dragoman.time.timex import Timex

CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "conj", "parataxis", "csubj"})
"""Relations that open a clause of its own; `acl:relcl` counts as `acl`, `conj` only between verbs."""
VAGUE = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})


def date_of(word: int, reading: Reading, times: list[Timex], article: Article) -> tuple[str | None, Timex | None]:
    """The value of the date of an event whose trigger is `word`, and the expression that gives it.

    First the DATE or TIME nearest to the word among those that hang on its own clause, then the one of a clause that
    holds this clause, then the nearest of the sentence. Without any: the page's date (`article.published`, may be None)
    and no expression. `times` is in the order of the text. Vague ones (`PAST_REF`) and lengths date nothing.
    """
    sentence = reading.sentences[reading.sentence_of[word]]
    start, end = reading.span(sentence.first, sentence.end)
    dated = [
        (bisect_right(reading.starts, timex.start) - 1, timex)
        for timex in times[bisect_left(times, start, key=_start) : bisect_left(times, end, key=_start)]
        if timex.type in ("DATE", "TIME") and timex.value not in VAGUE
    ]
    if not dated:
        return (article.published or "")[:10] or None, None
    own = _clause_of(reading, word)
    clause: int | None = own
    while clause is not None:
        inside = [(abs(at - word), number) for number, (at, _) in enumerate(dated) if _clause_of(reading, at) == clause]
        if inside:
            timex = dated[min(inside)[1]][1]
            return timex.value, timex
        above = reading.heads[clause]
        clause = _clause_of(reading, above) if above >= 0 else None
    timex = min(dated, key=lambda pair: abs(pair[0] - word))[1]
    return timex.value, timex


def _start(timex: Timex) -> int:
    return timex.start


def _clause_of(reading: Reading, word: int) -> int:
    """The word that heads the smallest clause around a word."""
    for _ in range(len(reading.words)):
        relation = reading.deprels[word].split(":")[0]
        opens = relation in CLAUSES and (relation != "conj" or reading.upos[word] in ("VERB", "AUX"))
        if opens or reading.heads[word] < 0:
            return word
        word = reading.heads[word]
    return word
