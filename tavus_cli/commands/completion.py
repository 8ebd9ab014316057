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
    shell: Annotated[Shell, typer.Argument(metavar="|".join(Shell), help="The shell that is to complete.")],
) -> None:
    """Print the completion script for a shell.

    Store it where the shell looks, once for each new version; the folders must exist. The script starts no program.

    bash: with the package bash-completion in the folder below; without it anywhere, and a line such as
    `. ~/.tavus.bash` in ~/.bashrc.

    zsh: in a folder of fpath; ~/.zshrc needs `fpath=(~/.zfunc $fpath)` before its `autoload -U compinit && compinit`.

    fish: in the folder below; it is found by itself.

    powershell: at the end of the profile, which is read by every new session.

    Example:
        tavus completion bash > ~/.local/share/bash-completion/completions/tavus
        tavus completion zsh > ~/.zfunc/_tavus
        tavus completion fish > ~/.config/fish/completions/tavus.fish
        tavus completion powershell >> $PROFILE
    """
    from tavus_cli.generate.completions import script
    from tavus_cli.generate.tree import read_tree

    session_of(ctx).streams.write(script(shell.value, read_tree(ctx.find_root().command)))
