# Completions of tavus for fish. Made from the commands by: python -m tavus_cli.generate
# A TAB starts no program. Commands and options are in the table below; ids are in small files that tavus writes.

# Prints what may follow the command $argv[1], one per line: a letter for (c)ommand, (o)ption or (a)rgument, a word and
# its description. In a word, "+" means that it can be repeated, "," a list of values separated by commas, "@" the
# source of values, and "!" a program with its own arguments.
function __tavus_table
    switch $argv[1]
@TABLE@
    end
end

# The lines of a command with the letter $argv[1], without the letter.
function __tavus_lines
    __tavus_table $argv[2] | string replace --filter --regex -- "^$argv[1] " ''
end

function __tavus_complete
    set -l line (commandline -opc)
    set -l typed (commandline -ct)
    set -l command ''
    set -l waiting
    set -l only_arguments
    set -l used
    set -l given
    set -l options (__tavus_lines o '')
    set -l subcommands (__tavus_lines c '')
    for word in $line[2..-1]
        if set -q waiting[1]
            set waiting
            continue
        end
        if not set -q only_arguments[1]; and string match -q -- '-?*' $word
            if test "$word" = --
                set only_arguments yes
                continue
            end
            set -l option (__tavus_find $word $options)
            test -n "$option"; or continue
            set -a used (__tavus_names $option)
            if string match -q -- '*=*' $option[1]; and __tavus_stands_alone $word $option
                set waiting (string replace --regex -- '^[^=]*=' '' (string split -m 1 ' ' -- $option)[1])
            end
            continue
        end
        if not set -q subcommands[1]
            set -a given $word
            string match -q -- '!*' (__tavus_lines a $command)[1]; and set only_arguments yes
            continue
        end
        set command (__tavus_below $command $word $subcommands); or return
        set options (__tavus_lines o $command)
        set subcommands (__tavus_lines c $command)
    end
    if set -q waiting[1]
        __tavus_values $waiting '' $typed
    else if not set -q only_arguments[1]; and string match -q -- '--*=*' $typed
        set -l option (__tavus_find $typed $options)
        string match -q -- '*=*' (string split -m 1 ' ' -- $option)[1]; or return
        set -l name (string split -m 1 = -- $typed)
        set -l values (string replace --regex -- '^[^=]*=' '' (string split -m 1 ' ' -- $option)[1])
        __tavus_values "$values" $name[1]= "$name[2]"
    else if not set -q only_arguments[1]; and string match -q -- '-*' $typed
        __tavus_offer_options "$used" $options
    else if set -q subcommands[1]
        __tavus_offer_commands $subcommands
    else
        __tavus_argument "$command" "$used" "$only_arguments" "$typed" $given
    end
end

# Finds the option of the word $argv[1] in the lines $argv[2..-1].
function __tavus_find
    set -l name (string split -m 1 = -- $argv[1])[1]
    for option in $argv[2..-1]
        contains -- $name (__tavus_names $option); and echo $option; and return
    end
    string match -q -- '--*' $name; and return 1
    set name (string sub -l 2 -- $name)
    for option in $argv[2..-1]
        contains -- $name (__tavus_names $option); and echo $option; and return
    end
    return 1
end

function __tavus_names
    string split / -- (string replace --regex -- '^\+?([^= ]*).*$' '$1' $argv[1])
end

# Whether the value of the option is the next word, and not part of this word.
function __tavus_stands_alone
    contains -- $argv[1] (__tavus_names $argv[2])
end

# The subcommand of $argv[1] with the name $argv[2], by the lines $argv[3..-1].
function __tavus_below
    for entry in $argv[3..-1]
        set -l names (string split / -- (string split -m 1 ' ' -- $entry)[1])
        if contains -- $argv[2] $names
            string join ' ' -- $argv[1] $names[1] | string trim
            return 0
        end
    end
    return 1
end

function __tavus_offer_commands
    for command in $argv
        set -l parts (string split -m 1 ' ' -- $command)
        for name in (string split / -- $parts[1])
            printf '%s\t%s\n' $name $parts[2]
        end
    end
end

function __tavus_offer_options
    set -l used (string split ' ' -- $argv[1])
    for option in $argv[2..-1]
        set -l what (string split -m 1 ' ' -- $option)[2]
        for name in (__tavus_names $option)
            if string match -q -- '+*' $option; or not contains -- $name $used
                printf '%s\t%s\n' $name $what
            end
        end
    end
