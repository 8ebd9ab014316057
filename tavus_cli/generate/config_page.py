"""The manual page of the config file. Its facts come from what reads the file."""

from tavus_cli.generate.roff import bold, display, item, page, paragraphs, prose, section, title
from tavus_cli.generate.topics import FILES
from tavus_cli.settings.changes import KEYS
from tavus_cli.settings.file import WANTED
from tavus_cli.settings.resolve import BASE_URL, KEY_VARIABLE, RETRIES, TIMEOUT

NAME = "tavus-config"

MEANINGS = {
    "base_url": f"Root of the API, without /v2, over https or on this machine. {BASE_URL} unless set.",
    "api_key": "The API key. It goes to the host of the base_url beside it and nowhere else.",
    "api_key_command": "A program whose first line of output is the key, run without a shell; instead of api_key.",
    "timeout": f"Limit for one call with all its tries. {TIMEOUT:g} unless set.",
    "retries": f"Tries after the first, where a repeat is safe. {RETRIES} unless set.",
    "default_profile": "The profile to use where none is named; the one called default unless set. Stands outside of"
    " the profiles.",
}
EXAMPLE = """\
default_profile = "work"

[profiles.work]
api_key_command = "pass show tavus"
timeout = 30

[profiles.staging]
base_url = "https://staging.example.com"
api_key = "..."
"""
_DESCRIPTION = f"""
The file holds tables called profiles.NAME, one a profile, in TOML. It need not exist.

A setting is taken from its option, else from its variable in the environment, else from the profile in force, else its
default holds. The profile in force is that of --profile, else of TAVUS_PROFILE, else of default_profile. A key in
{KEY_VARIABLE} goes before a stored one.

A file that cannot be read or understood is an error and is never changed. Settings that are not known are told of and
ignored. Writing keeps comments, replaces the file as a whole and lets only its owner read it.
"""


def page_text(released: str) -> str:
    """The page."""
    meanings = [line for key in KEYS for line in item(bold(key), _meaning(key))]
    return page(
        [
            *title(NAME, 5, released),
            *section("NAME", rf"{prose(NAME)} \- settings and keys of tavus"),
            *section("SYNOPSIS", bold(FILES[0].name)),
            *section("DESCRIPTION", *paragraphs(_DESCRIPTION.strip())),
            *section("SETTINGS", *meanings),
            *section("FILES", *item(bold(FILES[0].name), FILES[0].meaning.replace(f", see {NAME}(5)", ""))),
            *section("EXAMPLES", *display(EXAMPLE.rstrip())),
            *section("SEE ALSO", f"{bold('tavus')}(1),\n{bold('tavus-auth')}(1),\n{bold('tavus-config')}(1)"),
        ]
    )


def _meaning(key: str) -> str:
    kind = f" {WANTED[key][:1].upper()}{WANTED[key][1:]}." if key in WANTED else ""
    return MEANINGS[key] + kind
