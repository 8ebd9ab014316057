# Completions of tavus for fish. Made from the commands by: python -m tavus_cli.generate
# A TAB starts no program: all there is to know is in the table, and ids in small files that the list commands write.

# What may follow the command $argv[1], a line each: a letter for what it is, (c)ommand, (o)ption or (a)rgument, its word
# and its description. In a word "+" is for what may be given again, "," for values with commas between them, "@" for
# where values come from, "!" for a program with arguments of its own.
function __tavus_table
    switch $argv[1]
        case ''
            echo 'c api Make any call of the API, also one that has no command here'
            echo 'c auth Store the API key, remove it, see which one counts'
            echo 'c batch Create hundreds of replicas or videos from one table, never one twice'
            echo 'c completion Print the completion script for a shell'
            echo 'c config Show and change settings'
            echo 'c doctor Check the set-up, from the versions to a call that is answered'
            echo 'c help Explain a command or a topic'
            echo 'c replicas/faces Train, look up and manage replicas'
            echo 'c sandbox Run a local stand-in for the API: no account, no money, no network'
            echo 'c videos Make, look up and download videos'
            echo 'c voices Browse the voices a replica can speak with'
            echo 'o --version Show the version and exit'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'api'
            echo 'o +--raw-field/-f= A field that is a text; may be repeated'
            echo 'o +--field/-F= A number, true, null or other JSON, else a text; @FILE reads a text, @- standard input'
            echo 'o --input=@file The whole body, JSON; - is standard input'
            echo 'o +--header/-H= A further header; may be repeated'
            echo 'o --include/-i Show the status and the headers too; beside JSON on standard error'
            echo 'o --all Every page of a list, as one; for GET'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=, Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a GET,POST,PUT,PATCH,DELETE GET, POST, PUT, PATCH, DELETE'
            echo 'a - Path below the base URL, with or without /v2'
        case 'auth'
            echo 'c login Store an API key, read from standard input or asked for on a terminal'
            echo 'c logout Remove the stored key of a profile'
            echo 'c status Show which key counts, where it comes from and whether the API accepts it'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'auth login'
            echo 'o --verify/--no-verify Try the key with one read first'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'auth logout'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'auth status'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,host,base_url,base_url_source,profile,key_source,key,works Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'batch'
            echo 'c replicas Create a replica for each row of a table. Each costs money'
            echo 'c videos Create a video for each row of a table. Each costs money'
            echo 'c status Show what the journals know of each row: created, failed, refused, unknown. Asks nobody'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'batch replicas'
            echo 'o +--set= A field of every row, such as model_name=phoenix-4'
            echo 'o --wait Wait until every job has ended'
            echo 'o --interval= Pause between looks; 5 s growing to 30 s unless set'
            echo 'o --max-creates= Create at most so many in this run'
            echo 'o --max-training= Have at most so many in training'
            echo 'o --shard= Only part I of N, for one of N machines'
            echo 'o --existing=stop,adopt,create If the account has a name already: stop, adopt the record, or create another'
            echo 'o --retry-failed Create again what was refused or has failed; each may be charged'
            echo 'o +--resend= Send a row again whose outcome is unknown; it may be charged twice'
            echo 'o --same-account Go on with another API key: it is one of the same account'
            echo 'o --check/--no-check Look at the files of a create before it is sent; on unless the API is on this machine'
            echo 'o --yes/-y Do not ask before more than ten creates'
            echo 'o --dry-run Judge the table, say what would be created, send nothing'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=, Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a @file The table: CSV, or JSON lines'
        case 'batch videos'
            echo 'o +--set= A field of every row, such as model_name=phoenix-4'
            echo 'o --template=@file The script of rows that have none; {city} stands for the column x-city'
            echo 'o --wait Wait until every job has ended'
            echo 'o --interval= Pause between looks; 5 s growing to 30 s unless set'
            echo 'o --download=@directory Wait, and save each video in this folder as it gets ready'
            echo 'o --name-by= Name files by this x- column, not by their ids'
            echo 'o --max-creates= Create at most so many in this run'
            echo 'o --shard= Only part I of N, for one of N machines'
            echo 'o --existing=stop,adopt,create If the account has a name already: stop, adopt the record, or create another'
            echo 'o --retry-failed Create again what was refused or has failed; each may be charged'
            echo 'o +--resend= Send a row again whose outcome is unknown; it may be charged twice'
            echo 'o --same-account Go on with another API key: it is one of the same account'
            echo 'o --check/--no-check Look at the files of a create before it is sent; on unless the API is on this machine'
            echo 'o --yes/-y Do not ask before more than ten creates'
            echo 'o --dry-run Judge the table, say what would be created, send nothing'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=, Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a @file The table: CSV, or JSON lines'
        case 'batch status'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=, Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a +- A table, or journals, also of several machines'
        case 'completion'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a bash,zsh,fish,powershell The shell that is to complete'
        case 'config'
            echo 'c list Show every setting that holds, and where it comes from'
            echo 'c get Print the value of one setting; of a key only its end'
            echo 'c set Change a setting in the config file; comments in it are kept'
            echo 'c unset Remove a setting from the config file, so that its default holds'
            echo 'c profiles List the profiles of the config file'
            echo 'c path Print where the config file is, or would be'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'config list'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,name,value,source Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'config get'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,name,value,source Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a profile,base_url,api_key,api_key_command,sandbox,timeout,call_timeout,retries,check,debug,quiet,default_profile Name of a setting, such as timeout'
        case 'config set'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a base_url,api_key,api_key_command,timeout,call_timeout,retries,check,default_profile Name of a setting, such as timeout'
            echo 'a - The new value'
        case 'config unset'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a base_url,api_key,api_key_command,timeout,call_timeout,retries,check,default_profile Name of a setting, such as timeout'
        case 'config profiles'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,profile,base_url,key,in_force Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'config path'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'doctor'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,name,status,message,hint,exit Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'help'
            echo 'o --json As one JSON document; of a command with all below it'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a +@commands,exit-codes,environment,formats,sandbox,statuses,batch Words of a command, or one of exit-codes, environment, formats, sandbox, statuses, batch'
        case 'replicas'
            echo 'c list List replicas'
            echo 'c get Show one replica, with its training progress and what went wrong'
            echo 'c create Train a replica from a clip or a portrait. Costs money and takes hours'
            echo 'c check Tell what would fail in a training, before anything is sent'
            echo 'c wait Wait until replicas are trained'
            echo 'c rename Give a replica another name'
            echo 'c delete Delete replicas. Asks first on a terminal, and elsewhere needs --yes'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'replicas list'
            echo 'o --limit= Rows per page'
            echo 'o --page= Page to show; left to the server unless given'
            echo 'o --all Every page; --limit is then the size of a page'
            echo 'o --replica-type=user,system Your own (user) or stock (system) replicas'
            echo 'o +--replica-ids=,@replicas Only these; may be given repeatedly'
            echo 'o --model-name= Only those of this model, such as phoenix-4'
            echo 'o --verbose Ask the API for its additional fields'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'replicas get'
            echo 'o --verbose Ask the API for its additional fields'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a @replicas The replica\'s id, such as rf4e9d9790f0'
        case 'replicas create'
            echo 'o --train-video-url= Direct link to the training clip'
            echo 'o --consent-video-url= Direct link to a clip with only the consent statement'
            echo 'o --train-image-url= Direct link to a portrait, instead of a clip'
            echo 'o --voice-name=@voice-names Stock voice, such as anna; needed with an image'
            echo 'o --auto-fix-training-image/--no-auto-fix-training-image Let Tavus repair the image so that it meets its rules'
            echo 'o --callback-url= Is told when the training ends, well or not'
            echo 'o --replica-name= A name for the replica'
            echo 'o --model-name= Such as phoenix-4; the API chooses unless given'
            echo 'o --background-green-screen/--no-background-green-screen Train with a green-screen background'
            echo 'o --properties= Further training properties, as a JSON object'
            echo 'o --dry-run Print the request as a curl command and send nothing'
            echo 'o --check/--no-check Look at the files of a create before it is sent; on unless the API is on this machine'
            echo 'o --wait Wait until the job has ended; --timeout limits how long'
            echo 'o --interval= Pause between looks; 5 s growing to 30 s unless set'
            echo 'o --preview Wait for the preview only, which has a watermark; fine-tuning goes on'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'replicas check'
            echo 'o --train-video-url= Direct link to the training clip'
            echo 'o --consent-video-url= Direct link to a clip with only the consent statement'
            echo 'o --train-image-url= Direct link to a portrait, instead of a clip'
            echo 'o --voice-name=@voice-names Stock voice, such as anna; needed with an image'
            echo 'o --auto-fix-training-image/--no-auto-fix-training-image Let Tavus repair the image so that it meets its rules'
            echo 'o --callback-url= Is told when the training ends, well or not'
            echo 'o --replica-name= A name for the replica'
            echo 'o --model-name= Such as phoenix-4; the API chooses unless given'
            echo 'o --background-green-screen/--no-background-green-screen Train with a green-screen background'
            echo 'o --properties= Further training properties, as a JSON object'
            echo 'o --train-video=@file Training clip on this machine'
            echo 'o --consent-video=@file Consent clip on this machine'
            echo 'o --train-image=@file Portrait on this machine'
            echo 'o --ask-api/--no-ask-api Let the API look at a portrait, too'
            echo 'o --strict End with 5 for what may fail, too'
            echo 'o --verbose A line for every check, of files that are fine too'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'replicas wait'
            echo 'o --interval= Pause between looks; 5 s growing to 30 s unless set'
            echo 'o --preview Wait for the preview only, which has a watermark; fine-tuning goes on'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a +@replicas Ids of the replicas to wait for'
        case 'replicas rename'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a @replicas The replica\'s id, such as rf4e9d9790f0'
            echo 'a - The new name'
        case 'replicas delete'
            echo 'o --hard Erase its files too, for good; this cannot be undone'
            echo 'o --yes/-y Do not ask; needed where there is nobody to ask'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a +@replicas Ids of the replicas to delete'
        case 'sandbox'
            echo 'c serve Serve the sandbox for other programs, until Ctrl-C'
            echo 'c run Run a program against a fresh sandbox of its own, and end with its exit code'
            echo 'c reset Forget everything that was made in the sandbox'
            echo 'c path Print the path of the file that keeps the sandbox\'s state'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'sandbox serve'
            echo 'o --port= Port; 0 takes a free one'
            echo 'o --training-seconds= How long a replica trains'
            echo 'o --video-seconds= How long a video takes'
            echo 'o --latency= Milliseconds to hold each answer back'
            echo 'o --page-base= Number of a list\'s first page'
            echo 'o --force= Refuse calls, such as 429x2; see the help of the group'
            echo 'o --words=replica,face,both Names in answers; unless set, each address answers in its own'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'sandbox run'
            echo 'o --training-seconds= How long a replica trains'
            echo 'o --video-seconds= How long a video takes'
            echo 'o --latency= Milliseconds to hold each answer back'
            echo 'o --page-base= Number of a list\'s first page'
            echo 'o --force= Refuse calls, such as 429x2; see the help of the group'
            echo 'o --words=replica,face,both Names in answers; unless set, each address answers in its own'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a ! Program to run, with its arguments'
        case 'sandbox reset'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'sandbox path'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'videos'
            echo 'c list List videos'
            echo 'c get Show one video, with its progress, its links and what went wrong'
            echo 'c create Make a video of a replica that speaks. Costs money and takes minutes'
            echo 'c check Tell what would fail in a video, before anything is sent'
            echo 'c wait Wait until videos are ready'
            echo 'c rename Give a video another name'
            echo 'c delete Delete videos. Asks first on a terminal, and elsewhere needs --yes'
            echo 'c download Download a video and print where it was saved'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'videos list'
            echo 'o --limit= Rows per page'
            echo 'o --page= Page to show; left to the server unless given'
            echo 'o --all Every page; --limit is then the size of a page'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'videos get'
            echo 'o --verbose Ask the API for its additional fields'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a @videos The video\'s id, such as 783537ef5'
        case 'videos create'
            echo 'o --replica-id=@replicas The replica that speaks'
            echo 'o --script= What it says'
            echo 'o --script-file=@file What it says, from a text file; - is standard input'
            echo 'o --audio-url= Direct link to a .wav or .mp3 to speak, instead of a script'
            echo 'o --video-name= A name for the video'
            echo 'o --background-url= Website behind the replica'
            echo 'o --background-source-url= Link to a clip behind it'
            echo 'o --watermark-image-url= Link to a logo, .png or .jpg'
            echo 'o --fast/--no-fast Render faster: no background, thumbnails or stream'
            echo 'o --transparent-background/--no-transparent-background Make a see-through .webm; with --fast'
            echo 'o --callback-url= Is told when the video is done, well or not'
            echo 'o --properties= More, as a JSON object: background_scroll, start_with_wave'
            echo 'o --dry-run Print the request as a curl command and send nothing'
            echo 'o --check/--no-check Look at the files of a create before it is sent; on unless the API is on this machine'
            echo 'o --wait Wait until the job has ended; --timeout limits how long'
            echo 'o --interval= Pause between looks; 5 s growing to 30 s unless set'
            echo 'o --download=@file Wait, then save the video as this file or in this folder'
            echo 'o --force Replace the file if it exists'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'videos check'
            echo 'o --replica-id=@replicas The replica that speaks'
            echo 'o --script= What it says'
            echo 'o --script-file=@file What it says, from a text file; - is standard input'
            echo 'o --audio-url= Direct link to a .wav or .mp3 to speak, instead of a script'
            echo 'o --video-name= A name for the video'
            echo 'o --background-url= Website behind the replica'
            echo 'o --background-source-url= Link to a clip behind it'
            echo 'o --watermark-image-url= Link to a logo, .png or .jpg'
            echo 'o --fast/--no-fast Render faster: no background, thumbnails or stream'
            echo 'o --transparent-background/--no-transparent-background Make a see-through .webm; with --fast'
            echo 'o --callback-url= Is told when the video is done, well or not'
            echo 'o --properties= More, as a JSON object: background_scroll, start_with_wave'
            echo 'o --audio=@file Sound to speak, on this machine'
            echo 'o --strict End with 5 for what may fail, too'
            echo 'o --verbose A line for every check, of files that are fine too'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'videos wait'
            echo 'o --interval= Pause between looks; 5 s growing to 30 s unless set'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a +@videos Ids of the videos to wait for'
        case 'videos rename'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a @videos The video\'s id, such as 783537ef5'
            echo 'a - The new name'
        case 'videos delete'
            echo 'o --hard Erase its files too, for good; this cannot be undone'
            echo 'o --yes/-y Do not ask; needed where there is nobody to ask'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a +@videos Ids of the videos to delete'
        case 'videos download'
            echo 'o --output/-o=@file Where to save; in this folder by its id unless set'
            echo 'o --force Replace the file if it exists'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,video_id,path,bytes Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a @videos The video\'s id, such as 783537ef5'
        case 'voices'
            echo 'c list List voices'
            echo 'c get Show one voice'
            echo 'o --help/-h Show this message and exit'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'voices list'
            echo 'o --limit= Rows per page'
            echo 'o --page= Page to show; left to the server unless given'
            echo 'o --all Every page; --limit is then the size of a page'
            echo 'o --search= Part of the name, any case'
            echo 'o --sort=asc,desc By name, upwards or downwards'
            echo 'o --tag= Only voices with this tag'
            echo 'o +--tags=, Several tags; may be given repeatedly'
            echo 'o --source= Whose voices; all brings your own too, and ids'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
        case 'voices get'
            echo 'o --help/-h Show this message and exit'
            echo 'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            echo 'o --json Short for --format json'
            echo 'o --columns=,voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at Fields to show, in every format; dots lead into nested ones'
            echo 'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            echo 'o --profile=@profiles The profile of the config file to use'
            echo 'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            echo 'o --sandbox Use the local sandbox: no account, no money, no network'
            echo 'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            echo 'o --call-timeout= Limit for one call with its tries, and for silence in a download; 60 s unless set'
            echo 'o --retries= Tries after the first, where a repeat is safe; 2 unless set'
            echo 'o --debug Show each exchange on standard error; the key is hidden'
            echo 'o --quiet No notes, warnings or progress; errors only'
            echo 'a @voices The voice\'s id, such as v0a1b2c3d4e5f'
    end
