"""What each shell offers for a line, as the whole last words that it would leave there."""

import re
import subprocess
import time
from pathlib import Path

from generate.terminal import PATIENCE, Terminal

ROOT = Path(__file__).parents[2]

_BASH = """
set -u
source {script}
COMP_WORDS=({words}) COMP_CWORD={index} COMP_LINE={line} COMP_POINT={point}
_tavus tavus "" ""
printf '%s\\n' ${{COMPREPLY[@]+"${{COMPREPLY[@]}}"}}
"""
# Where it is asked what there is, each match is noted, with what stands before it, instead of being shown.
_ZSHRC = """
PS1='> ' PROMPT_EOL_MARK= LISTMAX=0
unsetopt beep prompt_sp
fpath=({folder} $fpath)
autoload -Uz compinit
compinit -u -D
(( NOTING )) && compadd() {{
    [[ " $* " == *" -[OAD] "* ]] && {{ builtin compadd "$@"; return }}
    local -a hits
    builtin compadd -A hits "$@"
    (( $#hits )) && print -rl -- "${{(@)hits/#/$IPREFIX}}" >>$NOTES
}}
clear-line() {{ BUFFER=; print -r -- END >>$NOTES; zle -R }}
zle -N clear-line
bindkey '^Xe' clear-line
print -r -- END >>$NOTES
"""


def environment(home, **more):
    """No programs but those that leave a trace when they are started."""
    return {"HOME": str(home), "PATH": str(home / "bin"), "TERM": "xterm", "LC_ALL": "C.UTF-8", **more}


def quoted(text):
    return "'" + text.replace("'", "'\\''") + "'"


def pieces(line, breaks="=:"):
    """A line's words as bash cuts them, the last one empty after a space."""
    found = [piece for word in line.split() for piece in re.findall(rf"[{breaks}]+|[^{breaks}]+", word)]
    return [*found, ""] if line[-1:].isspace() else found


class Bash:
    """bash, called as its line editor calls it, with `set -u` and no programs to start."""

    def __init__(self, program, home, **env):
        self.program, self.env = program, environment(home, **env)
        self.home = home
        self.script = ROOT / "completions/tavus.bash"

    def run(self, text):
        done = subprocess.run(
            [self.program, "--norc", "--noprofile", "-c", text],
            env=self.env, cwd=self.home, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout.splitlines()

    def offers(self, line):
        words = pieces(line)
        given = self.run(
            _BASH.format(
                script=quoted(str(self.script)),
                words=" ".join(map(quoted, words)),
                index=len(words) - 1,
                line=quoted(line),
                point=len(line),
            )
        )
        last = line.split()[-1] if words[-1] else ""
        head = last if words[-1] in {"=", ":"} else last.removesuffix(words[-1])
        return [head + word for word in given if word]

    def close(self):
        pass


class Fish:
    """fish, asked by its own command."""

    def __init__(self, program, home, **env):
        self.program, self.env, self.home = program, environment(home, **env), home

    def described(self, line):
        script = f"source {quoted(str(ROOT / 'completions/tavus.fish'))}; complete -C {quoted(line)}"
        done = subprocess.run(
            [self.program, "--no-config", "-c", script],
            env=self.env, cwd=self.home, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        return dict(each.partition("\t")[::2] for each in done.stdout.splitlines())

    def offers(self, line):
        # Where nothing begins with what is typed, fish offers what has its letters anywhere.
        last = "" if line.endswith(" ") else line.split()[-1]
        return [word for word in self.described(line) if word.startswith(last)]

    def close(self):
        pass


class Zsh:
    """zsh at a terminal with a fresh compinit; what the completion system adds is noted in a file, or else shown."""

    def __init__(self, program, home, folder, *, noting=True, **env):
        self.notes = folder / "notes"
        (folder / ".zshrc").write_text(_ZSHRC.format(folder=quoted(str(ROOT / "completions"))))
        settings = environment(home, ZDOTDIR=str(folder), NOTES=str(self.notes), NOTING=str(int(noting)), **env)
        self.terminal = Terminal([program, "-i"], settings, home)
        self._noted()
        self.terminal.read_until("> $")

    def offers(self, line):
        self.terminal.send(f"{line}\t\x18e")
        return self._noted()

    def shows(self, line, seen):
        """What a person sees after a TAB, up to what is waited for."""
        self.terminal.send(f"{line}\t")
        try:
            return self.terminal.read_until(re.escape(seen))
        finally:
            self.terminal.send("\x18e")
            self._noted()
            self.terminal.read_rest(0.05)

    def _noted(self):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            text = self.notes.read_text() if self.notes.exists() else ""
            if text.endswith("END\n"):
                self.notes.unlink()
                return list(dict.fromkeys(text.splitlines()[:-1]))
            time.sleep(0.005)
        raise AssertionError(f"zsh says nothing: {self.terminal.read_rest()}")

    def close(self):
        self.terminal.close()
