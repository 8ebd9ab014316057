"""tavus: train and run video replicas on the Tavus API from the command line.

A map of the package, from the top down; imports only ever point downwards:

- `__main__`: the process. It catches signals, sets the modes of the streams, and exits.
- `commands/`: `x.py` or `x/` is `tavus x`. What only one command needs lives with it.
- `generate/`: what is made from the command tree: completions, manual pages, the topics of the help.
- `verbs/`: what a verb does, the same for every noun: `read`, `create`, `wait`, `change` (rename, delete), `update`,
  `check/`, `download/`, `batch/`. `resource` is what a noun says of itself, the job that a create starts included.
- `cli/`: from argv to a command, and from an error to an exit code. `usage` words Typer's errors; `session` is one run:
  its options, its client, and the sandbox that `--sandbox` starts.
- `output/`: how results and messages reach people and programs: `results`, `tables`, `progress` (the bar), `recent`
  (what TAB completes).
- `settings/`: which settings hold (`resolve`, also the rows of `config list`), and the file they may come from.
- `sandbox/`: a local stand-in for the API. It imports nothing of the rest.
- `media/`: what a clip, a sound or a picture is, read from its first bytes.
- `api/`: the API over HTTP, from what a call means to its bytes: `client`, `calls` (a call with its retries and their
  policy), `pages` (a list over all its pages), `transport`. `urls` also makes an id safe in a path; `records` is what
  answers hold; `refusals` and `faults` are why a call failed, `doubt` what is said of an unknown outcome.
- `files`: files of this machine.
- `text`: foreign text made fit for a terminal.
- `errors`: exit codes, and the errors that carry them.
"""

__version__ = "0.2.0"