end

# The lines with the letter $argv[1] for a command, without it.
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

# The option that the word $argv[1] gives, out of the lines that follow.
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

# Whether the value is the next word, rather than in this one.
function __tavus_stands_alone
    contains -- $argv[1] (__tavus_names $argv[2])
end

# The command that the word $argv[2] leads to from $argv[1], by the lines that follow.
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
    string replace --regex -- '^([^/ ]*)\S* ' '$1\t' $argv
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

# The commands themselves, as the arguments of the one that explains them, and first of all its topics.
function __tavus_commands
    set -l command ''
    for word in $argv[2..-1]
        set command (__tavus_below "$command" $word (__tavus_lines c $command)); or return
    end
    __tavus_offer_commands (__tavus_lines c $command)
    set -q argv[2]; or string split , -- $argv[1] | string match --invert -- '*@commands'
end

# As if the line began with the program, whose words so far are $argv[2..-1].
function __tavus_program
    if set -q argv[2]
        complete -C (string join ' ' -- (string escape -- $argv[2..-1]) $argv[1])
    else
        complete -C "$argv[1]"
    end
end

# The shell's own way with files is what it offers to a command that it does not know.
function __tavus_files
    complete -C "__tavus_no_command $argv[1]" | string replace --regex -- '\t.*' ''
end

# Values from where $argv[1] says, each after $argv[2], which is typed already; $argv[3] is typed of the
# value, and those that follow are not offered again.
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

# What the list commands saw last, newest first.
function __tavus_remembered
    set -l folder $HOME/.cache
    string match -q -- '/*' "$XDG_CACHE_HOME"; and set folder $XDG_CACHE_HOME
    set -l file $folder/tavus/$argv[1]
    test -f $file -a -r $file; or return
    string match --regex -- '^[A-Za-z0-9_.][A-Za-z0-9_.-]*(?:\t.*)?$' <$file
end

complete -c tavus -e
complete -c tavus -f -k -a '(__tavus_complete)'
