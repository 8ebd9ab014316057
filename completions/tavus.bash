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
        '') lines=(
            'c api Make any call of the API, also one that has no command here'
            'c auth Store the API key, remove it, see which one counts'
            'c batch Create hundreds from one table, never one twice'
            'c completion Print the completion script for a shell'
            'c config Show and change settings'
            'c conversations Start, look up and end conversations with a replica'
            'c doctor Check the set-up, up to a call that is answered'
            'c documents Give PALs documents and websites to refer to'
            'c help Explain a command or a topic'
            'c listen Deliver to your machine what the API would post to a callback_url'
            'c pals/personas Make and change PALs: how a replica talks'
            'c replicas/faces Train, look up and manage replicas'
            'c sandbox Run a local stand-in for the API: no account, no money'
            'c videos Make, look up and download videos'
            'c voices Browse the voices a replica can speak with'
            'o --version Show the version and exit'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'api') lines=(
            'o +--raw-field/-f= A field that is a text; may be repeated'
            'o +--field/-F= A number, true, null or other JSON, else a text; @FILE reads a text, @- standard input'
            'o --input=@file The whole body, JSON; - is standard input'
            'o +--header/-H= A further header; may be repeated'
            'o --include/-i Show the status and the headers too; beside JSON on standard error'
            'o --all Every page of a list, as one document; for GET'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a GET,POST,PUT,PATCH,DELETE GET, POST, PUT, PATCH, DELETE'
            'a - Path below the base URL, with or without /v2'
        ) ;;
        'auth') lines=(
            'c login Store an API key, read from standard input or asked for on a terminal'
            'c logout Remove the stored key of a profile'
            'c status Show which key counts, where it comes from and whether the API accepts it'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'auth login') lines=(
            'o --verify/--no-verify Try the key with one read first'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'auth logout') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'auth status') lines=(
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'batch') lines=(
            'c replicas Create a replica for each row of a table. Each costs money'
            'c videos Create a video for each row of a table. Each costs money'
            'c status Show what the journals know of each row: created, failed, refused, unknown. Asks nobody'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'batch replicas') lines=(
            'o +--set= A field of every row, such as model_name=phoenix-4'
            'o --wait Wait until every job has ended'
            'o --interval= Pause between polls; 5 s growing to 30 s unless set'
            'o --max-creates= Create at most so many in this run'
            'o --max-training= Have at most so many in training'
            'o --shard= Only part I of N, for one of N machines'
            'o --existing=stop,adopt,create If the account has a name already: stop, adopt the record, or create another'
            'o --retry-failed Create again what was refused or has failed; each may be charged'
            'o +--resend= Send a row again whose outcome is unknown; it may be charged twice'
            'o --same-account Go on with another API key: it is one of the same account'
            'o --check/--no-check Check the files of a create before it is sent; on unless the API is on this machine'
            'o --yes/-y Do not ask before more than ten creates'
            'o --dry-run Judge the table, say what would be created, send nothing'
            'o --help/-h Show this message and exit'
            'o --upload-to= Where files of this machine go: s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://ACCOUNT/CONTAINER/PREFIX'
            'o --upload-endpoint= Root of a storage that speaks S3, such as R2, MinIO or B2; Amazon'\''s own unless set'
            'o --upload-command= A program that stores a file and prints its link, run without a shell; it gets {file}, {name} and {hours}'
            'o --link-hours= Hours that the link to an uploaded file works, 24 to 168; 48 unless set'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @file The table: CSV, or JSON lines'
        ) ;;
        'batch videos') lines=(
            'o +--set= A field of every row, such as model_name=phoenix-4'
            'o --template=@file The script of rows that have none; {city} stands for the column x-city'
            'o --wait Wait until every job has ended'
            'o --interval= Pause between polls; 5 s growing to 30 s unless set'
            'o --download=@directory Wait, and save each video in this folder as it gets ready'
            'o --name-by= Name files by this x- column, not by their ids'
            'o --max-creates= Create at most so many in this run'
            'o --shard= Only part I of N, for one of N machines'
            'o --existing=stop,adopt,create If the account has a name already: stop, adopt the record, or create another'
            'o --retry-failed Create again what was refused or has failed; each may be charged'
            'o +--resend= Send a row again whose outcome is unknown; it may be charged twice'
            'o --same-account Go on with another API key: it is one of the same account'
            'o --check/--no-check Check the files of a create before it is sent; on unless the API is on this machine'
            'o --yes/-y Do not ask before more than ten creates'
            'o --dry-run Judge the table, say what would be created, send nothing'
            'o --help/-h Show this message and exit'
            'o --upload-to= Where files of this machine go: s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://ACCOUNT/CONTAINER/PREFIX'
            'o --upload-endpoint= Root of a storage that speaks S3, such as R2, MinIO or B2; Amazon'\''s own unless set'
            'o --upload-command= A program that stores a file and prints its link, run without a shell; it gets {file}, {name} and {hours}'
            'o --link-hours= Hours that the link to an uploaded file works, 24 to 168; 48 unless set'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @file The table: CSV, or JSON lines'
        ) ;;
        'batch status') lines=(
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +- A table, or journals, also of several machines'
        ) ;;
        'completion') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a bash,zsh,fish,powershell The shell that is to complete'
        ) ;;
        'config') lines=(
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'config list') lines=(
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'config get') lines=(
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a profile,base_url,api_key,api_key_command,sandbox,timeout,call_timeout,retries,check,upload_to,upload_endpoint,upload_command,link_hours,debug,quiet,default_profile Name of a setting, such as timeout'
        ) ;;
        'config set') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a base_url,api_key,api_key_command,timeout,call_timeout,retries,check,upload_to,upload_endpoint,upload_command,link_hours,default_profile Name of a setting, such as timeout'
            'a - The new value'
        ) ;;
        'config unset') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a base_url,api_key,api_key_command,timeout,call_timeout,retries,check,upload_to,upload_endpoint,upload_command,link_hours,default_profile Name of a setting, such as timeout'
        ) ;;
        'config profiles') lines=(
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'config path') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'conversations') lines=(
            'c list List conversations'
            'c get Show a conversation or several, or the transcript of one'
            'c create Start a conversation and print the link to join it'
            'c end End conversations, which stops what they cost'
            'c delete Delete conversations. Asks first on a terminal, and elsewhere needs --yes'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'conversations list') lines=(
            'o --limit= Rows per page, 10 unless set; with a search, filter or sort, rows in all'
            'o --page= Page to show; left to the server unless given'
            'o --all Every page; --limit is then the size of a page'
            'o --status=active,ended Only those that go on, or that are over'
            'o --help/-h Show this message and exit'
            'o --search= Only those with this in their name or id, in any case'
            'o --since= Only those created since: 2h or 3d ago, or since a date'
            'o --sort=conversation_id,conversation_name,status,conversation_url,replica_id,persona_id,callback_url,events,created_at,updated_at Sort by this field; -FIELD sorts in descending order'
            'o --watch Redraw it as it changes, until q or Ctrl-C, on a terminal; --timeout ends it too'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,conversation_id,conversation_name,status,conversation_url,replica_id,persona_id,callback_url,events,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'conversations get') lines=(
            'o --verbose Ask for more: events, the transcript among them'
            'o --transcript Show who said what; --json is then the API'\''s whole answer'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,conversation_id,conversation_name,status,conversation_url,replica_id,persona_id,callback_url,events,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@conversations Ids of the conversations to show'
        ) ;;
        'conversations create') lines=(
            'o --replica-id/--face-id=@replicas The replica to talk to'
            'o --pal-id/--persona-id=@pals The PAL that says how it behaves'
            'o --conversation-name= A name for the conversation'
            'o --conversational-context= What the replica should know in this conversation'
            'o --custom-greeting= What the replica says first'
            'o --test-mode The way to try: free, the replica does not join, and it has ended at once'
            'o --audio-only/--no-audio-only Talk without pictures'
            'o --chat/--no-chat Write instead of talking'
            'o --callback-url= Called when something happens in it'
            'o +--memory-stores=, Memories to use, by their older name'
            'o +--participant-tags=, Memories to use; one tag each'
            'o +--document-ids=,@documents Documents it may refer to'
            'o +--document-tags=, The same by their tags'
            'o --document-retrieval-strategy=speed,quality,balanced What counts when documents are searched'
            'o --require-auth/--no-require-auth Make the room private; to join takes the meeting token of the answer'
            'o --max-participants= How many may be in it, the replica included'
            'o --meeting-url= A Google Meet, Zoom or Teams meeting to join'
            'o --properties= More, as a JSON object: max_call_duration, enable_recording, language'
            'o --input=@file Fields from a JSON or TOML file; - is JSON on standard input'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --open Open the link to join in the browser; elsewhere it is printed only'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,conversation_id,conversation_name,status,conversation_url,replica_id,persona_id,callback_url,events,created_at,updated_at,meeting_token Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'conversations end') lines=(
            'o --all-active All that are active; asks first'
            'o --yes/-y Do not ask for confirmation; required without a terminal'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,conversation_id,status Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@conversations Ids of the conversations to end'
        ) ;;
        'conversations delete') lines=(
            'o --hard Erase its files too, for good; this cannot be undone'
            'o --yes/-y Do not ask for confirmation; required without a terminal'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,conversation_id,conversation_name,status,conversation_url,replica_id,persona_id,callback_url,events,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@conversations Ids of the conversations to delete'
        ) ;;
        'doctor') lines=(
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'documents') lines=(
            'c list List documents'
            'c get Show a document or several, with their progress and what went wrong'
            'c create Add a document by its link: a file or a website'
            'c update Give a document another name or other tags'
            'c recrawl Crawl a website again. An hour must have passed since the last time'
            'c tags List the tags that documents have'
            'c chunks Show the pieces that a document was cut into for searching'
            'c wait Wait until documents are processed; --timeout limits the whole wait'
            'c delete Delete documents. Asks first on a terminal, and elsewhere needs --yes'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'documents list') lines=(
            'o --limit= Rows per page, 10 unless set; with a search, filter or sort, rows in all'
            'o --page= Page to show; left to the server unless given'
            'o --all Every page; --limit is then the size of a page'
            'o --status= Only those with it, such as ready'
            'o --name-or-uuid= Part of a name, or an id'
            'o +--tags=, Tags; may be given repeatedly'
            'o --participant-tags= Only those of a participant'
            'o --scope= Not documented further'
            'o --sort=document_id,document_name,status,progress,error_message,document_url,tags,crawl_config,crawled_urls,crawl_count,last_crawled_at,callback_url,created_at,updated_at Upwards or downwards'
            'o --verbose Ask for more: fields that are not documented'
            'o --help/-h Show this message and exit'
            'o --search= Only those with this in their name or id, in any case'
            'o --since= Only those created since: 2h or 3d ago, or since a date'
            'o --watch Redraw it as it changes, until q or Ctrl-C, on a terminal; --timeout ends it too'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,document_id,document_name,status,progress,error_message,document_url,tags,crawl_config,crawled_urls,crawl_count,last_crawled_at,callback_url,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'documents get') lines=(
            'o --verbose Ask for more: fields that are not documented'
            'o --help/-h Show this message and exit'
            'o --watch Redraw it as it changes, until q or Ctrl-C, on a terminal; --timeout ends it too'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,document_id,document_name,status,progress,error_message,document_url,tags,crawl_config,crawled_urls,crawl_count,last_crawled_at,callback_url,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@documents Ids of the documents to show'
        ) ;;
        'documents create') lines=(
            'o --document-url= Link to a file of 50 MB at most, or to a website'
            'o --document-name= A name for the document'
            'o +--tags=, Tags; may be given repeatedly'
            'o --depth= Crawl a website so many links deep'
            'o --max-pages= Crawl at most so many pages'
            'o --callback-url= Called when it is processed'
            'o +--participant-tags=, Participants that it is of'
            'o --custom-description= What it is about'
            'o --is-customer-support-document/--no-is-customer-support-document Read it as one of support'
            'o --font-size-aware-extraction/--no-font-size-aware-extraction Tell headings from text by their size'
            'o --input=@file Fields from a JSON or TOML file; - is JSON on standard input'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --wait Wait until the job has ended; --timeout limits how long'
            'o --interval= Pause between polls; 5 s growing to 30 s unless set'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,document_id,document_name,status,progress,error_message,document_url,tags,crawl_config,crawled_urls,crawl_count,last_crawled_at,callback_url,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'documents update') lines=(
            'o --document-name= The new name'
            'o +--tags=, The new tags, in the place of all it has'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,document_id,document_name,status,progress,error_message,document_url,tags,crawl_config,crawled_urls,crawl_count,last_crawled_at,callback_url,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @documents The document'\''s id, such as d8-5c71baca86fc'
        ) ;;
        'documents recrawl') lines=(
            'o --depth= Crawl a website so many links deep'
            'o --max-pages= Crawl at most so many pages'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,document_id,document_name,status,progress,error_message,document_url,tags,crawl_config,crawled_urls,crawl_count,last_crawled_at,callback_url,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @documents The document'\''s id, such as d8-5c71baca86fc'
        ) ;;
        'documents tags') lines=(
            'o --limit= Rows per page, 10 unless set; with a search, filter or sort, rows in all'
            'o --page= Page to show; left to the server unless given'
            'o --all Every page; --limit is then the size of a page'
            'o --search= Part of the tag'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,tag Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'documents chunks') lines=(
            'o --limit= At most so many; 100 unless set'
            'o --offset= Where to go on'
            'o --collection= Which index; regular unless set'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,chunks Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @documents The document'\''s id, such as d8-5c71baca86fc'
        ) ;;
        'documents wait') lines=(
            'o --interval= Pause between polls; 5 s growing to 30 s unless set'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,document_id,document_name,status,progress,error_message,document_url,tags,crawl_config,crawled_urls,crawl_count,last_crawled_at,callback_url,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@documents Ids of the documents to wait for'
        ) ;;
        'documents delete') lines=(
            'o --yes/-y Do not ask for confirmation; required without a terminal'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,document_id,document_name,status,progress,error_message,document_url,tags,crawl_config,crawled_urls,crawl_count,last_crawled_at,callback_url,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@documents Ids of the documents to delete'
        ) ;;
        'help') lines=(
            'o --json As one JSON document; of a command with all below it'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@commands,exit-codes,environment,formats,sandbox,statuses,settings,check,batch,upload Words of a command, or one of exit-codes, environment, formats, sandbox, statuses, settings, check, batch, upload'
        ) ;;
        'listen') lines=(
            'o --forward-to= Post each callback there: on this machine, in a private network, or https'
            'o +--only=, What to listen to, of replicas, videos, conversations; replicas and videos unless set'
            'o --since= Deliver what has ended since then, such as 2h, 3d or a date, even if it was delivered before'
            'o --print Show the body of each callback in its line'
            'o --receive= Instead, take what the API posts to this port of this machine, and check it; 0 is a free port'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,time,event_id,noun,record_id,event,outcome,attempts,payload,detail Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'pals') lines=(
            'c list List PALs'
            'c get Show a PAL or several'
            'c create Make a PAL, from options or a file, or from both'
            'c update Change a PAL. --dry-run shows the JSON Patch that is sent'
            'c delete Delete PALs. Asks first on a terminal, and elsewhere needs --yes'
            'c publish Make the draft of a PAL live'
            'c check-username Tell whether a PAL can be invited to meetings by this name'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'pals list') lines=(
            'o --limit= Rows per page, 10 unless set; with a search, filter or sort, rows in all'
            'o --page= Page to show; left to the server unless given'
            'o --all Every page; --limit is then the size of a page'
            'o --pal-type/--persona-type=user,system Your own (user) or stock (system) PALs'
            'o --sort=pal_id,pal_name,system_prompt,greeting,context,pipeline_mode,default_face_id,memories,objectives_id,guardrail_ids,guardrail_tags,document_ids,document_tags,tool_ids,is_template,layers,conferencing_email,created_at,updated_at Upwards or downwards'
            'o --help/-h Show this message and exit'
            'o --search= Only those with this in their name or id, in any case'
            'o --status= Only those with this status'
            'o --since= Only those created since: 2h or 3d ago, or since a date'
            'o --watch Redraw it as it changes, until q or Ctrl-C, on a terminal; --timeout ends it too'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,pal_id,pal_name,system_prompt,greeting,context,pipeline_mode,default_face_id,memories,objectives_id,guardrail_ids,guardrail_tags,document_ids,document_tags,tool_ids,is_template,layers,conferencing_email,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'pals get') lines=(
            'o --verbose Ask for more: fields that are not documented'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,pal_id,pal_name,system_prompt,greeting,context,pipeline_mode,default_face_id,memories,objectives_id,guardrail_ids,guardrail_tags,document_ids,document_tags,tool_ids,is_template,layers,conferencing_email,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@pals Ids of the PALs to show'
        ) ;;
        'pals create') lines=(
            'o --pal-name/--persona-name= A name for the PAL'
            'o --system-prompt= Who it is, what it knows, how it behaves'
            'o --greeting= What it says first'
            'o --pipeline-mode=full,speech-to-speech,echo The stages between hearing and speaking; full unless given'
            'o --default-face-id/--default-replica-id= The replica that it speaks with'
            'o --objectives-id= What it should reach'
            'o +--guardrail-ids=, What it must not do'
            'o +--guardrail-tags=, The same by their tags'
            'o +--document-ids=,@documents Documents it may refer to'
            'o +--document-tags=, The same by their tags'
            'o +--tool-ids=, What it may call; 50 at most'
            'o --layers= Its layers, such as llm and tts, as a JSON object'
            'o --input=@file Fields from a JSON or TOML file; - is JSON on standard input'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,pal_id,pal_name,system_prompt,greeting,context,pipeline_mode,default_face_id,memories,objectives_id,guardrail_ids,guardrail_tags,document_ids,document_tags,tool_ids,is_template,layers,conferencing_email,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'pals update') lines=(
            'o +--set= A new value, text or JSON, at a path such as layers.llm.model'
            'o +--unset= Remove what is at a path'
            'o --input=@file Fields from a JSON or TOML file; - is JSON on standard input'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,pal_id,pal_name,system_prompt,greeting,context,pipeline_mode,default_face_id,memories,objectives_id,guardrail_ids,guardrail_tags,document_ids,document_tags,tool_ids,is_template,layers,conferencing_email,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @pals The PAL'\''s id, such as pcb7a34da5fe'
        ) ;;
        'pals delete') lines=(
            'o --yes/-y Do not ask for confirmation; required without a terminal'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,pal_id,pal_name,system_prompt,greeting,context,pipeline_mode,default_face_id,memories,objectives_id,guardrail_ids,guardrail_tags,document_ids,document_tags,tool_ids,is_template,layers,conferencing_email,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@pals Ids of the PALs to delete'
        ) ;;
        'pals publish') lines=(
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,pal_id,pal_name,system_prompt,greeting,context,pipeline_mode,default_face_id,memories,objectives_id,guardrail_ids,guardrail_tags,document_ids,document_tags,tool_ids,is_template,layers,conferencing_email,created_at,updated_at Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @pals The PAL'\''s id, such as pcb7a34da5fe'
        ) ;;
        'pals check-username') lines=(
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids How to write results'
            'o --json Short for --format json'
            'o +--columns=,available,reason Fields to show, in every format, by name or heading; dots lead into nested ones'
            'o --header Begin tab-separated values with a line of field names'
            'o --csv-raw In CSV, leave cells that a spreadsheet would run as formulas'
            'o --no-pager Show long lists without a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a - The part of its address before the @'
        ) ;;
        'replicas') lines=(
            'c list List replicas'
            'c get Show a replica or several, with their training progress and what went wrong'
            'c create Train a replica from a clip or a portrait. Costs money and takes hours'
            'c check Tell what would fail in a training, before anything is sent'
            'c wait Wait until replicas are trained'
            'c rename Give a replica another name'
            'c delete Delete replicas. Asks first on a terminal, and elsewhere needs --yes'
            'c open Open the clip that shows it in the browser'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'replicas list') lines=(
            'o --limit= Rows per page, 10 unless set; with a search, filter or sort, rows in all'
            'o --page= Page to show; left to the server unless given'
            'o --all Every page; --limit is then the size of a page'
            'o --replica-type=user,system Your own (user) or stock (system) replicas'
            'o +--replica-ids=,@replicas Only these; may be given repeatedly'
            'o --model-name= Only those of this model, such as phoenix-4'
            'o --verbose Ask for more: replica_type, user or system'
            'o --help/-h Show this message and exit'
            'o --search= Only those with this in their name or id, in any case'
            'o --status= Only those with this status'
            'o --since= Only those created since: 2h or 3d ago, or since a date'
            'o --sort=replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Sort by this field; -FIELD sorts in descending order'
            'o --watch Redraw it as it changes, until q or Ctrl-C, on a terminal; --timeout ends it too'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'replicas get') lines=(
            'o --verbose Ask for more: replica_type, user or system'
            'o --help/-h Show this message and exit'
            'o --watch Redraw it as it changes, until q or Ctrl-C, on a terminal; --timeout ends it too'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@replicas Ids of the replicas to show'
        ) ;;
        'replicas create') lines=(
            'o --train-video-url= Direct link to the training clip'
            'o --consent-video-url= Direct link to a clip with only the consent statement'
            'o --train-image-url= Direct link to a portrait, instead of a clip'
            'o --voice-name=@voice-names Stock voice, such as anna; an image needs a voice'
            'o --default-voice-id= One of your own voices, in the place of --voice-name'
            'o --auto-fix-training-image/--no-auto-fix-training-image Let Tavus repair the image so that it meets its rules'
            'o --callback-url= Called when the training ends, or fails'
            'o --replica-name= A name for the replica'
            'o --model-name= Such as phoenix-4.5; the API takes phoenix-4 unless given'
            'o --background-green-screen/--no-background-green-screen Train with a green-screen background'
            'o --properties= Further training properties, as a JSON object'
            'o --train-video=@file Training clip on this machine'
            'o --consent-video=@file Consent clip on this machine'
            'o --train-image=@file Portrait on this machine'
            'o --delete-upload/--keep-upload Delete uploaded files when the job has ended; with --wait. Else kept'
            'o --input=@file Fields from a JSON or TOML file; - is JSON on standard input'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --check/--no-check Check the files of a create before it is sent; on unless the API is on this machine'
            'o --wait Wait until the job has ended; --timeout limits how long'
            'o --interval= Pause between polls; 5 s growing to 30 s unless set'
            'o --preview Wait for the preview only, which has a watermark; fine-tuning goes on'
            'o --help/-h Show this message and exit'
            'o --upload-to= Where files of this machine go: s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://ACCOUNT/CONTAINER/PREFIX'
            'o --upload-endpoint= Root of a storage that speaks S3, such as R2, MinIO or B2; Amazon'\''s own unless set'
            'o --upload-command= A program that stores a file and prints its link, run without a shell; it gets {file}, {name} and {hours}'
            'o --link-hours= Hours that the link to an uploaded file works, 24 to 168; 48 unless set'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'replicas check') lines=(
            'o --train-video-url= Direct link to the training clip'
            'o --consent-video-url= Direct link to a clip with only the consent statement'
            'o --train-image-url= Direct link to a portrait, instead of a clip'
            'o --voice-name=@voice-names Stock voice, such as anna; an image needs a voice'
            'o --default-voice-id= One of your own voices, in the place of --voice-name'
            'o --auto-fix-training-image/--no-auto-fix-training-image Let Tavus repair the image so that it meets its rules'
            'o --callback-url= Called when the training ends, or fails'
            'o --replica-name= A name for the replica'
            'o --model-name= Such as phoenix-4.5; the API takes phoenix-4 unless given'
            'o --background-green-screen/--no-background-green-screen Train with a green-screen background'
            'o --properties= Further training properties, as a JSON object'
            'o --input=@file Fields from a JSON or TOML file; - is JSON on standard input'
            'o --train-video=@file Training clip on this machine'
            'o --consent-video=@file Consent clip on this machine'
            'o --train-image=@file Portrait on this machine'
            'o --ask-api/--no-ask-api Let the API look at a portrait, too'
            'o --strict Exit with 5 also for what may fail'
            'o --verbose Show every check, also those without a finding'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'replicas wait') lines=(
            'o --interval= Pause between polls; 5 s growing to 30 s unless set'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@replicas Ids of the replicas to wait for'
        ) ;;
        'replicas rename') lines=(
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @replicas The replica'\''s id, such as rf4e9d9790f0'
            'a - The new name'
        ) ;;
        'replicas delete') lines=(
            'o --hard Erase its files too, for good; this cannot be undone'
            'o --yes/-y Do not ask for confirmation; required without a terminal'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@replicas Ids of the replicas to delete'
        ) ;;
        'replicas open') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @replicas The replica'\''s id, such as rf4e9d9790f0'
        ) ;;
        'sandbox') lines=(
            'c serve Serve the sandbox for other programs, until Ctrl-C, which ends it with 0'
            'c run Run a program against a fresh sandbox of its own, and end with its exit code'
            'c reset Delete what was made in the sandbox, and the ids of it that TAB completes'
            'c path Print the path of the file that keeps the sandbox'\''s state'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'sandbox serve') lines=(
            'o --port= Port; 0 takes a free one'
            'o --training-seconds= How long a replica trains'
            'o --video-seconds= How long a video takes'
            'o --latency= Milliseconds to hold each answer back'
            'o --page-base= Number of a list'\''s first page'
            'o --force= Refuse calls, such as 429x2; see the help of the group'
            'o --words=replica,face,both Names in answers; unless set, each address answers in its own'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'sandbox run') lines=(
            'o --training-seconds= How long a replica trains'
            'o --video-seconds= How long a video takes'
            'o --latency= Milliseconds to hold each answer back'
            'o --page-base= Number of a list'\''s first page'
            'o --force= Refuse calls, such as 429x2; see the help of the group'
            'o --words=replica,face,both Names in answers; unless set, each address answers in its own'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a ! Program to run, with its arguments'
        ) ;;
        'sandbox reset') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'sandbox path') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'videos') lines=(
            'c list List videos'
            'c get Show a video or several, with their progress, links and what went wrong'
            'c create Make a video of a replica that speaks. Costs money and takes minutes'
            'c check Tell what would fail in a video, before anything is sent'
            'c wait Wait until videos are ready'
            'c rename Give a video another name'
            'c delete Delete videos. Asks first on a terminal, and elsewhere needs --yes'
            'c download Download a video and print where it was saved'
            'c open Open its page in the browser'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'videos list') lines=(
            'o --limit= Rows per page, 10 unless set; with a search, filter or sort, rows in all'
            'o --page= Page to show; left to the server unless given'
            'o --all Every page; --limit is then the size of a page'
            'o --help/-h Show this message and exit'
            'o --search= Only those with this in their name or id, in any case'
            'o --status= Only those with this status'
            'o --since= Only those created since: 2h or 3d ago, or since a date'
            'o --sort=video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Sort by this field; -FIELD sorts in descending order'
            'o --watch Redraw it as it changes, until q or Ctrl-C, on a terminal; --timeout ends it too'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'videos get') lines=(
            'o --verbose Ask for more: links to two thumbnails'
            'o --help/-h Show this message and exit'
            'o --watch Redraw it as it changes, until q or Ctrl-C, on a terminal; --timeout ends it too'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@videos Ids of the videos to show'
        ) ;;
        'videos create') lines=(
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
            'o --callback-url= Called when the video is ready, or fails'
            'o --properties= More, as a JSON object: background_scroll, start_with_wave'
            'o --audio=@file Sound to speak, on this machine'
            'o --delete-upload/--keep-upload Delete uploaded files when the job has ended; with --wait. Else kept'
            'o --input=@file Fields from a JSON or TOML file; - is JSON on standard input'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --check/--no-check Check the files of a create before it is sent; on unless the API is on this machine'
            'o --wait Wait until the job has ended; --timeout limits how long'
            'o --interval= Pause between polls; 5 s growing to 30 s unless set'
            'o --download=@file Wait, then save the video as this file or in this folder'
            'o --force Replace the file if it exists'
            'o --help/-h Show this message and exit'
            'o --upload-to= Where files of this machine go: s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://ACCOUNT/CONTAINER/PREFIX'
            'o --upload-endpoint= Root of a storage that speaks S3, such as R2, MinIO or B2; Amazon'\''s own unless set'
            'o --upload-command= A program that stores a file and prints its link, run without a shell; it gets {file}, {name} and {hours}'
            'o --link-hours= Hours that the link to an uploaded file works, 24 to 168; 48 unless set'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'videos check') lines=(
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
            'o --callback-url= Called when the video is ready, or fails'
            'o --properties= More, as a JSON object: background_scroll, start_with_wave'
            'o --input=@file Fields from a JSON or TOML file; - is JSON on standard input'
            'o --audio=@file Sound to speak, on this machine'
            'o --strict Exit with 5 also for what may fail'
            'o --verbose Show every check, also those without a finding'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'videos wait') lines=(
            'o --interval= Pause between polls; 5 s growing to 30 s unless set'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@videos Ids of the videos to wait for'
        ) ;;
        'videos rename') lines=(
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @videos The video'\''s id, such as 783537ef5'
            'a - The new name'
        ) ;;
        'videos delete') lines=(
            'o --hard Erase its files too, for good; this cannot be undone'
            'o --yes/-y Do not ask for confirmation; required without a terminal'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@videos Ids of the videos to delete'
        ) ;;
        'videos download') lines=(
            'o --output/-o=@file Where to save; in this folder by its id unless set; - is a pipe'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @videos The video'\''s id, such as 783537ef5'
        ) ;;
        'videos open') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @videos The video'\''s id, such as 783537ef5'
        ) ;;
        'voices') lines=(
            'c list List voices'
            'c get Show a voice or several'
            'c create Make a voice of your own from a sample of speech'
            'c wait Wait until voices are made'
            'c rename Give a voice of your own another name'
            'c delete Delete voices. Asks first on a terminal, and elsewhere needs --yes'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root of the API, without /v2, over https or on this machine; https://tavusapi.com unless set'
            'o --sandbox Use the local sandbox: no account, no money, no network'
            'o --timeout= Limit for the whole command, waiting and downloading included; no limit unless set'
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'voices list') lines=(
            'o --limit= Rows per page, 10 unless set; with a search, filter or sort, rows in all'
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
            'o --watch Redraw it as it changes, until q or Ctrl-C, on a terminal; --timeout ends it too'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'voices get') lines=(
            'o --help/-h Show this message and exit'
            'o --watch Redraw it as it changes, until q or Ctrl-C, on a terminal; --timeout ends it too'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@voices Ids of the voices to show'
        ) ;;
        'voices create') lines=(
            'o --voice-name=@voice-names A name for the voice'
            'o --description= What it sounds like'
            'o --callback-url= Called when the voice is made, or when that fails'
            'o --properties= Further fields of the request, as a JSON object: the audio sample'
            'o --input=@file Fields from a JSON or TOML file; - is JSON on standard input'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --wait Wait until the job has ended; --timeout limits how long'
            'o --interval= Pause between polls; 5 s growing to 30 s unless set'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
        ) ;;
        'voices wait') lines=(
            'o --interval= Pause between polls; 5 s growing to 30 s unless set'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@voices Ids of the voices to wait for'
        ) ;;
        'voices rename') lines=(
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a @voices The voice'\''s id, such as v0a1b2c3d4e5f'
            'a - The new name'
        ) ;;
        'voices delete') lines=(
            'o --yes/-y Do not ask for confirmation; required without a terminal'
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
            'o --call-timeout= Limit for one call with its retries, and for silence in a download; 60 s unless set'
            'o --retries= Retries of a failed call, where a repeat is safe; 2 unless set'
            'o --debug Show each exchange on standard error; the key is hidden'
            'o --quiet No notes, warnings or progress; errors only'
            'a +@voices Ids of the voices to delete'
        ) ;;
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
