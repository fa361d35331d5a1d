"""Text for people: one gettext catalogue for window, terminal, errors and papers.

Messages in the source are English; `resources/translations/zh_CN` holds the Chinese, which is the
first language: whoever asks for nothing, or for a locale we do not have, reads Chinese.
"""

import gettext as _gettext
import locale
import os

from nightschool import paths

LANGUAGES = ("zh", "en")
_translations: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def _(message: str) -> str:
    """The message in the language in force."""
    return _translations.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message for `count` things in the language in force."""
    return _translations.ngettext(singular, plural, count)


def N_(message: str) -> str:
    """Mark a message for the catalogue that is translated later, when it is shown."""
    return message


def language() -> str:
    """The language in force, `zh` or `en`."""
    return _language


def use_language(language: str) -> None:
    """Switch all messages from now on to `zh` or `en`."""
    global _language, _translations
    _language = language
    _translations = load(language)


def load(language: str) -> _gettext.NullTranslations:
    """The catalogue of one language, for papers whose language is not that of the screen."""
    if language == "en":
        return _gettext.NullTranslations()
    return _gettext.translation("nightschool", paths.resources() / "translations", ["zh_CN"])


def language_of_machine() -> str:
    """`en` where the machine's locale is English, else `zh`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return _language_of(os.environ[name])
    return _language_of(locale.getlocale()[0] or "")


def _language_of(tag: str) -> str:
    return "en" if tag.lower().startswith("en") else "zh"