end

function __tavus_argument
    set -l arguments (__tavus_lines a $argv[1])
    set -l given $argv[5..-1]
    set -l wanted $arguments[(math (count $given) + 1)]
    if test -z "$wanted"; and string match -q --regex -- '^[+!]' "$arguments[-1]"
        set wanted $arguments[-1]
    end
    set wanted (string split -m 1 ' ' -- $wanted)[1]
    if test -z "$wanted"
        test -n "$argv[3]"; or __tavus_offer_options $argv[2] (__tavus_lines o $argv[1])
    else if test "$wanted" = '!'
        __tavus_program "$argv[4]" $given
    else if string match -q -- '*@commands*' $wanted
        __tavus_commands $wanted $given
    else
        __tavus_values (string trim --left --chars '+-' -- "$wanted") '' "$argv[4]" $given
    end
end

# The names of commands, as arguments of a command such as help. Topics are offered as the first argument, too.
function __tavus_commands
    set -l command ''
    for word in $argv[2..-1]
        set command (__tavus_below "$command" $word (__tavus_lines c $command)); or return
    end
    __tavus_offer_commands (__tavus_lines c $command)
    set -q argv[2]; or string split , -- $argv[1] | string match --invert -- '*@commands'
end

# Completes $argv[2..-1] as a command line of its own.
function __tavus_program
    if set -q argv[2]
        complete -C (string join ' ' -- (string escape -- $argv[2..-1]) $argv[1])
    else
        complete -C "$argv[1]"
    end
end

# Completes files as fish does for an unknown command.
function __tavus_files
    complete -C "__tavus_no_command $argv[1]" | string replace --regex -- '\t.*' ''
end

# Offers the values of the source $argv[1], each after the typed prefix $argv[2]. $argv[3] is the typed part of the
# value; $argv[4..-1] are not offered.
function __tavus_values
    set -l from $argv[1]
    set -l before $argv[2]
    set -l taken $argv[4..-1]
    if string match -q -- ',*' $from
        set from (string sub -s 2 -- $from)
        set taken (string split , -- $argv[3])[1..-2]
        set -q taken[1]; and set before $before(string join , -- $taken),
    end
    switch "$from"
        case ''
            return
        case @file
            __tavus_files "$argv[3]" | string replace --regex -- '^' $before
        case @directory
            __tavus_files "$argv[3]" | string match -- '*/' | string replace --regex -- '^' $before
        case '@*'
            for line in (__tavus_remembered (string sub -s 2 -- $from))
                contains -- (string split -m 1 \t -- $line)[1] $taken; or echo -- $before$line
            end
        case '*'
            for word in (string split , -- $from)
                contains -- $word $taken; or echo -- $before$word
            end
    end
end

# The remembered words of a kind, newest first.
function __tavus_remembered
    set -l folder $HOME/.cache
    string match -q -- '/*' "$XDG_CACHE_HOME"; and set folder $XDG_CACHE_HOME
    set -l place /
    test $argv[1] = profiles; or set place /(__tavus_place)/
    set -l file $folder/tavus$place$argv[1]
    test -f $file -a -r $file; or return
    string match --regex -- '^[A-Za-z0-9_.][A-Za-z0-9_.-]*(?:\t.*)?$' <$file
end

# The cache folder for this line: named after the given profile and base URL, or that of the sandbox.
function __tavus_place
    set -l profile $TAVUS_PROFILE
    set -l url $TAVUS_BASE_URL
    set -l waiting
    if string match -q --regex -- '^(?i:1|true|yes|on)$' "$TAVUS_SANDBOX"
        echo sandbox
        return
    end
    for word in (commandline -opc)[2..-1]
        if set -q waiting[1]
            set $waiting $word
            set waiting
            continue
        end
        switch $word
            case --
                break
            case --sandbox
                echo sandbox
                return
            case --profile
                set waiting profile
            case --base-url
                set waiting url
            case '--profile=*'
                set profile (string replace -- --profile= '' $word)
            case '--base-url=*'
                set url (string replace -- --base-url= '' $word)
        end
    end
    set profile (string replace --all --regex -- '[^A-Za-z0-9.-]' _ "$profile")
    set url (string replace --all --regex -- '[^A-Za-z0-9.-]' _ "$url")
    echo "$profile@$url"
end

complete -c tavus -e
complete -c tavus -f -k -a '(__tavus_complete)'
