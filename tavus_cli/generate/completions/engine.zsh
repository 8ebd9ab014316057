#compdef tavus
# Completions of tavus for zsh. Made from the commands by: python -m tavus_cli.generate
# A TAB starts no program: all there is to know is in the table, and ids in small files that the list commands write.

# What may follow the command $1, in subcommands, options and arguments, each a word and what it is for. "+" is for what
# may be given again, "," for values with commas between them, "@" for where values come from, "!" for a program with
# arguments of its own.
_tavus_table() {
    subcommands=() options=() arguments=()
    case $1 in
@TABLE@
    esac
}

_tavus() {
    local word command= waiting= only_arguments= names= again= values= what=
    local -a subcommands options arguments used given
    _tavus_table ''
    for word in "${(@)words[2,CURRENT-1]}"; do
        _tavus_read "$word" || return 1
    done
    if [[ -n $waiting ]]; then
        _tavus_offer_values "${waiting#=}"
    elif [[ -z $only_arguments && $PREFIX == --*=* ]]; then
        _tavus_find "${PREFIX%%=*}" && [[ -n $values ]] || return 1
        compset -P 1 '*='
        _tavus_offer_values "${values#=}"
    elif [[ -z $only_arguments && $PREFIX == -* ]]; then
        _tavus_offer_options
    elif (( $#subcommands )); then
        _tavus_offer_subcommands
    else
        _tavus_offer_argument
    fi
}

# Takes one word of the line in. Fails for a subcommand that does not exist: nothing is known after it.
_tavus_read() {
    if [[ -n $waiting ]]; then
        waiting=
    elif [[ -n $only_arguments || $1 != -?* ]]; then
        _tavus_read_argument "$1" || return 1
    elif [[ $1 == -- ]]; then
        only_arguments=1
    elif _tavus_find "${1%%=*}"; then
        used+=(${(s:/:)names})
        [[ $1 == *=* ]] || waiting=$values
    elif [[ $1 != --* ]] && _tavus_find "${1[1,2]}"; then
        used+=(${(s:/:)names})
    fi
    return 0
}

_tavus_read_argument() {
    local entry
    if (( ! $#subcommands )); then
        given+=("$1")
        [[ ${arguments[1]-} == '! '* ]] && only_arguments=1
        return 0
    fi
    for entry in "${(@)subcommands%% *}"; do
        if (( ${${(s:/:)entry}[(Ie)$1]} )); then
            command+="${command:+ }${entry%%/*}"
            _tavus_table "$command"
            return 0
        fi
    done
    return 1
}

# The option with the name $1: its names, "+" in again, "=" with where its value comes from in values, and what it does.
_tavus_find() {
    local option
    for option in "${(@)options}"; do
        _tavus_take "$option"
        (( ${${(s:/:)names}[(Ie)$1]} )) && return 0
    done
    return 1
}

_tavus_take() {
    what=${1#* }
    names=${1%% *}
    again=${(M)names#+}
    names=${names#+}
    values=${(M)names%%=*}
    names=${names%%=*}
}

_tavus_offer_subcommands() {
    local entry
    local -a offered
    for entry in "${(@)subcommands}"; do
        offered+=("${${entry%% *}%%/*}:${entry#* }")
    done
    _describe -t commands 'tavus command' offered
}

_tavus_offer_options() {
    local option name
    local -a offered
    for option in "${(@)options}"; do
        _tavus_take "$option"
        for name in ${(s:/:)names}; do
            [[ -z $again ]] && (( ${used[(Ie)$name]} )) || offered+=("$name:$what")
        done
    done
    # Also where no dash is typed yet: they come there only if nothing else can.
    _describe -O -t options option offered
}

_tavus_offer_argument() {
    local wanted=${arguments[$#given + 1]-}
    if [[ -z $wanted && ${arguments[-1]-} == [+!]* ]]; then
        wanted=${arguments[-1]}
    fi
    what=${wanted#* }
    case ${wanted%% *} in
        '') [[ -n $only_arguments ]] || _tavus_offer_options ;;
        \!) _tavus_offer_program ;;
        *@commands*) _tavus_offer_commands "${${wanted%% *}#*,}" ;;
        *) _tavus_offer_values "${${wanted%% *}##[+-]}" "${(@)given}" ;;
    esac
}

# The commands themselves, as the arguments of the one that explains them, and first of all $1 too.
_tavus_offer_commands() {
    local word
    local -a topics
    command=
    _tavus_table ''
    for word in "${(@)given}"; do
        (( $#subcommands )) && _tavus_read_argument "$word" || return 1
    done
    (( $#subcommands )) || return 1
    (( $#given )) || topics=("${(@s:,:)1}")
    _tavus_offer_subcommands
    (( $#topics )) && _describe -t topics topic topics
}

# As if the line began with the program.
_tavus_offer_program() {
    local first=$(( CURRENT - $#given ))
    words=("${(@)words[first,-1]}")
    CURRENT=$(( $#given + 1 ))
    _normal
}

# Values from where $1 says; not those of $2... again.
_tavus_offer_values() {
    local entry
    local -a offered taken suffix
    values=$1
    shift
    taken=("$@")
    if [[ $values == ,* ]]; then
        values=${values#,}
        taken=("${(@s:,:)${(M)PREFIX##*,}}")
        compset -P '*,'
        suffix=(-q -S ,)
    fi
    case $values in
        '') _message -r "$what"; return 1 ;;
        @file) _files; return ;;
        @directory) _directories; return ;;
        @*) _tavus_remembered "${values#@}" ;;
        *) offered=("${(@s:,:)values}") ;;
    esac
    for entry in "${(@)taken}"; do
        offered=("${(@)offered:#${(b)entry}(|:*)}")
    done
    (( $#offered )) || return 1
    _describe -V -t values "$what" offered "${(@)suffix}"
}

# What the list commands saw last, newest first.
_tavus_remembered() {
    local folder=${XDG_CACHE_HOME-} line word
    [[ $folder == /* ]] || folder=${HOME-}/.cache
    [[ -f $folder/tavus/$1 && -r $folder/tavus/$1 ]] || return 0
    while IFS= read -r line; do
        word=${line%%$'\t'*}
        [[ -z $word || $word == -* || $word == *[^A-Za-z0-9_.-]* ]] && continue
        [[ $line == *$'\t'?* ]] && word+=":${line#*$'\t'}"
        offered+=("$word")
    done <"$folder/tavus/$1" 2>/dev/null
}

# Read by compinit, or with `source` after it.
if [[ ${funcstack[1]-} == _tavus ]]; then
    _tavus "$@"
elif (( $+functions[compdef] )); then
    compdef _tavus tavus
fi
