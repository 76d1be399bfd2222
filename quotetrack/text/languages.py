"""Languages by code and by name: which one a page names, and what it is called."""

from __future__ import annotations

from types import MappingProxyType

LANGUAGE_NAMES = MappingProxyType(
    {
        "af": "Afrikaans",
        "am": "Amharic",
        "ar": "Arabic",
        "az": "Azerbaijani",
        "be": "Belarusian",
        "bg": "Bulgarian",
        "bn": "Bengali",
        "bs": "Bosnian",
        "ca": "Catalan",
        "cs": "Czech",
        "cy": "Welsh",
        "da": "Danish",
        "de": "German",
        "el": "Greek",
        "en": "English",
        "eo": "Esperanto",
        "es": "Spanish",
        "et": "Estonian",
        "eu": "Basque",
        "fa": "Persian",
        "fi": "Finnish",
        "fr": "French",
        "ga": "Irish",
        "gl": "Galician",
        "gu": "Gujarati",
        "ha": "Hausa",
        "he": "Hebrew",
        "hi": "Hindi",
        "hr": "Croatian",
        "ht": "Haitian Creole",
        "hu": "Hungarian",
        "hy": "Armenian",
        "id": "Indonesian",
        "ig": "Igbo",
        "is": "Icelandic",
        "it": "Italian",
        "ja": "Japanese",
        "ka": "Georgian",
        "kk": "Kazakh",
        "km": "Khmer",
        "kn": "Kannada",
        "ko": "Korean",
        "ku": "Kurdish",
        "ky": "Kyrgyz",
        "la": "Latin",
        "lb": "Luxembourgish",
        "lo": "Lao",
        "lt": "Lithuanian",
        "lv": "Latvian",
        "mg": "Malagasy",
        "mk": "Macedonian",
        "ml": "Malayalam",
        "mn": "Mongolian",
        "mr": "Marathi",
        "ms": "Malay",
        "mt": "Maltese",
        "my": "Burmese",
        "ne": "Nepali",
        "nl": "Dutch",
        "no": "Norwegian",
        "pa": "Punjabi",
        "pl": "Polish",
        "ps": "Pashto",
        "pt": "Portuguese",
        "ro": "Romanian",
        "ru": "Russian",
        "rw": "Kinyarwanda",
        "si": "Sinhala",
        "sk": "Slovak",
        "sl": "Slovenian",
        "so": "Somali",
        "sq": "Albanian",
        "sr": "Serbian",
        "sv": "Swedish",
        "sw": "Swahili",
        "ta": "Tamil",
        "te": "Telugu",
        "tg": "Tajik",
        "th": "Thai",
        "tk": "Turkmen",
        "tl": "Filipino",
        "tr": "Turkish",
        "tt": "Tatar",
        "ug": "Uyghur",
        "uk": "Ukrainian",
        "ur": "Urdu",
        "uz": "Uzbek",
        "vi": "Vietnamese",
        "xh": "Xhosa",
        "yo": "Yoruba",
        "zh": "Chinese",
        "zu": "Zulu",
    }
)
"""The languages that can be told, by their code (ISO 639-1)."""

_OTHER_CODES = MappingProxyType(
    {
        "nb": "no",
        "nn": "no",
        "fil": "tl",
        "iw": "he",
        "in": "id",
        "cmn": "zh",
        "yue": "zh",
        "eng": "en",
        "fra": "fr",
        "fre": "fr",
        "deu": "de",
        "ger": "de",
        "spa": "es",
        "ita": "it",
        "por": "pt",
        "rus": "ru",
        "ara": "ar",
        "zho": "zh",
        "chi": "zh",
        "jpn": "ja",
        "nld": "nl",
        "dut": "nl",
        "pol": "pl",
        "tur": "tr",
        "ukr": "uk",
        "kor": "ko",
        "sh": "sr",
    }
)
# Three letters (ISO 639-2), former codes, and kinds of one language.
_BY_NAME = MappingProxyType({name.casefold(): code for code, name in LANGUAGE_NAMES.items()})


def language_code(word: str | None) -> str | None:
    """Return the code of the language that a page or a field names; None if it names none that is known.

    Args:
        word: A code with or without region and script ("fr", "fr-CA", "pt_BR", "fra"), or the English name.

    Example:
        >>> language_code("fr-CA"), language_code("German"), language_code("x-default")
        ('fr', 'de', None)
    """
    folded = (word or "").strip().casefold()
    main = folded.replace("_", "-").split("-")[0]
    code = _OTHER_CODES.get(main, main)
    return code if code in LANGUAGE_NAMES else _BY_NAME.get(folded)


def language_name(code: str) -> str:
    """Return the English name of a language; the code itself if the table has no name for it."""
    return LANGUAGE_NAMES.get(language_code(code) or code, code)
