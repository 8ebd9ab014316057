"""tavus: train and run video replicas on the Tavus API from the command line.

A map of the package:

- `__main__`, `main`: the process and its one boundary, a command line in and an exit code out.
- `app`, `grammar`, `options`: the root command, and how the command line is put together on Typer.
- `commands/`: a file a resource; its name is the command.
- `submission`, `work`, `changes`, `wait`, `download/`, `anycall/`, `checkup/`: what commands do, a layer down.
- `output`, `tables`, `progress`, `bars`, `streams`, `text`: how results and messages reach people and programs.
- `session`, `settings`, `config`: one run, with what was asked for, which key and which host.
- `client`, `calls`, `transport`: a request, from what it means to its bytes.
- `pages`, `seen`, `answers`, `faults`, `errors`: lists to their end, and everything that can go wrong.
- `generate/`, `cache`: completions, manual pages and the described tree; what shells complete ids from.
- `sandbox/`: a local stand-in for the API that imports nothing of the rest.
"""

__version__ = "0.1.0"
