"""Names of files from titles: what comes out is harmless, whatever goes in."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.export import FORMATS
from quotetrack.export.naming import MOST_BYTES, file_name

from .statements import HOSTILE

_NASTY = (
    "../",
    "..\\",
    "CON",
    "nul",
    "aux",
    "COM¹",
    "lpt9",
    ".",
    "-",
    " ",
    "\x00",
    "\u202e",
    "‮gpj.exe",
    "~",
    "é",
)
titles = st.lists(st.sampled_from((*_NASTY, *HOSTILE)) | st.text(max_size=40), max_size=8).map("".join)
endings = st.sampled_from(tuple(FORMATS))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Quotations", "Quotations.xlsx"),
        ("What did Sergei Lavrov say about Assad?", "What-did-Sergei-Lavrov-say-about-Assad.xlsx"),
        ("Lavrov’s words on “Assad”", "Lavrovs-words-on-Assad.xlsx"),
        ("../../etc/passwd", "etc-passwd.xlsx"),
        ("..\\..\\boot.ini", "boot-ini.xlsx"),
        ("C:\\x", "C-x.xlsx"),
        ("CON", "CON-quotations.xlsx"),
        ("CON.txt", "CON-txt.xlsx"),
        ("com¹", "com1-quotations.xlsx"),
        ("a\x00b\nc", "a-b-c.xlsx"),
        ("\u202egpj.exe", "gpj-exe.xlsx"),
        (".hidden", "hidden.xlsx"),
        ("--output=x", "output-x.xlsx"),
        ("Ｆｕｌｌ　ｗｉｄｔｈ", "Full-width.xlsx"),
        ("", "quotations.xlsx"),
        ("???", "quotations.xlsx"),
        ("\u3164\u115f", "quotations.xlsx"),
        ("\ud800", "quotations.xlsx"),
        ("Что сказал Лавров?", "Что-сказал-Лавров.xlsx"),
        ("क्या कहा", "क्या-कहा.xlsx"),
    ],
)
def test_a_title_gives_a_readable_name(title: str, name: str) -> None:
    assert file_name(title, "xlsx") == name


@given(titles, endings)
def test_a_name_is_harmless_whatever_the_title(title: str, ending: str) -> None:
    name = file_name(title, ending)
    stem, dot, after = name.partition(".")
    assert (dot, after) == (".", ending)
    assert stem
    assert not stem.startswith("-")
    assert not stem.endswith("-")
    assert {unicodedata.category(sign)[0] for sign in stem.replace("-", "")} <= set("LNM")
    assert len(stem.encode("utf-8")) <= MOST_BYTES + len("-quotations")
    assert unicodedata.is_normalized("NFKC", name)
    assert PurePosixPath(name).parts == PureWindowsPath(name).parts == (name,)
    assert not _is_reserved(name)


def _is_reserved(name: str) -> bool:
    stem = name.split(".")[0].rstrip(" ").upper()
    return stem in {"CON", "PRN", "AUX", "NUL"} or (
        stem[:3] in {"COM", "LPT"} and stem[3:] in set("0123456789¹²³")
    )


@given(titles)
def test_a_name_made_of_a_name_is_the_same(title: str) -> None:
    stem = file_name(title, "")
    assert file_name(stem, "") == stem


@given(titles, st.text(max_size=12))
def test_an_ending_adds_nothing_but_letters(title: str, ending: str) -> None:
    _, _, after = file_name(title, ending).partition(".")
    assert after == "" or (after.isascii() and after.isalnum())


@given(titles)
def test_a_file_of_that_name_can_be_made_and_stays_in_its_folder(
    tmp_path_factory: pytest.TempPathFactory, title: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "named"
    folder.mkdir(exist_ok=True)
    path = Path(folder / file_name(title, "csv"))
    path.write_bytes(b"")
    assert [file.resolve() for file in folder.iterdir()] == [path.resolve()]
    path.unlink()
