# Completions of tavus for PowerShell 5.1 and newer. Made from the commands by: python -m tavus_cli.generate
# A TAB starts no program: all there is to know is in the table, and ids in small files that the list commands write.

Register-ArgumentCompleter -Native -CommandName tavus -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # What may follow each command: (s)ubcommands, (o)ptions and (a)rguments, each a word and what it is for. "+" is
    # for what may be given again, "," for values with commas between them, "@" for where values come from, "!" for a
    # program with arguments of its own.
    $table = @{
        '' = @{
            s = @(
                ,@('api', 'Make any call of the API, also one that has no command here')
                ,@('auth', 'Store the API key, remove it, see which one counts')
                ,@('completion', 'Print the completion script for a shell')
                ,@('config', 'Show and change settings')
                ,@('doctor', 'Check the set-up, from the versions to a call that is answered')
                ,@('help', 'Explain a command or a topic')
                ,@('replicas/faces', 'Train, look up and manage replicas')
                ,@('sandbox', 'Run a local stand-in for the API: no account, no money, no network')
                ,@('videos', 'Make, look up and download videos')
                ,@('voices', 'Browse the voices a replica can speak with')
            )
            o = @(
                ,@('--version', 'Show the version and exit')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'api' = @{
            s = @()
            o = @(
                ,@('+--raw-field/-f=', 'A field that is a text; may be repeated')
                ,@('+--field/-F=', 'A number, true, null or other JSON, else a text; @FILE reads a text, @- standard input')
                ,@('--input=@file', 'The whole body, JSON; - is standard input')
                ,@('+--header/-H=', 'A further header; may be repeated')
                ,@('--include/-i', 'Show the status and the headers too; with --json on standard error')
                ,@('--all', 'Every page of a list, as one; for GET')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @(
                ,@('GET,POST,PUT,PATCH,DELETE', 'GET, POST, PUT, PATCH, DELETE')
                ,@('-', 'Path below the base URL, with or without /v2')
            )
        }
        'auth' = @{
            s = @(
                ,@('login', 'Store an API key, read from standard input or asked for on a terminal')
                ,@('logout', 'Remove the stored key of a profile')
                ,@('status', 'Show which key counts, where it comes from and whether the API accepts it')
            )
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'auth login' = @{
            s = @()
            o = @(
                ,@('--verify/--no-verify', 'Try the key with one read first')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'auth logout' = @{
            s = @()
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'auth status' = @{
            s = @()
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,host,base_url,base_url_source,profile,key_source,key,works', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'completion' = @{
            s = @()
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @(
                ,@('bash,zsh,fish,powershell', 'The shell that is to complete')
            )
        }
        'config' = @{
            s = @(
                ,@('list', 'Show every setting that holds, and where it comes from')
                ,@('get', 'Print the value of one setting; of a key only its end')
                ,@('set', 'Change a setting in the config file; comments in it are kept')
                ,@('unset', 'Remove a setting from the config file, so that its default holds')
                ,@('path', 'Print where the config file is, or would be')
            )
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'config list' = @{
            s = @()
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,name,value,source', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'config get' = @{
            s = @()
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,name,value,source', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @(
                ,@('base_url,api_key,api_key_command,timeout,retries,default_profile', 'Name of a setting, such as timeout')
            )
        }
        'config set' = @{
            s = @()
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @(
                ,@('base_url,api_key,api_key_command,timeout,retries,default_profile', 'Name of a setting, such as timeout')
                ,@('-', 'The new value')
            )
        }
        'config unset' = @{
            s = @()
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @(
                ,@('base_url,api_key,api_key_command,timeout,retries,default_profile', 'Name of a setting, such as timeout')
            )
        }
        'config path' = @{
            s = @()
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'doctor' = @{
            s = @()
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,name,status,message,hint,exit', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'help' = @{
            s = @()
            o = @(
                ,@('--json', 'As one JSON document; of a command with all below it')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @(
                ,@('+@commands,exit-codes,environment,formats,sandbox', 'Words of a command, or one of exit-codes, environment, formats, sandbox')
            )
        }
        'replicas' = @{
            s = @(
                ,@('list', 'List replicas')
                ,@('get', 'Show one replica, with its training progress and what went wrong')
                ,@('create', 'Train a replica from a clip or a portrait. Costs money and takes hours')
                ,@('wait', 'Wait until replicas are trained; --timeout limits the whole wait')
                ,@('rename', 'Give a replica another name')
                ,@('delete', 'Delete replicas. Asks first on a terminal, and elsewhere needs --yes')
            )
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'replicas list' = @{
            s = @()
            o = @(
                ,@('--limit=', 'Rows per page')
                ,@('--page=', 'Page to show; left to the server unless given')
                ,@('--all', 'Every page; --limit is then the size of a page')
                ,@('--replica-type=user,system', 'Your own (user) or stock (system) replicas')
                ,@('+--replica-ids=,@replicas', 'Only these; may be given repeatedly')
                ,@('--model-name=', 'Only those of this model, such as phoenix-4')
                ,@('--verbose', 'Ask the API for its additional fields')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,replica_id,replica_name,status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'replicas get' = @{
            s = @()
            o = @(
                ,@('--verbose', 'Ask the API for its additional fields')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,replica_id,replica_name,status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @(
                ,@('@replicas', 'The replica''s id, such as rf4e9d9790f0')
            )
        }
        'replicas create' = @{
            s = @()
            o = @(
                ,@('--train-video-url=', 'Direct link to the training clip')
                ,@('--consent-video-url=', 'Direct link to a clip with only the consent statement')
                ,@('--train-image-url=', 'Direct link to a portrait, instead of a clip')
                ,@('--voice-name=@voice-names', 'Stock voice, such as anna; needed with an image')
                ,@('--auto-fix-training-image/--no-auto-fix-training-image', 'Let Tavus repair the image so that it meets its rules')
                ,@('--callback-url=', 'Is told when the training ends, well or not')
                ,@('--replica-name=', 'A name for the replica')
                ,@('--model-name=', 'Such as phoenix-4; the API chooses unless given')
                ,@('--background-green-screen/--no-background-green-screen', 'Train with a green-screen background')
                ,@('--properties=', 'Further training properties, as a JSON object')
                ,@('--dry-run', 'Print the request as a curl command and send nothing')
                ,@('--wait', 'Wait for the end; --timeout then limits the whole wait, as CI wants')
                ,@('--interval=', 'Pause between looks; 5 s growing to 30, unless set')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,replica_id,replica_name,status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'replicas wait' = @{
            s = @()
            o = @(
                ,@('--interval=', 'Pause between looks; 5 s growing to 30, unless set')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,replica_id,replica_name,status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @(
                ,@('+@replicas', 'Ids of the replicas to wait for')
            )
        }
        'replicas rename' = @{
            s = @()
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,replica_id,replica_name,status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @(
                ,@('@replicas', 'The replica''s id, such as rf4e9d9790f0')
                ,@('-', 'The new name')
            )
        }
        'replicas delete' = @{
            s = @()
            o = @(
                ,@('--hard', 'Erase its files too, for good; this cannot be undone')
                ,@('--yes/-y', 'Do not ask; needed where there is nobody to ask')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,replica_id,replica_name,status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @(
                ,@('+@replicas', 'Ids of the replicas to delete')
            )
        }
        'sandbox' = @{
            s = @(
                ,@('serve', 'Serve the sandbox for other programs, until Ctrl-C')
                ,@('run', 'Run a program against a fresh sandbox of its own, and end with its exit code')
                ,@('reset', 'Forget everything that was made in the sandbox')
                ,@('path', 'Print the path of the file that keeps the sandbox''s state')
            )
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'sandbox serve' = @{
            s = @()
            o = @(
                ,@('--port=', 'Port; 0 takes a free one')
                ,@('--training-seconds=', 'How long a replica trains')
                ,@('--video-seconds=', 'How long a video takes')
                ,@('--latency=', 'Milliseconds to hold each answer back')
                ,@('--page-base=', 'Number of a list''s first page')
                ,@('--force=', 'Refuse calls, such as 429x2; see the help of the group')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'sandbox run' = @{
            s = @()
            o = @(
                ,@('--training-seconds=', 'How long a replica trains')
                ,@('--video-seconds=', 'How long a video takes')
                ,@('--latency=', 'Milliseconds to hold each answer back')
                ,@('--page-base=', 'Number of a list''s first page')
                ,@('--force=', 'Refuse calls, such as 429x2; see the help of the group')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @(
                ,@('!', 'Program to run, with its arguments')
            )
        }
        'sandbox reset' = @{
            s = @()
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'sandbox path' = @{
            s = @()
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'videos' = @{
            s = @(
                ,@('list', 'List videos')
                ,@('get', 'Show one video, with its progress, its links and what went wrong')
                ,@('create', 'Make a video of a replica that speaks. Costs money and takes minutes')
                ,@('wait', 'Wait until videos are ready; --timeout limits the whole wait')
                ,@('rename', 'Give a video another name')
                ,@('delete', 'Delete videos. Asks first on a terminal, and elsewhere needs --yes')
                ,@('download', 'Download a video and print where it was saved')
            )
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'videos list' = @{
            s = @()
            o = @(
                ,@('--limit=', 'Rows per page')
                ,@('--page=', 'Page to show; left to the server unless given')
                ,@('--all', 'Every page; --limit is then the size of a page')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'videos get' = @{
            s = @()
            o = @(
                ,@('--verbose', 'Ask the API for its additional fields')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @(
                ,@('@videos', 'The video''s id, such as 783537ef5')
            )
        }
        'videos create' = @{
            s = @()
            o = @(
                ,@('--replica-id=@replicas', 'The replica that speaks')
                ,@('--script=', 'What it says')
                ,@('--script-file=@file', 'What it says, from a text file; - is standard input')
                ,@('--audio-url=', 'Direct link to a .wav or .mp3 to speak, instead of a script')
                ,@('--video-name=', 'A name for the video')
                ,@('--background-url=', 'Website to show behind the replica')
                ,@('--background-source-url=', 'Direct link to a clip to show behind it')
                ,@('--watermark-image-url=', 'Direct link to a logo, .png or .jpg')
                ,@('--fast/--no-fast', 'Render faster: no background, thumbnails or stream')
                ,@('--transparent-background/--no-transparent-background', 'Make a .webm that can be seen through; with --fast')
                ,@('--callback-url=', 'Is told when the video is done, well or not')
                ,@('--properties=', 'More, as a JSON object: background_scroll, start_with_wave')
                ,@('--dry-run', 'Print the request as a curl command and send nothing')
                ,@('--wait', 'Wait for the end; --timeout then limits the whole wait, as CI wants')
                ,@('--interval=', 'Pause between looks; 5 s growing to 30, unless set')
                ,@('--download=@file', 'Wait, then save the video as this file or in this folder')
                ,@('--force', 'Replace the file if it exists')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'videos wait' = @{
            s = @()
            o = @(
                ,@('--interval=', 'Pause between looks; 5 s growing to 30, unless set')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @(
                ,@('+@videos', 'Ids of the videos to wait for')
            )
        }
        'videos rename' = @{
            s = @()
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @(
                ,@('@videos', 'The video''s id, such as 783537ef5')
                ,@('-', 'The new name')
            )
        }
        'videos delete' = @{
            s = @()
            o = @(
                ,@('--hard', 'Erase its files too, for good; this cannot be undone')
                ,@('--yes/-y', 'Do not ask; needed where there is nobody to ask')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @(
                ,@('+@videos', 'Ids of the videos to delete')
            )
        }
        'videos download' = @{
            s = @()
            o = @(
                ,@('--output/-o=@file', 'Where to save; in this folder, by its id, unless set')
                ,@('--force', 'Replace the file if it exists')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,video_id,path,bytes', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @(
                ,@('@videos', 'The video''s id, such as 783537ef5')
            )
        }
        'voices' = @{
            s = @(
                ,@('list', 'List voices')
                ,@('get', 'Show one voice')
            )
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'voices list' = @{
            s = @()
            o = @(
                ,@('--limit=', 'Rows per page')
                ,@('--page=', 'Page to show; left to the server unless given')
                ,@('--all', 'Every page; --limit is then the size of a page')
                ,@('--search=', 'Part of the name, any case')
                ,@('--sort=asc,desc', 'By name, upwards or downwards')
                ,@('--tag=', 'Only voices with this tag')
                ,@('+--tags=,', 'Several tags; may be given repeatedly')
                ,@('--source=', 'Such as all; seen in use, not documented')
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @()
        }
        'voices get' = @{
            s = @()
            o = @(
                ,@('--help/-h', 'Show this message and exit')
                ,@('--format=table,tsv,csv,json,jsonl,ids', 'How to write results')
                ,@('--json', 'Short for --format json')
                ,@('--columns=,voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at', 'Fields to show, in every format; dots lead into nested ones')
                ,@('--csv-raw', 'In CSV, leave cells that a spreadsheet would run as formulas')
                ,@('--profile=@profiles', 'Profile of the config file')
                ,@('--base-url=', 'Root of the API, without /v2')
                ,@('--sandbox', 'Use the local sandbox: no account, no money, no network')
                ,@('--timeout=', 'Limit for one call with all its tries; 60 unless set')
                ,@('--retries=', 'Tries after the first, where a repeat is safe; 2 unless set')
                ,@('--debug', 'Show each exchange on standard error; the key is hidden')
                ,@('--quiet', 'No notes, warnings or progress; errors only')
            )
            a = @(
                ,@('@voices', 'The voice''s id, such as v0a1b2c3d4e5f')
            )
        }
    }

    function Find-Option($word, $entries) {
        foreach ($name in @(($word -split '=', 2)[0], $word.Substring(0, [Math]::Min(2, $word.Length)))) {
            foreach ($entry in $entries) {
                if ((Get-Names $entry) -ccontains $name) { return ,$entry }
            }
            if ($word.StartsWith('--')) { return $null }
        }
    }

    function Get-Names($entry) { ($entry[0].TrimStart('+') -split '=', 2)[0] -split '/' }

    # Null for an option without a value.
    function Get-Values($entry) { if ($entry[0].Contains('=')) { ($entry[0] -split '=', 2)[1] } else { $null } }

    function Find-Below($command, $word) {
        foreach ($entry in $table[$command].s) {
            $names = $entry[0] -split '/'
            if ($names -ccontains $word) { return "$command $($names[0])".Trim() }
        }
    }

    # Only what can stand on a command line as it is: names come from elsewhere.
    function Get-Remembered($kind) {
        $folder = $env:XDG_CACHE_HOME
        if (-not $folder -or -not [IO.Path]::IsPathRooted($folder)) { $folder = Join-Path $HOME '.cache' }
        $file = Join-Path (Join-Path $folder 'tavus') $kind
        if (-not (Test-Path -LiteralPath $file -PathType Leaf)) { return }
        foreach ($line in @(Get-Content -LiteralPath $file -Encoding UTF8 -ErrorAction SilentlyContinue)) {
            $word, $what = $line -split "`t", 2
            if ($word -cmatch '^[A-Za-z0-9_.][A-Za-z0-9_.-]*$') { ,@($word, $what) }
        }
    }

    function New-Result($word, $what, $kind) {
        if (-not $what) { $what = $word }
        [Management.Automation.CompletionResult]::new($word, $word, $kind, $what)
    }

    function Get-Options($entries, $used) {
        foreach ($entry in $entries) {
            foreach ($name in Get-Names $entry) {
                if ($entry[0].StartsWith('+') -or $used -cnotcontains $name) {
                    New-Result $name $entry[1] 'ParameterName'
                }
            }
        }
    }

    function Get-Commands($command) {
        foreach ($entry in $table[$command].s) { New-Result ($entry[0] -split '/')[0] $entry[1] 'Command' }
    }

    # Values from where $from says, each after $before, which is typed already; not those that are taken.
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
            foreach ($entry in Get-Remembered $from.Substring(1)) {
                if ($taken -cnotcontains $entry[0]) { New-Result "$before$($entry[0])" $entry[1] 'ParameterValue' }
            }
        } elseif ($from) {
            foreach ($word in $from -split ',') {
                if ($taken -cnotcontains $word) { New-Result "$before$word" $null 'ParameterValue' }
            }
        }
    }

    function Get-Argument($command, $given, $used, $onlyArguments) {
        $entries = @($table[$command].a)
        $wanted = $null
        if ($given.Count -lt $entries.Count) { $wanted = $entries[$given.Count][0] }
        elseif ($entries.Count -and $entries[-1][0] -match '^[+!]') { $wanted = $entries[-1][0] }
        if (-not $wanted) {
            if (-not $onlyArguments) { Get-Options $table[$command].o $used }
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
                $option = Find-Option $word $table[$command].o
                if ($option) {
                    $names = @(Get-Names $option)
                    $used += $names
                    if ($names -ccontains $word) { $waiting = Get-Values $option }
                }
            } elseif (@($table[$command].s).Count) {
                $command = Find-Below $command $word
                if (-not $command) { return }
            } else {
                $given += $word
                if (@($table[$command].a).Count -and $table[$command].a[0][0] -ceq '!') { $onlyArguments = $true }
            }
        }
        $typed = "$wordToComplete"
        if ($null -ne $waiting) { $offered = Get-Offered $waiting '' $typed }
        elseif (-not $onlyArguments -and $typed -match '^--[^=]+=') {
            $option = Find-Option $typed $table[$command].o
            if (-not $option -or $null -eq (Get-Values $option)) { return }
            $name, $value = $typed -split '=', 2
            $offered = Get-Offered (Get-Values $option) "$name=" $value
        }
        elseif (-not $onlyArguments -and $typed.StartsWith('-')) { $offered = Get-Options $table[$command].o $used }
        elseif (@($table[$command].s).Count) { $offered = Get-Commands $command }
        else { $offered = Get-Argument $command $given $used $onlyArguments }
        $offered | Where-Object { $_ -and $_.CompletionText.StartsWith($typed, [StringComparison]::Ordinal) }
    } catch {
        # Whoever types wants to go on typing.
        return
    }
}
