"""tavus: train and run video replicas on the Tavus API from the command line.

    __main__, main   the process and its one boundary: a command line in, an exit code out
    app, grammar     the root command, and how the command line is put together on Typer
    commands/        a file a resource; its name is the command
    submission, changes, wait, download/, anycall/, checkup/   what commands have in common, or need for themselves
    output, tables, progress, streams, text   how results and messages reach people and programs
    session, settings, config   one run: what was asked for, which key, which host
    client, calls, transport    a request: what it means, what is tried again, one exchange
    pages, answers, faults, errors   lists to their end, and everything that can go wrong
    sandbox/         a local stand-in for the API that imports nothing of the rest
"""

__version__ = "0.1.0"
