"""tavus: train and run video replicas on the Tavus API from the command line.

A map of the package, from the top down. Imports only ever point downwards; commands are found by their files.

- `__main__`: the process: it installs the signal handlers, sets up the streams, and exits.
- `commands/`: `x.py` or `x/` is `tavus x`. What only one command needs lives with it. A noun that has more than one
  file says in `resource` what it is.
- `generate/`: what is made from the command tree: completions (`engines/` are the shells' parts), manual pages, and
  the topics of the help.
- `verbs/`: the verbs, implemented once for all nouns: `read`, `create`, `wait`, `change` (rename, publish, delete),
  `update`, `watch`, `browse` (open), `check/`, `upload/`, `download/`, `batch/`. `resource` has the types with which a
  noun and its job are declared. `body` makes the fields of a request, `preflight` checks them, `dry_run` shows them.
  `done` lets errors after a change state that the change was made.
- `cli/`: from argv to a command (`cli` itself finds it, `grammar` holds the command classes, `options` the options
  that commands share), and from an error to an exit code. `usage` words Typer's errors; `session` is one run: its
  options, its client, and the sandbox that `--sandbox` starts.
- `output/`: how results and messages reach people and programs: `results`, `formats`, `tables`, `streams`, `progress`
  (the bar) on `live` lines, `screen` (what `--watch` draws on), and `recent`, which keeps the ids that were shown, for
  TAB.
- `settings/`: `table` has a row for each setting, `kinds` the types of their values; `resolve` decides which value
  holds (also for `config list`), `file` reads the config file, `edit` changes it or refuses to, `key` is the API key.
- `sandbox/`: a local stand-in for the API. It imports nothing of the rest.
- `media/`: metadata of clips, sounds and pictures, read from a few parts of a local file or of one behind a link.
- `api/`: the API over HTTP, from what a call means to its bytes: `client`, `calls` (a call with its retries and their
  policy), `pages` (the requests for a list), `transport` (one exchange), `connections`. `storage` reads files behind
  links, without the key. `urls` also makes an id safe in a path. `records` is the content of answers, `refusals` the
  errors for what the API refused, `faults` those of the network, `doubt` those of a change whose outcome is unknown.
  `signals` and `deadline` end what waits.
- `files`: files of this machine.
- `text`: foreign text made fit for a terminal, or read as strict JSON.
- `errors`: exit codes with their texts, and the errors that carry them.
"""

__version__ = "0.2.0"
