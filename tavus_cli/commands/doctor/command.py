"""`tavus doctor`: its help, and the columns of its findings."""

import typer

from tavus_cli.cli.grammar import DataVerb, standalone
from tavus_cli.cli.session import session_of
from tavus_cli.commands import doctor
from tavus_cli.output.rows import Shape

CHECKS = Shape(
    noun="check",
    id_field="name",
    columns={"name": "CHECK", "status": "STATUS", "message": "FOUND", "hint": "DO"},
    essential=3,
    fields=("name", "status", "message", "hint", "exit"),
)

app = standalone(doctor.__doc__)


@app.command("doctor", cls=DataVerb)
def check_up(ctx: typer.Context) -> None:
    """Check the set-up, up to a call that is answered.

    A line a check, with what to do where one fails. Ends with the exit code of the first that failed.

    Example:
        tavus doctor
        tavus doctor --json
    """
    from tavus_cli.commands.doctor import examination, findings

    session = session_of(ctx)
    session.out.check_columns(CHECKS)
    findings.show(session, CHECKS, list(examination.examine(session)))
