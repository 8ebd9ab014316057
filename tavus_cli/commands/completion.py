"""Print the completion script for a shell."""

from enum import StrEnum
from typing import Annotated

import typer

from tavus_cli.cli.grammar import Verb, standalone
from tavus_cli.cli.session import session_of

app = standalone(__doc__)


class Shell(StrEnum):
    """The shells with a completion script."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"
    powershell = "powershell"


@app.command("completion", cls=Verb)
def print_completion(
    ctx: typer.Context,
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help=f"One of {', '.join(Shell)}.")],
) -> None:
    """Print the completion script for a shell.

    Save it with the command for your shell below, again after each update of tavus. The folder must exist.

    bash: needs the package bash-completion. Without it, save the script as ~/.tavus.bash and add `. ~/.tavus.bash` to
    ~/.bashrc.

    zsh: ~/.zshrc needs `fpath=(~/.zfunc $fpath)` before its line `autoload -U compinit && compinit`.

    powershell: the command appends the script to your profile.

    Example:
        tavus completion bash > ~/.local/share/bash-completion/completions/tavus
        tavus completion zsh > ~/.zfunc/_tavus
        tavus completion fish > ~/.config/fish/completions/tavus.fish
        tavus completion powershell >> $PROFILE
    """
    from tavus_cli.generate.completions import script
    from tavus_cli.generate.tree import read_tree

    session_of(ctx).streams.write(script(shell.value, read_tree(ctx.find_root().command)))
