"""tavus: train and run video replicas on the Tavus API from the command line.

A map of the package, from the top down; imports only ever point downwards:

- `__main__`: the process. It catches signals, sets the modes of the streams, and exits.
- `commands/`: `x.py` or `x/` is `tavus x`. What only one command needs lives with it.
- `generate/`: what is made from the command tree: completions, manual pages, `help --json`.
- `verbs/`: what a verb does, the same for every noun: read, check, create, wait, change, download.
- `cli/`: from argv to a command, and from an error to an exit code.
- `output/`: how results and messages reach people and programs.
- `settings/`: which settings hold, and the file they may come from.
- `sandbox/`: a local stand-in for the API. It imports nothing of the rest.
- `media/`: what a clip, a sound or a picture is, read from its first bytes.
- `api/`: the API over HTTP, from what a call means to its bytes.
- `files`: files of this machine.
- `text`: foreign text made fit for a terminal.
- `errors`: exit codes, and the errors that carry them.
"""

__version__ = "0.1.0"
