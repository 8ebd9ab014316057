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
    """Check the installation, the settings and the connection.

    The last check is a call of the API with your key. Prints a line for each check, with what to do if it failed. Exits
    with the code of the first failure.

    Example:
        tavus doctor
        tavus doctor --json
    """
    from tavus_cli.commands.doctor import examination, findings

    session = session_of(ctx)
    session.out.check_columns(CHECKS)
    findings.show(session, CHECKS, list(examination.examine(session)))
