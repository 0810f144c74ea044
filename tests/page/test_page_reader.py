"""From Source to Article: ids, dates given, languages, and pages that say nothing."""

import subprocess
import sys

import pytest

from dragoman.page.inputs import Source
from dragoman.page.languages import guess_language, is_english, language_name
from dragoman.page.reader import read_page


def test_the_id_is_the_given_one_or_a_stable_hash_of_address_and_text() -> None:
    assert read_page(Source("x", text="A.", id="mine")).id == "mine"
    hashed = {read_page(Source(origin, text="A.", url="u")).id for origin in ("x", "y")}
    assert len(hashed) == 1
    assert hashed != {read_page(Source("x", text="A.", url="v")).id}
    assert hashed != {read_page(Source("x", text="B.", url="u")).id}


def test_a_given_date_is_kept_and_one_that_is_no_date_is_left_out_with_a_warning() -> None:
    article = read_page(Source("x", text="A.", published="2020-02-03T10:00:00Z"))
    assert (article.published, article.published_basis) == ("2020-02-03T10:00:00Z", "given")
    article = read_page(Source("x", text="A.", published="yesterday"))
    assert article.published is None and "yesterday" in article.warnings[0]


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff"])
def test_a_page_without_text_has_a_warning(text: str) -> None:
    article = read_page(Source("x", text=text))
    assert not article.blocks or text.strip()
    assert article.warnings or text.strip()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The two sides have agreed to meet again, but not in the capital.", "en"),
        ("Les deux parties sont convenues de se revoir, mais pas dans la capitale, selon le ministre.", "fr"),
        (
            "Die beiden Seiten haben sich nicht auf ein neues Treffen in der Hauptstadt geeinigt und sind abgereist.",
            "de",
        ),
        ("Las dos partes no se han puesto de acuerdo sobre una nueva reunión en la capital del país.", "es"),
        ("Стороны договорились встретиться ещё раз, но не в столице.", "ru"),
        ("Сторони домовилися зустрітися ще раз, але не в їхній столиці.", "uk"),
        ("اتفق الطرفان على اللقاء مرة أخرى", "ar"),
        ("双方同意再次会面", "zh"),
        ("双方は再び会うことに合意した", "ja"),
        ("Peru tells Chile", None),
        ("", None),
    ],
)
def test_the_language_is_known_by_script_or_by_common_words(text: str, language: str | None) -> None:
    assert guess_language(text) == language


def test_a_text_in_another_language_has_its_name_in_a_warning() -> None:
    article = read_page(
        Source("x", text="Le président a dit que les forces ne sont pas dans la ville et que le pont est fermé.")
    )
    assert article.language == "fr" and any("French" in warning for warning in article.warnings)


def test_english_is_english_however_it_is_tagged() -> None:
    assert all(is_english(tag) for tag in ("en", "en-GB", "EN_us", "English", None))
    assert not is_english("fr")
    assert language_name("sw") == "Swahili"


def test_plain_pages_are_read_without_model_and_without_the_html_reader() -> None:
    code = (
        "import sys; from dragoman.page.inputs import Source; from dragoman.page.reader import read_page;"
        "from dragoman.page.dating import date_page;"
        "a = read_page(Source('x', text='A line on May 3.')); date_page(a);"
        "a = read_page(Source('x', html='<p>A page.</p>')) if len(sys.argv) > 1 else a;"
        "print(','.join(sorted({'onnxruntime', 'tokenizers', 'torch', 'trafilatura'} & set(sys.modules))))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
    run = subprocess.run([sys.executable, "-c", code, "html"], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "trafilatura"
