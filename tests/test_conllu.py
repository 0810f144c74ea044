"""CoNLL-U in and out."""

from dragoman.language.conllu import ConlluError, Sentence, parse_conllu, read_conllu
from dragoman.language.reader import ParsedWords

TREE = """# sent_id = s1
# text = It's over.
1-2\tIt's\t_\t_\t_\t_\t_\t_\t_\t_
1\tIt\t_\t_\t_\t_\t_\t_\t_\t_
2\t's\t_\t_\t_\t_\t_\t_\t_\t_
2.1\tall\t_\t_\t_\t_\t_\t_\t_\t_
3\tover\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
4\t.\t_\t_\t_\t_\t_\t_\t_\tEntity=(1-place

1\tGeneva\tlemma\t_\t_\tNumber=Sing\t_\t_\t_\t_

"""


def parse(sentences: list[list[str]], glued: list[list[bool]]) -> list[ParsedWords]:
    """Every word a noun below the word before it; words with a capital are places."""
    return [
        ParsedWords(
            ["NOUN"] * len(words),
            ["NN"] * len(words),
            list(range(len(words))),
            ["root"] + ["dep"] * (len(words) - 1),
            ["B-place" if word[0].isupper() else "O" for word in words],
        )
        for words in sentences
    ]


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def test_a_file_that_is_not_filled_comes_back_as_it_was() -> None:
    assert "".join(map(str, read_conllu(lines(TREE)))) == TREE


def test_only_numbered_words_are_words() -> None:
    first = next(read_conllu(lines(TREE)))
    assert isinstance(first, Sentence)
    assert first.words == ["It", "'s", "over", "."]


def test_words_are_glued_inside_a_token_and_where_no_space_follows() -> None:
    first = next(read_conllu(lines(TREE)))
    assert isinstance(first, Sentence)
    assert first.glued == [False, True, False, True]


def test_the_model_fills_its_columns_and_leaves_the_others() -> None:
    out = "".join(map(str, parse_conllu(lines(TREE), parse)))
    assert "1-2\tIt's\t_\t_\t_\t_\t_\t_\t_\t_\n" in out
    assert "2.1\tall\t_\t_\t_\t_\t_\t_\t_\t_\n" in out
    assert "1\tIt\t_\tNOUN\tNN\t_\t0\troot\t_\tEntity=B-place\n" in out
    assert "3\tover\t_\tNOUN\tNN\t_\t2\tdep\t_\tSpaceAfter=No\n" in out
    assert "1\tGeneva\tlemma\tNOUN\tNN\tNumber=Sing\t0\troot\t_\tEntity=B-place\n" in out


def test_entities_of_the_input_give_way_to_those_of_the_model() -> None:
    assert "4\t.\t_\tNOUN\tNN\t_\t3\tdep\t_\t_\n" in "".join(map(str, parse_conllu(lines(TREE), parse)))


def test_a_broken_sentence_is_named_by_line_and_stops_nothing() -> None:
    text = "1\tonly three\tcolumns\n\n" + TREE + "1\tA" + "\t_" * 8 + "\n3\tB" + "\t_" * 8 + "\n\n"
    found = list(parse_conllu(lines(text), parse))
    assert [type(one) for one in found] == [ConlluError, Sentence, Sentence, ConlluError]
    assert str(found[0]) == "line 1: 3 columns instead of 10"
    assert str(found[3]) == "line 15: word 3 where word 2 should stand"


def test_a_last_sentence_without_a_blank_line_counts() -> None:
    assert len(list(read_conllu(lines(TREE.rstrip("\n"))))) == 2


def test_line_ends_of_windows_are_understood() -> None:
    assert [len(one.rows) for one in read_conllu(lines(TREE.replace("\n", "\r\n"))) if isinstance(one, Sentence)] == [
        4,
        1,
    ]
