# Completions of tavus for PowerShell 5.1 and newer. Made from the commands by: python -m tavus_cli.generate
# A TAB starts no program: all there is to know is in the table, and ids in small files that the list commands write.

Register-ArgumentCompleter -Native -CommandName tavus -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # What may follow each command: a letter for what it is, (c)ommand, (o)ption or (a)rgument, its word and its
    # description. In a word "+" is for what may be given again, "," for values with commas between them, "@" for where
    # values come from, "!" for a program with arguments of its own.
    $table = @{
        '' = @(
            'c api Make any call of the API, also one that has no command here'
            'c auth Store the API key, remove it, see which one counts'
            'c batch Create hundreds of replicas or videos from one table, never one twice'
            'c completion Print the completion script for a shell'
            'c config Show and change settings'
            'c doctor Check the set-up, from the versions to a call that is answered'
            'c help Explain a command or a topic'
            'c replicas/faces Train, look up and manage replicas'
            'c sandbox Run a local stand-in for the API: no account, money or network'
            'c videos Make, look up and download videos'
            'c voices Browse the voices a replica can speak with'
            'o --version Show the version and exit'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'api' = @(
            'o +--raw-field/-f= A field that is a text; may be repeated'
            'o +--field/-F= A number, true, null or other JSON, else a text; @FILE reads a text, @- standard input'
            'o --input=@file The whole body, JSON; - is standard input'
            'o +--header/-H= A further header; may be repeated'
            'o --include/-i Show the status and the headers too; beside JSON on standard error'
            'o --all Every page of a list, as one; for GET'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=, Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a GET,POST,PUT,PATCH,DELETE GET, POST, PUT, PATCH, DELETE'
            'a - Path below the base URL, with or without /v2'
        )
        'auth' = @(
            'c login Store an API key, read from standard input or asked for on a terminal'
            'c logout Remove the stored key of a profile'
            'c status Show which key counts, where it comes from and whether the API accepts it'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'auth login' = @(
            'o --verify/--no-verify Try the key with one read first'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'auth logout' = @(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'auth status' = @(
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,host,base_url,base_url_source,profile,key_source,key,works Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'batch' = @(
            'c replicas Create a replica for each row of a table. Each costs money'
            'c videos Create a video for each row of a table. Each costs money'
            'c status Show what the journals know of each row: created, failed, refused, unknown. Asks nobody'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'batch replicas' = @(
            'o +--set= A field of every row, such as model_name=phoenix-4'
            'o --wait Wait until every job has ended'
            'o --interval= Pause between looks; 5 s growing to 30 s unless set'
            'o --max-creates= Create at most so many in this run'
            'o --max-training= Have at most so many in training'
            'o --shard= Only part I of N, for one of N machines'
            'o --existing=stop,adopt,create If the account has a name already: stop, adopt the record, or create another'
            'o --retry-failed Create again what was refused or has failed; each may be charged'
            'o +--resend= Send a row again whose outcome is unknown; it may be charged twice'
            'o --same-account Go on with another API key: it is one of the same account'
            'o --check/--no-check Look at the files of a create before it is sent; on unless the API is on this machine'
            'o --yes/-y Do not ask before more than ten creates'
            'o --dry-run Judge the table, say what would be created, send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=, Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @file The table: CSV, or JSON lines'
        )
        'batch videos' = @(
            'o +--set= A field of every row, such as model_name=phoenix-4'
            'o --template=@file The script of rows that have none; {city} stands for the column x-city'
            'o --wait Wait until every job has ended'
            'o --interval= Pause between looks; 5 s growing to 30 s unless set'
            'o --download=@directory Wait, and save each video in this folder as it gets ready'
            'o --name-by= Name files by this x- column, not by their ids'
            'o --max-creates= Create at most so many in this run'
            'o --shard= Only part I of N, for one of N machines'
            'o --existing=stop,adopt,create If the account has a name already: stop, adopt the record, or create another'
            'o --retry-failed Create again what was refused or has failed; each may be charged'
            'o +--resend= Send a row again whose outcome is unknown; it may be charged twice'
            'o --same-account Go on with another API key: it is one of the same account'
            'o --check/--no-check Look at the files of a create before it is sent; on unless the API is on this machine'
            'o --yes/-y Do not ask before more than ten creates'
            'o --dry-run Judge the table, say what would be created, send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=, Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @file The table: CSV, or JSON lines'
        )
        'batch status' = @(
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=, Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +- A table, or journals, also of several machines'
        )
        'completion' = @(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a bash,zsh,fish,powershell The shell that is to complete'
        )
        'config' = @(
            'c list Show every setting that holds, and where it comes from'
            'c get Print the value of one setting; of a key only its end'
            'c set Change a setting in the config file; comments in it are kept'
            'c unset Remove a setting from the config file, so that its default holds'
            'c profiles List the profiles of the config file'
            'c path Print where the config file is, or would be'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'config list' = @(
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,name,value,source Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'config get' = @(
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,name,value,source Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a profile,base_url,api_key,api_key_command,sandbox,timeout,call_timeout,retries,check,debug,quiet,default_profile Name of a setting, such as timeout'
        )
        'config set' = @(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a base_url,api_key,api_key_command,timeout,call_timeout,retries,check,default_profile Name of a setting, such as timeout'
            'a - The new value'
        )
        'config unset' = @(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a base_url,api_key,api_key_command,timeout,call_timeout,retries,check,default_profile Name of a setting, such as timeout'
        )
        'config profiles' = @(
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,profile,base_url,key,in_force Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'config path' = @(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'doctor' = @(
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,name,status,message,hint,exit Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'help' = @(
            'o --json As one JSON document; of a command with all below it'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@commands,exit-codes,environment,formats,sandbox,statuses,batch Words of a command, or one of exit-codes, environment, formats, sandbox, statuses, batch'
        )
        'replicas' = @(
            'c list List replicas'
            'c get Show one replica, with its training progress and what went wrong'
            'c create Train a replica from a clip or a portrait. Costs money and takes hours'
            'c check Tell what would fail in a training, before anything is sent'
            'c wait Wait until replicas are trained'
            'c rename Give a replica another name'
            'c delete Delete replicas. Asks first on a terminal, and elsewhere needs --yes'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'replicas list' = @(
            'o --limit= Rows per page; with a search, filter or sort, rows in all'
            'o --page= Page to show; left to the server unless given'
            'o --all Every page; --limit is then the size of a page'
            'o --replica-type=user,system Your own (user) or stock (system) replicas'
            'o +--replica-ids=,@replicas Only these; may be given repeatedly'
            'o --model-name= Only those of this model, such as phoenix-4'
            'o --verbose Ask the API for its additional fields'
            'o --help/-h Show this message and exit'
            'o --search= Only those with this in their name or id, in any case'
            'o --status= Only those with this status'
            'o --since= Only those created since: 2h or 3d ago, or since a date'
            'o --sort=replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Sort by this field; -FIELD sorts downwards'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'replicas get' = @(
            'o --verbose Ask the API for its additional fields'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @replicas The replica''s id, such as rf4e9d9790f0'
        )
        'replicas create' = @(
            'o --train-video-url= Direct link to the training clip'
            'o --consent-video-url= Direct link to a clip with only the consent statement'
            'o --train-image-url= Direct link to a portrait, instead of a clip'
            'o --voice-name=@voice-names Stock voice, such as anna; an image needs a voice'
            'o --default-voice-id= One of your own voices, in the place of --voice-name'
            'o --auto-fix-training-image/--no-auto-fix-training-image Let Tavus repair the image so that it meets its rules'
            'o --callback-url= Is told when the training ends, well or not'
            'o --replica-name= A name for the replica'
            'o --model-name= Such as phoenix-4; the API chooses unless given'
            'o --background-green-screen/--no-background-green-screen Train with a green-screen background'
            'o --properties= Further training properties, as a JSON object'
            'o --input=@file Fields from a file, a JSON object; - is standard input'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --check/--no-check Look at the files of a create before it is sent; on unless the API is on this machine'
            'o --wait Wait until the job has ended; --timeout limits how long'
            'o --interval= Pause between looks; 5 s growing to 30 s unless set'
            'o --preview Wait for the preview only, which has a watermark; fine-tuning goes on'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'replicas check' = @(
            'o --train-video-url= Direct link to the training clip'
            'o --consent-video-url= Direct link to a clip with only the consent statement'
            'o --train-image-url= Direct link to a portrait, instead of a clip'
            'o --voice-name=@voice-names Stock voice, such as anna; an image needs a voice'
            'o --default-voice-id= One of your own voices, in the place of --voice-name'
            'o --auto-fix-training-image/--no-auto-fix-training-image Let Tavus repair the image so that it meets its rules'
            'o --callback-url= Is told when the training ends, well or not'
            'o --replica-name= A name for the replica'
            'o --model-name= Such as phoenix-4; the API chooses unless given'
            'o --background-green-screen/--no-background-green-screen Train with a green-screen background'
            'o --properties= Further training properties, as a JSON object'
            'o --input=@file Fields from a file, a JSON object; - is standard input'
            'o --train-video=@file Training clip on this machine'
            'o --consent-video=@file Consent clip on this machine'
            'o --train-image=@file Portrait on this machine'
            'o --ask-api/--no-ask-api Let the API look at a portrait, too'
            'o --strict End with 5 for what may fail, too'
            'o --verbose A line for every check, of files that are fine too'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'replicas wait' = @(
            'o --interval= Pause between looks; 5 s growing to 30 s unless set'
            'o --preview Wait for the preview only, which has a watermark; fine-tuning goes on'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@replicas Ids of the replicas to wait for'
        )
        'replicas rename' = @(
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @replicas The replica''s id, such as rf4e9d9790f0'
            'a - The new name'
        )
        'replicas delete' = @(
            'o --hard Erase its files too, for good; this cannot be undone'
            'o --yes/-y Do not ask; needed where there is nobody to ask'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@replicas Ids of the replicas to delete'
        )
        'sandbox' = @(
            'c serve Serve the sandbox for other programs, until Ctrl-C'
            'c run Run a program against a fresh sandbox of its own, and end with its exit code'
            'c reset Forget everything that was made in the sandbox'
            'c path Print the path of the file that keeps the sandbox''s state'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'sandbox serve' = @(
            'o --port= Port; 0 takes a free one'
            'o --training-seconds= How long a replica trains'
            'o --video-seconds= How long a video takes'
            'o --latency= Milliseconds to hold each answer back'
            'o --page-base= Number of a list''s first page'
            'o --force= Refuse calls, such as 429x2; see the help of the group'
            'o --words=replica,face,both Names in answers; unless set, each address answers in its own'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'sandbox run' = @(
            'o --training-seconds= How long a replica trains'
            'o --video-seconds= How long a video takes'
            'o --latency= Milliseconds to hold each answer back'
            'o --page-base= Number of a list''s first page'
            'o --force= Refuse calls, such as 429x2; see the help of the group'
            'o --words=replica,face,both Names in answers; unless set, each address answers in its own'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a ! Program to run, with its arguments'
        )
        'sandbox reset' = @(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'sandbox path' = @(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'videos' = @(
            'c list List videos'
            'c get Show one video, with its progress, its links and what went wrong'
            'c create Make a video of a replica that speaks. Costs money and takes minutes'
            'c check Tell what would fail in a video, before anything is sent'
            'c wait Wait until videos are ready'
            'c rename Give a video another name'
            'c delete Delete videos. Asks first on a terminal, and elsewhere needs --yes'
            'c download Download a video and print where it was saved'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'videos list' = @(
            'o --limit= Rows per page; with a search, filter or sort, rows in all'
            'o --page= Page to show; left to the server unless given'
            'o --all Every page; --limit is then the size of a page'
            'o --help/-h Show this message and exit'
            'o --search= Only those with this in their name or id, in any case'
            'o --status= Only those with this status'
            'o --since= Only those created since: 2h or 3d ago, or since a date'
            'o --sort=video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Sort by this field; -FIELD sorts downwards'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'videos get' = @(
            'o --verbose Ask the API for its additional fields'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @videos The video''s id, such as 783537ef5'
        )
        'videos create' = @(
            'o --replica-id=@replicas The replica that speaks'
            'o --script= What it says'
            'o --script-file=@file What it says, from a text file; - is standard input'
            'o --audio-url= Direct link to a .wav or .mp3 to speak, instead of a script'
            'o --video-name= A name for the video'
            'o --background-url= Website behind the replica'
            'o --background-source-url= Link to a clip behind it'
            'o --watermark-image-url= Link to a logo, .png or .jpg'
            'o --fast/--no-fast Render faster: no background, thumbnails or stream'
            'o --transparent-background/--no-transparent-background Make a see-through .webm; with --fast'
            'o --callback-url= Is told when the video is done, well or not'
            'o --properties= More, as a JSON object: background_scroll, start_with_wave'
            'o --input=@file Fields from a file, a JSON object; - is standard input'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --check/--no-check Look at the files of a create before it is sent; on unless the API is on this machine'
            'o --wait Wait until the job has ended; --timeout limits how long'
            'o --interval= Pause between looks; 5 s growing to 30 s unless set'
            'o --download=@file Wait, then save the video as this file or in this folder'
            'o --force Replace the file if it exists'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'videos check' = @(
            'o --replica-id=@replicas The replica that speaks'
            'o --script= What it says'
            'o --script-file=@file What it says, from a text file; - is standard input'
            'o --audio-url= Direct link to a .wav or .mp3 to speak, instead of a script'
            'o --video-name= A name for the video'
            'o --background-url= Website behind the replica'
            'o --background-source-url= Link to a clip behind it'
            'o --watermark-image-url= Link to a logo, .png or .jpg'
            'o --fast/--no-fast Render faster: no background, thumbnails or stream'
            'o --transparent-background/--no-transparent-background Make a see-through .webm; with --fast'
            'o --callback-url= Is told when the video is done, well or not'
            'o --properties= More, as a JSON object: background_scroll, start_with_wave'
            'o --input=@file Fields from a file, a JSON object; - is standard input'
            'o --audio=@file Sound to speak, on this machine'
            'o --strict End with 5 for what may fail, too'
            'o --verbose A line for every check, of files that are fine too'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'videos wait' = @(
            'o --interval= Pause between looks; 5 s growing to 30 s unless set'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@videos Ids of the videos to wait for'
        )
        'videos rename' = @(
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @videos The video''s id, such as 783537ef5'
            'a - The new name'
        )
        'videos delete' = @(
            'o --hard Erase its files too, for good; this cannot be undone'
            'o --yes/-y Do not ask; needed where there is nobody to ask'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@videos Ids of the videos to delete'
        )
        'videos download' = @(
            'o --output/-o=@file Where to save; in this folder by its id unless set'
            'o --force Replace the file if it exists'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,video_id,path,bytes Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @videos The video''s id, such as 783537ef5'
        )
        'voices' = @(
            'c list List voices'
            'c get Show one voice'
            'c create Make a voice of your own from a sample of speech'
            'c wait Wait until voices are made'
            'c rename Give a voice of your own another name'
            'c delete Delete voices. Asks first on a terminal, and elsewhere needs --yes'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'voices list' = @(
            'o --limit= Rows per page; with a search, filter or sort, rows in all'
            'o --page= Page to show; left to the server unless given'
            'o --all Every page; --limit is then the size of a page'
            'o --search= Part of the name, any case'
            'o --sort=voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at By name, upwards or downwards'
            'o --tag= Only voices with this tag'
            'o +--tags=, Several tags; may be given repeatedly'
            'o --source= Whose voices; all brings your own too, and ids'
            'o --help/-h Show this message and exit'
            'o --status= Only those with this status'
            'o --since= Only those created since: 2h or 3d ago, or since a date'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'voices get' = @(
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @voices The voice''s id, such as v0a1b2c3d4e5f'
        )
        'voices create' = @(
            'o --voice-name=@voice-names A name for the voice'
            'o --description= What it sounds like'
            'o --callback-url= Is told when the voice is made, well or not'
            'o --properties= Further fields of the request, as a JSON object: the audio sample'
            'o --input=@file Fields from a file, a JSON object; - is standard input'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --wait Wait until the job has ended; --timeout limits how long'
            'o --interval= Pause between looks; 5 s growing to 30 s unless set'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        )
        'voices wait' = @(
            'o --interval= Pause between looks; 5 s growing to 30 s unless set'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@voices Ids of the voices to wait for'
        )
        'voices rename' = @(
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @voices The voice''s id, such as v0a1b2c3d4e5f'
            'a - The new name'
        )
        'voices delete' = @(
            'o --yes/-y Do not ask; needed where there is nobody to ask'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@voices Ids of the voices to delete'
        )
    }

    # The lines with a letter for a command, without it. Each is a word, a space and a description.
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

    # Null for an option without a value.
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

    # Only what can stand on a command line as it is: names come from elsewhere.
    function Get-Remembered($kind) {
        $folder = $env:XDG_CACHE_HOME
        if (-not $folder -or -not [IO.Path]::IsPathRooted($folder)) { $folder = Join-Path $HOME '.cache' }
        $file = Join-Path (Join-Path $folder 'tavus') $kind
        if (-not (Test-Path -LiteralPath $file -PathType Leaf)) { return }
        foreach ($line in @(Get-Content -LiteralPath $file -Encoding UTF8 -ErrorAction SilentlyContinue)) {
            $word, $what = $line -split "`t", 2
            if ($word -cmatch '^[A-Za-z0-9_.][A-Za-z0-9_.-]*$') { "$word $what" }
        }
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
        # Whoever types wants to go on typing.
        return
    }
}
