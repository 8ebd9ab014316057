# Completions of tavus for bash 4.2 and newer. Made from the commands by: python -m tavus_cli.generate
# A TAB starts no program. Commands and options are in the table below; ids are in small files that tavus writes.

# Sets subcommands, options and arguments to the words that may follow the command $1. In the table a letter marks each
# line as a (c)ommand, (o)ption or (a)rgument; a description follows the word, which bash does not show. In a word, "+"
# means that it can be repeated, "," a list of values separated by commas, "@" the source of values, and "!" a program
# with its own arguments.
_tavus_table() {
    local lines=() line word
    subcommands=() options=() arguments=()
    case $1 in
@TABLE@
    esac
    for line in "${lines[@]}"; do
        word=${line:2} word=${word%% *}
        case $line in
            c*) subcommands+=("$word") ;;
            o*) options+=("$word") ;;
            a*) arguments+=("$word") ;;
        esac
    done
}

_tavus() {
    local words=() word current= head= command= waiting= used=' ' given=() only_arguments= redirected=
    local subcommands=() options=() arguments=() names= again= values=
    COMPREPLY=()
    _tavus_split
    _tavus_drop_redirections
    if [[ $redirected ]]; then
        _tavus_ask_for default
        return 0
    fi
    _tavus_table ''
    for word in ${words[@]+"${words[@]}"}; do
        _tavus_read "$word" || return 0
    done
    if [[ $waiting ]]; then
        _tavus_offer_values "${waiting#=}" ''
    elif [[ ! $only_arguments && $current == --*=* ]]; then
        if _tavus_find "${current%%=*}" && [[ $values ]]; then
            _tavus_offer_values "${values#=}" "${current%%=*}="
        fi
    elif [[ ! $only_arguments && $current == -* ]]; then
        _tavus_offer_options
    elif (( ${#subcommands[@]} )); then
        _tavus_offer '' ${subcommands[@]//\// }
    else
        _tavus_offer_argument
    fi
    return 0
}

# Splits the line up to the cursor into words. The shell's own words are also split at "=" and ":". Sets head to the
# part of the last word that the shell does not replace.
_tavus_split() {
    local line=${COMP_LINE-${COMP_WORDS[*]}} index piece
    [[ ${COMP_POINT-} ]] && line=${line:0:COMP_POINT}
    for (( index = 0; index <= COMP_CWORD; index++ )); do
        piece=${COMP_WORDS[index]}
        if (( index == 0 )) || [[ $line == [[:space:]]* ]]; then
            (( index > 1 )) && words+=("$current")
            line=${line#"${line%%[![:space:]]*}"}
            current=
        fi
        (( index == COMP_CWORD )) && piece=${piece:0:${#line}}
        head=$current
        current+=$piece
        line=${line#"$piece"}
        (( index == 0 )) && current=
    done
    [[ $piece == [=:] ]] && head=$current
    return 0
}

# Removes redirections from the words: operators, and their targets if these are separate words.
_tavus_drop_redirections() {
    local word kept=()
    for word in ${words[@]+"${words[@]}"}; do
        if [[ $redirected ]]; then
            redirected=
        elif [[ $word == *([0-9&])[\<\>]*([\<\>\&\|]) ]]; then
            redirected=1
        elif [[ $word != *([0-9&])[\<\>]* ]]; then
            kept+=("$word")
        fi
    done
    words=(${kept[@]+"${kept[@]}"})
    [[ $current == *([0-9&])[\<\>]* ]] && redirected=1
    return 0
}

# Processes one word of the line. Fails for an unknown subcommand, after which nothing can be completed.
_tavus_read() {
    if [[ $waiting ]]; then
        waiting=
    elif [[ $only_arguments || $1 != -?* ]]; then
        _tavus_read_argument "$1" || return 1
    elif [[ $1 == -- ]]; then
        only_arguments=1
    elif _tavus_find "${1%%=*}"; then
        used+="${names//\// } "
        [[ $1 == *=* ]] || waiting=$values
    elif [[ $1 != --* ]] && _tavus_find "${1:0:2}"; then
        used+="${names//\// } "
    fi
    return 0
}

_tavus_read_argument() {
    local entry
    if (( ! ${#subcommands[@]} )); then
        given+=("$1")
        [[ ${arguments[0]-} == '!' ]] && only_arguments=1
        return 0
    fi
    for entry in "${subcommands[@]}"; do
        if [[ /$entry/ == */"$1"/* ]]; then
            command+="${command:+ }${entry%%/*}"
            _tavus_table "$command"
            return 0
        fi
    done
    return 1
}

# Finds the option with the name $1: its names, "+" in again, and "=" with the source of its values in values.
_tavus_find() {
    local option
    for option in "${options[@]}"; do
        names=${option%%=*} again=
        [[ $names == +* ]] && again=+ names=${names#+}
        if [[ /$names/ == */"$1"/* ]]; then
            values=${option:${#again}+${#names}}
            return 0
        fi
    done
    return 1
}

_tavus_offer_options() {
    local option offered=()
    for option in "${options[@]}"; do
        names=${option%%=*}
        if [[ $names == +* ]]; then
            names=${names#+}
        elif [[ $used == *" ${names%%/*} "* ]]; then
            continue
        fi
        while [[ $names ]]; do
            offered+=("${names%%/*}")
            [[ $names == */* ]] && names=${names#*/} || names=
        done
    done
    _tavus_offer '' ${offered[@]+"${offered[@]}"}
}

_tavus_offer_argument() {
    local count=${#arguments[@]} index=${#given[@]} wanted=
    if (( index < count )); then
        wanted=${arguments[index]}
    elif (( count )) && [[ ${arguments[count - 1]} == [+!]* ]]; then
        wanted=${arguments[count - 1]}
    fi
    if [[ $wanted == '!' ]]; then
        _tavus_offer_program
    elif [[ $wanted == ?(+)@commands,* ]]; then
        _tavus_offer_commands "${wanted#*,}"
    elif [[ $wanted && $wanted != ?(+)- ]]; then
        _tavus_offer_values "${wanted#+}" '' ${given[@]+"${given[@]}"}
    elif [[ ! $wanted && ! $current && ! $only_arguments ]]; then
        _tavus_offer_options
    fi
}

# The names of commands, as arguments of a command such as help. The words in $1 are offered as the first argument, too.
_tavus_offer_commands() {
    local word more=()
    (( ${#given[@]} )) || IFS=, read -r -a more <<<"$1"
    command=
    _tavus_table ''
    for word in ${given[@]+"${given[@]}"}; do
        (( ${#subcommands[@]} )) && _tavus_read_argument "$word" || return 0
    done
    (( ! ${#subcommands[@]} )) || _tavus_offer '' ${subcommands[@]//\// } ${more[@]+"${more[@]}"}
}

# Offers programs, then files. Without a typed letter there would be thousands of programs, so none are offered.
_tavus_offer_program() {
    local names=()
    if (( ${#given[@]} )) || [[ $current == */* ]]; then
        _tavus_ask_for default
    elif [[ $current ]]; then
        mapfile -t names < <(compgen -c -- "$current")
        _tavus_offer '' ${names[@]+"${names[@]}"}
    fi
}

# Offers the values of the source $1, each after the typed prefix $2, without those in $3...
_tavus_offer_values() {
    local names=() index values=$1 prefix=$2 typed=${current#"$2"} done
    shift 2
    printf -v done ',%s' "$@"
    done+=,
    if [[ $values == ,* ]]; then
        values=${values#,}
        _tavus_ask_for nospace
        if [[ $typed == *,* ]]; then
            done=,${typed%,*},
            prefix+=${typed%,*},
        fi
    fi
    case $values in
        '') ;;
        @file) _tavus_offer_files default -f "$prefix" ;;
        @directory) _tavus_offer_files dirnames -d "$prefix" ;;
        @*) _tavus_remembered "${values#@}" ;;
        *) IFS=, read -r -a names <<<"$values" ;;
    esac
    for index in ${names[@]+"${!names[@]}"}; do
        [[ $done == *,"${names[index]}",* ]] && unset "names[index]"
    done
    _tavus_offer "$prefix" ${names[@]+"${names[@]}"}
}

# Lets the shell complete files, which it also quotes. It continues from where the shell split the word.
_tavus_offer_files() {
    local found=()
    if [[ $head == "$3" ]]; then
        _tavus_ask_for "$1"
    else
        mapfile -t found < <(compgen "$2" -- "${current#"$3"}")
        _tavus_ask_for filenames
        _tavus_offer "$3" ${found[@]+"${found[@]}"}
    fi
}

# compopt fails outside of a completion, as in tests.
_tavus_ask_for() {
    compopt -o "$1" 2>/dev/null || :
}

# The remembered words of a kind. Only words that need no quoting, because names come from servers.
_tavus_remembered() {
    local folder=${XDG_CACHE_HOME-} place= lines=() line
    [[ $folder == /* ]] || folder=${HOME-}/.cache
    [[ $1 == profiles ]] || _tavus_find_place
    folder+=/tavus/$place
    [[ -f $folder/$1 && -r $folder/$1 ]] || return 0
    mapfile -t -n 1000 lines 2>/dev/null <"$folder/$1"
    for line in ${lines[@]+"${lines[@]}"}; do
        line=${line%%$'\t'*}
        [[ $line && $line != -* && $line != *[!A-Za-z0-9_.-]* ]] && names+=("$line")
    done
    return 0
}

# The cache folder for this line: named after the given profile and base URL, or that of the sandbox.
_tavus_find_place() {
    local profile=${TAVUS_PROFILE-} url=${TAVUS_BASE_URL-} index word next
    [[ ${TAVUS_SANDBOX-} == @(1|[Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Oo][Nn]) ]] && place=sandbox
    for (( index = 0; index < ${#words[@]}; index++ )); do
        word=${words[index]//[\"\']/} next=${words[index + 1]-}
        case $word in
            --) break ;;
            --sandbox) place=sandbox ;;
            --profile) profile=${next//[\"\']/} ;;
            --profile=*) profile=${word#*=} ;;
            --base-url) url=${next//[\"\']/} ;;
            --base-url=*) url=${word#*=} ;;
        esac
    done
    [[ $place ]] || place=${profile//[!A-Za-z0-9.-]/_}@${url//[!A-Za-z0-9.-]/_}
}

# Offers those of the words $2..., each after the prefix $1, that begin with the typed word.
_tavus_offer() {
    local prefix=$1 word
    shift
    for word in "$@"; do
        word=$prefix$word
        [[ $word == "$current"* ]] && COMPREPLY+=("${word#"$head"}")
    done
    return 0
}

complete -F _tavus tavus
