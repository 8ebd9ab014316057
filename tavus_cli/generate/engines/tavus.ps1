# Completions of tavus for PowerShell 5.1 and newer. Made from the commands by: python -m tavus_cli.generate
# A TAB starts no program. Commands and options are in the table below; ids are in small files that tavus writes.

Register-ArgumentCompleter -Native -CommandName tavus -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # What may follow each command: a letter for (c)ommand, (o)ption or (a)rgument, a word and its description. In a
    # word, "+" means that it can be repeated, "," a list of values separated by commas, "@" the source of values, and
    # "!" a program with its own arguments.
    $table = @{
@TABLE@
    }

    # The lines of a command with a letter, without the letter. Each is a word, a space and a description.
    function Get-Lines($letter, $command) {
        foreach ($line in $table[$command]) { if ($line -clike "$letter *") { $line.Substring(2) } }
    }

    function Get-Word($line) { ($line -split ' ', 2)[0] }

    function Get-Description($line) { ($line -split ' ', 2)[1] }

    function Find-Option($word, $lines) {
        foreach ($name in @(($word -split '=', 2)[0], $word.Substring(0, [Math]::Min(2, $word.Length)))) {
            foreach ($line in $lines) {
                if ((Get-Names $line) -ccontains $name) { return $line }
            }
            if ($word.StartsWith('--')) { return $null }
        }
    }

    function Get-Names($line) { ((Get-Word $line).TrimStart('+') -split '=', 2)[0] -split '/' }

    # The source of an option's values; null for an option without a value.
    function Get-Values($line) {
        $word = Get-Word $line
        if ($word.Contains('=')) { ($word -split '=', 2)[1] } else { $null }
    }

    function Find-Below($command, $word) {
        foreach ($line in Get-Lines 'c' $command) {
            $names = (Get-Word $line) -split '/'
            if ($names -ccontains $word) { return "$command $($names[0])".Trim() }
        }
    }

    # Only words that need no quoting, because names come from servers.
    function Get-Remembered($kind) {
        $folder = $env:XDG_CACHE_HOME
        if (-not $folder -or -not [IO.Path]::IsPathRooted($folder)) { $folder = Join-Path $HOME '.cache' }
        $folder = Join-Path $folder 'tavus'
        if ($kind -cne 'profiles') { $folder = Join-Path $folder (Get-Place) }
        $file = Join-Path $folder $kind
        if (-not (Test-Path -LiteralPath $file -PathType Leaf)) { return }
        foreach ($line in @(Get-Content -LiteralPath $file -Encoding UTF8 -ErrorAction SilentlyContinue)) {
            $word, $what = $line -split "`t", 2
            if ($word -cmatch '^[A-Za-z0-9_.][A-Za-z0-9_.-]*$') { "$word $what" }
        }
    }

    # The cache folder for this line: named after the given profile and base URL, or that of the sandbox.
    function Get-Place {
        if ($env:TAVUS_SANDBOX -match '^(1|true|yes|on)$') { return 'sandbox' }
        $given = @{ '--profile' = "$env:TAVUS_PROFILE"; '--base-url' = "$env:TAVUS_BASE_URL" }
        $waiting = $null
        foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
            $word = $element.Extent.Text.Trim('"', "'")
            if ($waiting) { $given[$waiting] = $word; $waiting = $null; continue }
            if ($word -ceq '--') { break }
            if ($word -ceq '--sandbox') { return 'sandbox' }
            $name, $value = $word -split '=', 2
            if (-not $given.ContainsKey($name)) { continue }
            if ($null -eq $value) { $waiting = $name } else { $given[$name] = $value }
        }
        ($given['--profile'] -replace '[^A-Za-z0-9.-]', '_') + '@' + ($given['--base-url'] -replace '[^A-Za-z0-9.-]', '_')
    }

    function New-Result($word, $what, $kind) {
        if (-not $what) { $what = $word }
        [Management.Automation.CompletionResult]::new($word, $word, $kind, $what)
    }

    function Get-Options($command, $used) {
        foreach ($line in Get-Lines 'o' $command) {
            foreach ($name in Get-Names $line) {
                if ($line.StartsWith('+') -or $used -cnotcontains $name) {
                    New-Result $name (Get-Description $line) 'ParameterName'
                }
            }
        }
    }

    function Get-Commands($command) {
        foreach ($line in Get-Lines 'c' $command) {
            foreach ($name in (Get-Word $line) -split '/') {
                New-Result $name (Get-Description $line) 'Command'
            }
        }
    }

    # The values of the source $from, each after the typed prefix $before, without those in $taken.
    function Get-Offered($from, $before, $typed, $taken = @()) {
        if ($from.StartsWith(',')) {
            $from = $from.Substring(1)
            $done = $typed -split ','
            if ($done.Length -gt 1) {
                $taken = $done[0..($done.Length - 2)]
                $before += ($taken -join ',') + ','
            }
        }
        if ($from -ceq '@file' -or $from -ceq '@directory') {
            foreach ($found in [Management.Automation.CompletionCompleters]::CompleteFilename($typed)) {
                New-Result "$before$($found.CompletionText)" $found.ToolTip $found.ResultType
            }
        } elseif ($from.StartsWith('@')) {
            foreach ($line in Get-Remembered $from.Substring(1)) {
                $word = Get-Word $line
                if ($taken -cnotcontains $word) { New-Result "$before$word" (Get-Description $line) 'ParameterValue' }
            }
        } elseif ($from) {
            foreach ($word in $from -split ',') {
                if ($taken -cnotcontains $word) { New-Result "$before$word" $null 'ParameterValue' }
            }
        }
    }

    function Get-Argument($command, $given, $used, $onlyArguments) {
        $lines = @(Get-Lines 'a' $command)
        $wanted = $null
        if ($given.Count -lt $lines.Count) { $wanted = Get-Word $lines[$given.Count] }
        elseif ($lines.Count -and $lines[-1] -match '^[+!]') { $wanted = Get-Word $lines[-1] }
        if (-not $wanted) {
            if (-not $onlyArguments) { Get-Options $command $used }
        } elseif ($wanted -ceq '!') {
            if ($given.Count) { Get-Offered '@file' '' $wordToComplete }
            else { [Management.Automation.CompletionCompleters]::CompleteCommand($wordToComplete) }
        } elseif ($wanted.Contains('@commands')) {
            $below = ''
            foreach ($word in $given) {
                $below = Find-Below $below $word
                if (-not $below) { return }
            }
            Get-Commands $below
            if (-not $given.Count) { Get-Offered $wanted.Substring($wanted.IndexOf(',') + 1) '' $wordToComplete }
        } else { Get-Offered $wanted.TrimStart('+', '-') '' $wordToComplete $given }
    }

    try {
        $command = ''; $waiting = $null; $onlyArguments = $false; $used = @(); $given = @()
        foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
            $word = $element.Extent.Text
            if ($element.Extent.EndOffset -ge $cursorPosition -and $word -ceq "$wordToComplete") { break }
            if ($element.Extent.StartOffset -ge $cursorPosition) { break }
            if ($null -ne $waiting) { $waiting = $null }
            elseif (-not $onlyArguments -and $word -ceq '--') { $onlyArguments = $true }
            elseif (-not $onlyArguments -and $word -match '^-.') {
                $option = Find-Option $word (Get-Lines 'o' $command)
                if ($option) {
                    $names = @(Get-Names $option)
                    $used += $names
                    if ($names -ccontains $word) { $waiting = Get-Values $option }
                }
            } elseif (Get-Lines 'c' $command) {
                $command = Find-Below $command $word
                if (-not $command) { return }
            } else {
                $given += $word
                $first = Get-Lines 'a' $command | Select-Object -First 1
                if ($first -clike '! *') { $onlyArguments = $true }
            }
        }
        $typed = "$wordToComplete"
        if ($null -ne $waiting) { $offered = Get-Offered $waiting '' $typed }
        elseif (-not $onlyArguments -and $typed -match '^--[^=]+=') {
            $option = Find-Option $typed (Get-Lines 'o' $command)
            if (-not $option -or $null -eq (Get-Values $option)) { return }
            $name, $value = $typed -split '=', 2
            $offered = Get-Offered (Get-Values $option) "$name=" $value
        }
        elseif (-not $onlyArguments -and $typed.StartsWith('-')) { $offered = Get-Options $command $used }
        elseif (Get-Lines 'c' $command) { $offered = Get-Commands $command }
        else { $offered = Get-Argument $command $given $used $onlyArguments }
        $offered | Where-Object { $_ -and $_.CompletionText.StartsWith($typed, [StringComparison]::Ordinal) }
    } catch {
        # An error must not disturb typing.
        return
    }
}
