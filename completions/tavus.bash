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
            'c api Call any endpoint of the API, also one without a command'
            'c auth Store or remove the API key, and show which one is used'
            'c batch Create many replicas or videos from a table, each only once'
            'c completion Print the completion script for a shell'
            'c config Show and change settings'
            'c conversations Start, show and end conversations with a replica'
            'c doctor Check the installation, the settings and the connection'
            'c documents Add documents and websites that PALs can refer to'
            'c help Explain a command or a topic'
            'c listen Deliver to your machine what the API would post to a callback_url'
            'c pals/personas Create and change PALs, which define how a replica behaves'
            'c replicas/faces Train, show and manage replicas'
            'c sandbox Simulate the API on this machine: no account, no cost'
            'c videos Create, show and download videos'
            'c voices Show the voices of replicas, and create your own'
            'o --version Show the version and exit'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'api') lines=(
            'o +--raw-field/-f= Add a field with a text value; may be repeated'
            'o +--field/-F= Add a field with a JSON value, such as 3 or true, else text; @FILE reads the text from a file, @- from standard input'
            'o --input=@file Read the whole JSON body from a file; - is standard input'
            'o +--header/-H= Add a header; may be repeated'
            'o --include/-i Show the status and the headers of the answer; with JSON, on standard error'
            'o --all With GET, fetch all pages of a list, as one document'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=, Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a GET,POST,PUT,PATCH,DELETE GET, POST, PUT, PATCH, DELETE'
            'a - Path of the endpoint, with or without /v2'
        ) ;;
        'auth') lines=(
            'c login Store an API key, from a prompt on a terminal or from standard input'
            'c logout Remove the stored key of a profile'
            'c status Show the API key in use, where it comes from and whether it works'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'auth login') lines=(
            'o --verify/--no-verify On or off: test the key with one read before storing it'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'auth logout') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'auth status') lines=(
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,host,base_url,base_url_source,profile,key_source,key,works Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'batch') lines=(
            'c replicas Create a replica for each row of a table. Each costs money'
            'c videos Create a video for each row of a table. Each costs money'
            'c status Show what the journals record about each row. Sends no request'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'batch replicas') lines=(
            'o +--set= Set a field in every row, such as model_name=phoenix-4; may be repeated'
            'o --wait Wait until all jobs have ended; --timeout limits how long'
            'o --interval= Pause between polls (default: 5 s, growing to 30 s)'
            'o --max-creates= Create at most this many in this run'
            'o --shard= Create only part I of N of the table, such as 2/8'
            'o --existing=stop,adopt,create If a name exists in the account: stop, adopt its record, or create another one'
            'o --retry-failed Create again the rows that were refused or failed; each may be charged'
            'o +--resend= Create a row again whose outcome is unknown; it may be charged twice'
            'o --same-account Continue with another API key, which is of the same account'
            'o --check/--no-check On or off: check the files before a create is sent (default: yes, unless the API is on this machine)'
            'o --yes/-y Do not ask before creating more than 10; needed for that without a terminal'
            'o --dry-run Check the table and show what would be created; create nothing'
            'o --max-training= Keep at most this many in training at a time'
            'o --help/-h Show this message and exit'
            'o --upload-to= Bucket for local files: s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://ACCOUNT/CONTAINER/PREFIX'
            'o --upload-endpoint= Root URL of an S3-compatible storage, such as R2, MinIO or B2 (default: Amazon S3)'
            'o --upload-command= A program that uploads a file and prints its link, run without a shell; it gets {file}, {name} and {hours}'
            'o --link-hours= Hours for which the link to an uploaded file works, from 24 to 168 (default: 48)'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=, Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a @file The table: CSV or JSON lines'
        ) ;;
        'batch videos') lines=(
            'o +--set= Set a field in every row, such as model_name=phoenix-4; may be repeated'
            'o --wait Wait until all jobs have ended; --timeout limits how long'
            'o --interval= Pause between polls (default: 5 s, growing to 30 s)'
            'o --max-creates= Create at most this many in this run'
            'o --shard= Create only part I of N of the table, such as 2/8'
            'o --existing=stop,adopt,create If a name exists in the account: stop, adopt its record, or create another one'
            'o --retry-failed Create again the rows that were refused or failed; each may be charged'
            'o +--resend= Create a row again whose outcome is unknown; it may be charged twice'
            'o --same-account Continue with another API key, which is of the same account'
            'o --check/--no-check On or off: check the files before a create is sent (default: yes, unless the API is on this machine)'
            'o --yes/-y Do not ask before creating more than 10; needed for that without a terminal'
            'o --dry-run Check the table and show what would be created; create nothing'
            'o --template=@file Script of the rows that have none; {city} is replaced by the column x-city'
            'o --download=@directory Wait, and save each video that is not in this folder yet'
            'o --name-by= Name the files after this x- column instead of their ids'
            'o --help/-h Show this message and exit'
            'o --upload-to= Bucket for local files: s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://ACCOUNT/CONTAINER/PREFIX'
            'o --upload-endpoint= Root URL of an S3-compatible storage, such as R2, MinIO or B2 (default: Amazon S3)'
            'o --upload-command= A program that uploads a file and prints its link, run without a shell; it gets {file}, {name} and {hours}'
            'o --link-hours= Hours for which the link to an uploaded file works, from 24 to 168 (default: 48)'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=, Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a @file The table: CSV or JSON lines'
        ) ;;
        'batch status') lines=(
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=, Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +- A table, or journals from one or more machines'
        ) ;;
        'completion') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a bash,zsh,fish,powershell One of bash, zsh, fish, powershell'
        ) ;;
        'config') lines=(
            'c list List all settings with their values, and where each value comes from'
            'c get Print the value of one setting; of a key, only its last characters'
            'c set Change a setting in the config file'
            'c unset Remove a setting from the config file, so that its default applies'
            'c profiles List the profiles of the config file'
            'c path Print the path of the config file, even if it does not exist'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'config list') lines=(
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,name,value,source Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'config get') lines=(
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,name,value,source Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a profile,base_url,api_key,api_key_command,sandbox,timeout,call_timeout,retries,check,upload_to,upload_endpoint,upload_command,link_hours,debug,quiet,default_profile Name of a setting, such as timeout'
        ) ;;
        'config set') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a base_url,api_key,api_key_command,timeout,call_timeout,retries,check,upload_to,upload_endpoint,upload_command,link_hours,default_profile Name of a setting, such as timeout'
            'a - The new value'
        ) ;;
        'config unset') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a base_url,api_key,api_key_command,timeout,call_timeout,retries,check,upload_to,upload_endpoint,upload_command,link_hours,default_profile Name of a setting, such as timeout'
        ) ;;
        'config profiles') lines=(
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,profile,base_url,key,in_use Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'config path') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'conversations') lines=(
            'c list List conversations'
            'c get Show one or more conversations, or the transcript of one'
            'c create Start a conversation and print its link. Costs money until it ends'
            'c end End conversations, so that they cost nothing more'
            'c delete Delete conversations. Asks first; without a terminal, needs --yes'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'conversations list') lines=(
            'o --limit= Rows per page (default: 10); with a search, filter or sort, rows in total'
            'o --page= Number of the page to show (default: the first)'
            'o --all Show all pages; --limit is then the page size'
            'o --status=active,ended Only conversations with this status'
            'o --help/-h Show this message and exit'
            'o --search= Only records with this text in their name or id, ignoring case'
            'o --since= Only records created since this time: an age such as 2h or 3d, or a date'
            'o --sort=conversation_id,conversation_name,status,conversation_url,replica_id,persona_id,callback_url,events,created_at,updated_at Sort by this field; -FIELD for descending order'
            'o --watch On a terminal, redraw the output as it changes, until q, Ctrl-C or the end of --timeout'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,conversation_id,conversation_name,status,conversation_url,replica_id,persona_id,callback_url,events,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'conversations get') lines=(
            'o --verbose Ask the API for more fields: events, including the transcript'
            'o --transcript Show the transcript; with --json, the API'\''s whole answer'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,conversation_id,conversation_name,status,conversation_url,replica_id,persona_id,callback_url,events,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +@conversations Ids of the conversations to show'
        ) ;;
        'conversations create') lines=(
            'o --replica-id/--face-id=@replicas The replica to talk to'
            'o --pal-id/--persona-id=@pals The PAL that defines how the replica behaves'
            'o --conversation-name= A name for the conversation'
            'o --conversational-context= What the replica should know in this conversation'
            'o --custom-greeting= What the replica says first'
            'o --test-mode A free test: the replica does not join, and the conversation ends at once'
            'o --audio-only/--no-audio-only On or off: talk without video'
            'o --chat/--no-chat On or off: chat by text instead of talking'
            'o --callback-url= URL that the API calls at each event of the conversation'
            'o +--memory-stores=, Memories to use; older than --participant-tags'
            'o +--participant-tags=, Tags of the memories to use'
            'o +--document-ids=,@documents Documents that the replica may refer to'
            'o +--document-tags=, Documents with these tags, too'
            'o --document-retrieval-strategy=speed,quality,balanced How to search documents (default: balanced)'
            'o --require-auth/--no-require-auth On or off: make the room private; the answer has the meeting token to join it'
            'o --max-participants= Maximum number of participants, including the replica'
            'o --meeting-url= Google Meet, Zoom or Teams meeting for the replica to join'
            'o --properties= More properties, as a JSON object, such as max_call_duration and language'
            'o --input=@file Read fields from a JSON or TOML file; - reads JSON from standard input'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --open On a terminal, open the link in the browser, too'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,conversation_id,conversation_name,status,conversation_url,replica_id,persona_id,callback_url,events,created_at,updated_at,meeting_token Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'conversations end') lines=(
            'o --all-active End all active conversations, after a confirmation'
            'o --yes/-y Do not ask for confirmation; required without a terminal'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,conversation_id,status Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +@conversations Ids of the conversations to end'
        ) ;;
        'conversations delete') lines=(
            'o --hard Erase the files too; this cannot be undone'
            'o --yes/-y Do not ask for confirmation; required without a terminal'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,conversation_id,conversation_name,status,conversation_url,replica_id,persona_id,callback_url,events,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +@conversations Ids of the conversations to delete'
        ) ;;
        'doctor') lines=(
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,name,status,message,hint,exit Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'documents') lines=(
            'c list List documents'
            'c get Show one or more documents, with progress and errors'
            'c create Add a document by the link to a file or a website'
            'c update Change the name or the tags of a document'
            'c recrawl Crawl a website again, at least an hour after the last time'
            'c tags List the tags that documents have'
            'c chunks Show the chunks that a document was split into for searching'
            'c wait Wait until documents are processed'
            'c delete Delete documents. Asks first; without a terminal, needs --yes'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'documents list') lines=(
            'o --limit= Rows per page (default: 10); with a search, filter or sort, rows in total'
            'o --page= Number of the page to show (default: the first)'
            'o --all Show all pages; --limit is then the page size'
            'o --status= Only documents with this status, such as ready'
            'o --name-or-uuid= Only documents with this text in their name, or with this id'
            'o +--tags=, Only documents with these tags; may be repeated'
            'o --participant-tags= Only documents of the participant with this tag'
            'o --scope= A filter of the API; its values are not documented'
            'o --sort=document_id,document_name,status,progress,error_message,document_url,tags,crawl_config,crawled_urls,crawl_count,last_crawled_at,callback_url,created_at,updated_at Ascending or descending order'
            'o --verbose Ask the API for more fields: undocumented ones'
            'o --help/-h Show this message and exit'
            'o --search= Only records with this text in their name or id, ignoring case'
            'o --since= Only records created since this time: an age such as 2h or 3d, or a date'
            'o --watch On a terminal, redraw the output as it changes, until q, Ctrl-C or the end of --timeout'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,document_id,document_name,status,progress,error_message,document_url,tags,crawl_config,crawled_urls,crawl_count,last_crawled_at,callback_url,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'documents get') lines=(
            'o --verbose Ask the API for more fields: undocumented ones'
            'o --help/-h Show this message and exit'
            'o --watch On a terminal, redraw the output as it changes, until q, Ctrl-C or the end of --timeout'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,document_id,document_name,status,progress,error_message,document_url,tags,crawl_config,crawled_urls,crawl_count,last_crawled_at,callback_url,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +@documents Ids of the documents to show'
        ) ;;
        'documents create') lines=(
            'o --document-url= Link to a website, or to a file of at most 50 MB'
            'o --document-name= A name for the document'
            'o +--tags=, Tags to give it; may be repeated'
            'o --depth= Crawl a website this many links deep'
            'o --max-pages= Crawl at most this many pages'
            'o --callback-url= URL that the API calls when the document is processed'
            'o +--participant-tags=, Tags of the participants that it belongs to'
            'o --custom-description= A description of its content'
            'o --is-customer-support-document/--no-is-customer-support-document On or off: process it as a document of customer support'
            'o --font-size-aware-extraction/--no-font-size-aware-extraction On or off: use font sizes to tell headings from text'
            'o --input=@file Read fields from a JSON or TOML file; - reads JSON from standard input'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --wait Wait until the job has ended; --timeout limits how long'
            'o --interval= Pause between polls (default: 5 s, growing to 30 s)'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,document_id,document_name,status,progress,error_message,document_url,tags,crawl_config,crawled_urls,crawl_count,last_crawled_at,callback_url,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'documents update') lines=(
            'o --document-name= The new name'
            'o +--tags=, The new tags, which replace all tags that it has'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,document_id,document_name,status,progress,error_message,document_url,tags,crawl_config,crawled_urls,crawl_count,last_crawled_at,callback_url,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a @documents The document'\''s id, such as d8-5c71baca86fc'
        ) ;;
        'documents recrawl') lines=(
            'o --depth= Crawl a website this many links deep'
            'o --max-pages= Crawl at most this many pages'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,document_id,document_name,status,progress,error_message,document_url,tags,crawl_config,crawled_urls,crawl_count,last_crawled_at,callback_url,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a @documents The document'\''s id, such as d8-5c71baca86fc'
        ) ;;
        'documents tags') lines=(
            'o --limit= Tags per page'
            'o --page= Number of the page to show (default: the first)'
            'o --all Show all pages; --limit is then the page size'
            'o --search= Only tags with this text in them'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,tag Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'documents chunks') lines=(
            'o --limit= Chunks to show (default: 100)'
            'o --offset= Continue from here; the form of offsets is not documented'
            'o --collection= Index to show chunks of (default: regular)'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,chunks Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a @documents The document'\''s id, such as d8-5c71baca86fc'
        ) ;;
        'documents wait') lines=(
            'o --interval= Pause between polls (default: 5 s, growing to 30 s)'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,document_id,document_name,status,progress,error_message,document_url,tags,crawl_config,crawled_urls,crawl_count,last_crawled_at,callback_url,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +@documents Ids of the documents to wait for'
        ) ;;
        'documents delete') lines=(
            'o --yes/-y Do not ask for confirmation; required without a terminal'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,document_id,document_name,status,progress,error_message,document_url,tags,crawl_config,crawled_urls,crawl_count,last_crawled_at,callback_url,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +@documents Ids of the documents to delete'
        ) ;;
        'help') lines=(
            'o --json Print one JSON document, with all subcommands'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +@commands,exit-codes,environment,formats,sandbox,statuses,settings,check,batch,upload A command, such as replicas create, or a topic: exit-codes, environment, formats, sandbox, statuses, settings, check, batch, upload'
        ) ;;
        'listen') lines=(
            'o --forward-to= Post each callback there: on this machine, in a private network, or https'
            'o +--only=, What to listen to: replicas, videos, conversations (default: replicas and videos)'
            'o --since= Deliver what has ended since then, such as 2h, 3d or a date, even if it was delivered before'
            'o --print Show the body of each callback in its line'
            'o --receive= Instead, take what the API posts to this port of this machine, and check it; 0 is a free port'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,time,event_id,noun,record_id,event,outcome,attempts,payload,detail Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'pals') lines=(
            'c list List PALs'
            'c get Show one or more PALs'
            'c create Create a PAL from options, from a file, or from both'
            'c update Change a PAL'
            'c delete Delete PALs. Asks first; without a terminal, needs --yes'
            'c publish Publish the draft of a PAL'
            'c check-username Check whether a username for inviting a PAL to meetings is available'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'pals list') lines=(
            'o --limit= Rows per page (default: 10); with a search, filter or sort, rows in total'
            'o --page= Number of the page to show (default: the first)'
            'o --all Show all pages; --limit is then the page size'
            'o --pal-type/--persona-type=user,system Your own (user) or stock (system) PALs'
            'o --sort=pal_id,pal_name,system_prompt,greeting,context,pipeline_mode,default_face_id,memories,objectives_id,guardrail_ids,guardrail_tags,document_ids,document_tags,tool_ids,is_template,layers,conferencing_email,created_at,updated_at Ascending or descending order'
            'o --help/-h Show this message and exit'
            'o --search= Only records with this text in their name or id, ignoring case'
            'o --since= Only records created since this time: an age such as 2h or 3d, or a date'
            'o --watch On a terminal, redraw the output as it changes, until q, Ctrl-C or the end of --timeout'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,pal_id,pal_name,system_prompt,greeting,context,pipeline_mode,default_face_id,memories,objectives_id,guardrail_ids,guardrail_tags,document_ids,document_tags,tool_ids,is_template,layers,conferencing_email,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'pals get') lines=(
            'o --verbose Ask the API for more fields: undocumented ones'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,pal_id,pal_name,system_prompt,greeting,context,pipeline_mode,default_face_id,memories,objectives_id,guardrail_ids,guardrail_tags,document_ids,document_tags,tool_ids,is_template,layers,conferencing_email,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +@pals Ids of the PALs to show'
        ) ;;
        'pals create') lines=(
            'o --pal-name/--persona-name= A name for the PAL'
            'o --system-prompt= Who the PAL is, what it knows and how it behaves'
            'o --greeting= What it says first'
            'o --pipeline-mode=full,speech-to-speech,echo Stages between hearing and speaking (default: full)'
            'o --default-face-id/--default-replica-id= The replica that the PAL speaks with'
            'o --objectives-id= Objectives that it should reach'
            'o +--guardrail-ids=, Guardrails: what it must not do'
            'o +--guardrail-tags=, Guardrails with these tags, too'
            'o +--document-ids=,@documents Documents that it may refer to'
            'o +--document-tags=, Documents with these tags, too'
            'o +--tool-ids=, Tools that it may call, 50 at most'
            'o --layers= Settings of its layers, such as llm and tts, as a JSON object'
            'o --input=@file Read fields from a JSON or TOML file; - reads JSON from standard input'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,pal_id,pal_name,system_prompt,greeting,context,pipeline_mode,default_face_id,memories,objectives_id,guardrail_ids,guardrail_tags,document_ids,document_tags,tool_ids,is_template,layers,conferencing_email,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'pals update') lines=(
            'o +--set= Set the value at a path such as layers.llm.model; may be repeated'
            'o +--unset= Remove the value at a path; may be repeated'
            'o --input=@file Read fields from a JSON or TOML file; - reads JSON from standard input'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,pal_id,pal_name,system_prompt,greeting,context,pipeline_mode,default_face_id,memories,objectives_id,guardrail_ids,guardrail_tags,document_ids,document_tags,tool_ids,is_template,layers,conferencing_email,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a @pals The PAL'\''s id, such as pcb7a34da5fe'
        ) ;;
        'pals delete') lines=(
            'o --yes/-y Do not ask for confirmation; required without a terminal'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,pal_id,pal_name,system_prompt,greeting,context,pipeline_mode,default_face_id,memories,objectives_id,guardrail_ids,guardrail_tags,document_ids,document_tags,tool_ids,is_template,layers,conferencing_email,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +@pals Ids of the PALs to delete'
        ) ;;
        'pals publish') lines=(
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,pal_id,pal_name,system_prompt,greeting,context,pipeline_mode,default_face_id,memories,objectives_id,guardrail_ids,guardrail_tags,document_ids,document_tags,tool_ids,is_template,layers,conferencing_email,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a @pals The PAL'\''s id, such as pcb7a34da5fe'
        ) ;;
        'pals check-username') lines=(
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,available,reason Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a - The part of its email address before the @'
        ) ;;
        'replicas') lines=(
            'c list List replicas'
            'c get Show one or more replicas, with training progress and errors'
            'c create Train a replica from a clip or a portrait. Costs money and takes hours'
            'c check Check whether a training would fail, before anything is sent'
            'c wait Wait until replicas are trained'
            'c rename Rename a replica'
            'c delete Delete replicas. Asks first; without a terminal, needs --yes'
            'c open Open the thumbnail video of a replica in the browser'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'replicas list') lines=(
            'o --limit= Rows per page (default: 10); with a search, filter or sort, rows in total'
            'o --page= Number of the page to show (default: the first)'
            'o --all Show all pages; --limit is then the page size'
            'o --replica-type=user,system Your own (user) or stock (system) replicas'
            'o +--replica-ids=,@replicas Only these replicas; may be repeated'
            'o --model-name= Only replicas of this model, such as phoenix-4'
            'o --verbose Ask the API for more fields: replica_type, user or system'
            'o --help/-h Show this message and exit'
            'o --search= Only records with this text in their name or id, ignoring case'
            'o --status= Only records with this status'
            'o --since= Only records created since this time: an age such as 2h or 3d, or a date'
            'o --sort=replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Sort by this field; -FIELD for descending order'
            'o --watch On a terminal, redraw the output as it changes, until q, Ctrl-C or the end of --timeout'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'replicas get') lines=(
            'o --verbose Ask the API for more fields: replica_type, user or system'
            'o --help/-h Show this message and exit'
            'o --watch On a terminal, redraw the output as it changes, until q, Ctrl-C or the end of --timeout'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +@replicas Ids of the replicas to show'
        ) ;;
        'replicas create') lines=(
            'o --train-video-url= Direct link to the training clip'
            'o --consent-video-url= Direct link to a separate clip of the consent statement'
            'o --train-image-url= Direct link to a portrait, to train from it instead of a clip'
            'o --voice-name=@voice-names Stock voice, such as anna; a portrait needs a voice'
            'o --default-voice-id= One of your own voices, instead of --voice-name'
            'o --auto-fix-training-image/--no-auto-fix-training-image On or off: let Tavus repair the portrait so that it meets its rules'
            'o --callback-url= URL that the API calls when the training has ended or failed'
            'o --replica-name= A name for the replica'
            'o --model-name= Model, such as phoenix-4.5 (default of the API: phoenix-4)'
            'o --background-green-screen/--no-background-green-screen On or off: train with a green-screen background'
            'o --properties= More training properties, as a JSON object'
            'o --train-video=@file Training clip, a local file'
            'o --consent-video=@file Consent clip, a local file'
            'o --train-image=@file Portrait, a local file'
            'o --delete-upload/--keep-upload On or off: with --wait, delete uploaded files when the job has ended'
            'o --input=@file Read fields from a JSON or TOML file; - reads JSON from standard input'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --check/--no-check On or off: check the files before a create is sent (default: yes, unless the API is on this machine)'
            'o --wait Wait until the job has ended; --timeout limits how long'
            'o --interval= Pause between polls (default: 5 s, growing to 30 s)'
            'o --preview Wait only for the preview, which has a watermark; fine-tuning continues'
            'o --help/-h Show this message and exit'
            'o --upload-to= Bucket for local files: s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://ACCOUNT/CONTAINER/PREFIX'
            'o --upload-endpoint= Root URL of an S3-compatible storage, such as R2, MinIO or B2 (default: Amazon S3)'
            'o --upload-command= A program that uploads a file and prints its link, run without a shell; it gets {file}, {name} and {hours}'
            'o --link-hours= Hours for which the link to an uploaded file works, from 24 to 168 (default: 48)'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'replicas check') lines=(
            'o --train-video-url= Direct link to the training clip'
            'o --consent-video-url= Direct link to a separate clip of the consent statement'
            'o --train-image-url= Direct link to a portrait, to train from it instead of a clip'
            'o --voice-name=@voice-names Stock voice, such as anna; a portrait needs a voice'
            'o --default-voice-id= One of your own voices, instead of --voice-name'
            'o --auto-fix-training-image/--no-auto-fix-training-image On or off: let Tavus repair the portrait so that it meets its rules'
            'o --callback-url= URL that the API calls when the training has ended or failed'
            'o --replica-name= A name for the replica'
            'o --model-name= Model, such as phoenix-4.5 (default of the API: phoenix-4)'
            'o --background-green-screen/--no-background-green-screen On or off: train with a green-screen background'
            'o --properties= More training properties, as a JSON object'
            'o --input=@file Read fields from a JSON or TOML file; - reads JSON from standard input'
            'o --train-video=@file Training clip, a local file'
            'o --consent-video=@file Consent clip, a local file'
            'o --train-image=@file Portrait, a local file'
            'o --ask-api/--no-ask-api On or off: also ask the API to validate a portrait'
            'o --strict Exit with 5 for warnings, too'
            'o --verbose Show all checks, including those that passed'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'replicas wait') lines=(
            'o --interval= Pause between polls (default: 5 s, growing to 30 s)'
            'o --preview Wait only for the preview, which has a watermark; fine-tuning continues'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +@replicas Ids of the replicas to wait for'
        ) ;;
        'replicas rename') lines=(
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a @replicas The replica'\''s id, such as r7bc3db0d581'
            'a - The new name'
        ) ;;
        'replicas delete') lines=(
            'o --hard Erase the files too; this cannot be undone'
            'o --yes/-y Do not ask for confirmation; required without a terminal'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,replica_id,replica_name,status,finetune_status,training_progress,error_message,model_name,replica_type,thumbnail_video_url,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +@replicas Ids of the replicas to delete'
        ) ;;
        'replicas open') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a @replicas The replica'\''s id, such as r7bc3db0d581'
        ) ;;
        'sandbox') lines=(
            'c serve Run the sandbox for other programs, until Ctrl-C'
            'c run Run a program with a new sandbox of its own, and exit with its exit code'
            'c reset Delete everything that was created in the sandbox'
            'c path Print the path of the file with the state of the sandbox'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'sandbox serve') lines=(
            'o --port= Port to listen on; 0 takes a free one'
            'o --training-seconds= Duration of a training'
            'o --video-seconds= Duration of rendering a video'
            'o --latency= Delay of each answer in milliseconds'
            'o --page-base= Number of the first page of a list'
            'o --force= Make calls fail, such as 429x2; see `tavus help sandbox`'
            'o --words=replica,face,both Names of fields in answers (default: those of the endpoint)'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'sandbox run') lines=(
            'o --training-seconds= Duration of a training'
            'o --video-seconds= Duration of rendering a video'
            'o --latency= Delay of each answer in milliseconds'
            'o --page-base= Number of the first page of a list'
            'o --force= Make calls fail, such as 429x2; see `tavus help sandbox`'
            'o --words=replica,face,both Names of fields in answers (default: those of the endpoint)'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a ! The program to run, with its arguments'
        ) ;;
        'sandbox reset') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'sandbox path') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'videos') lines=(
            'c list List videos'
            'c get Show one or more videos, with progress, links and errors'
            'c create Create a video in which a replica speaks. Costs money and takes minutes'
            'c check Check whether a video would fail, before it is created'
            'c wait Wait until videos are ready'
            'c rename Rename a video'
            'c delete Delete videos. Asks first; without a terminal, needs --yes'
            'c download Download a video and print where it was saved'
            'c open Open the page of a video in the browser'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'videos list') lines=(
            'o --limit= Rows per page (default: 10); with a search, filter or sort, rows in total'
            'o --page= Number of the page to show (default: the first)'
            'o --all Show all pages; --limit is then the page size'
            'o --help/-h Show this message and exit'
            'o --search= Only records with this text in their name or id, ignoring case'
            'o --status= Only records with this status'
            'o --since= Only records created since this time: an age such as 2h or 3d, or a date'
            'o --sort=video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Sort by this field; -FIELD for descending order'
            'o --watch On a terminal, redraw the output as it changes, until q, Ctrl-C or the end of --timeout'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'videos get') lines=(
            'o --verbose Ask the API for more fields: links to two thumbnails'
            'o --help/-h Show this message and exit'
            'o --watch On a terminal, redraw the output as it changes, until q, Ctrl-C or the end of --timeout'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +@videos Ids of the videos to show'
        ) ;;
        'videos create') lines=(
            'o --replica-id=@replicas The replica that speaks'
            'o --script= The text that it speaks'
            'o --script-file=@file The text that it speaks, in a file; - is standard input'
            'o --audio-url= Direct link to a .wav or .mp3 file to speak, instead of a script'
            'o --video-name= A name for the video'
            'o --background-url= Website to show behind the replica'
            'o --background-source-url= Direct link to a clip to show behind the replica'
            'o --watermark-image-url= Direct link to a logo to show on the video, .png or .jpg'
            'o --fast/--no-fast On or off: render faster, without background, thumbnails or stream'
            'o --transparent-background/--no-transparent-background On or off: with --fast, make the background of the video transparent (.webm)'
            'o --callback-url= URL that the API calls when the video is ready or has failed'
            'o --properties= More properties, as a JSON object: background_scroll, start_with_wave'
            'o --audio=@file Audio to speak, a local file'
            'o --delete-upload/--keep-upload On or off: with --wait, delete uploaded files when the job has ended'
            'o --input=@file Read fields from a JSON or TOML file; - reads JSON from standard input'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --check/--no-check On or off: check the files before a create is sent (default: yes, unless the API is on this machine)'
            'o --wait Wait until the job has ended; --timeout limits how long'
            'o --interval= Pause between polls (default: 5 s, growing to 30 s)'
            'o --download=@file Wait, then save the video as this file or into this folder'
            'o --force Replace the file if it exists'
            'o --help/-h Show this message and exit'
            'o --upload-to= Bucket for local files: s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://ACCOUNT/CONTAINER/PREFIX'
            'o --upload-endpoint= Root URL of an S3-compatible storage, such as R2, MinIO or B2 (default: Amazon S3)'
            'o --upload-command= A program that uploads a file and prints its link, run without a shell; it gets {file}, {name} and {hours}'
            'o --link-hours= Hours for which the link to an uploaded file works, from 24 to 168 (default: 48)'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'videos check') lines=(
            'o --replica-id=@replicas The replica that speaks'
            'o --script= The text that it speaks'
            'o --script-file=@file The text that it speaks, in a file; - is standard input'
            'o --audio-url= Direct link to a .wav or .mp3 file to speak, instead of a script'
            'o --video-name= A name for the video'
            'o --background-url= Website to show behind the replica'
            'o --background-source-url= Direct link to a clip to show behind the replica'
            'o --watermark-image-url= Direct link to a logo to show on the video, .png or .jpg'
            'o --fast/--no-fast On or off: render faster, without background, thumbnails or stream'
            'o --transparent-background/--no-transparent-background On or off: with --fast, make the background of the video transparent (.webm)'
            'o --callback-url= URL that the API calls when the video is ready or has failed'
            'o --properties= More properties, as a JSON object: background_scroll, start_with_wave'
            'o --input=@file Read fields from a JSON or TOML file; - reads JSON from standard input'
            'o --audio=@file Audio to speak, a local file'
            'o --ask-api/--no-ask-api On or off: also ask the API whether the replica exists'
            'o --strict Exit with 5 for warnings, too'
            'o --verbose Show all checks, including those that passed'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'videos wait') lines=(
            'o --interval= Pause between polls (default: 5 s, growing to 30 s)'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +@videos Ids of the videos to wait for'
        ) ;;
        'videos rename') lines=(
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a @videos The video'\''s id, such as 783537ef5'
            'a - The new name'
        ) ;;
        'videos delete') lines=(
            'o --hard Erase the files too; this cannot be undone'
            'o --yes/-y Do not ask for confirmation; required without a terminal'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,video_id,video_name,status,status_details,data,download_url,hosted_url,stream_url,background_url,background_source_url,still_image_thumbnail_url,gif_thumbnail_url,error_details,replica_id,generation_progress,created_at,updated_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +@videos Ids of the videos to delete'
        ) ;;
        'videos download') lines=(
            'o --output/-o=@file File or folder to save it in (default: named by its id, in this folder); - is standard output'
            'o --force Replace the file if it exists'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,video_id,path,bytes Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a @videos The video'\''s id, such as 783537ef5'
        ) ;;
        'videos open') lines=(
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a @videos The video'\''s id, such as 783537ef5'
        ) ;;
        'voices') lines=(
            'c list List voices'
            'c get Show one or more voices'
            'c create Create a voice from a sample of speech. Takes minutes'
            'c wait Wait until voices are ready for use'
            'c rename Rename one of your own voices'
            'c delete Delete voices. Asks first; without a terminal, needs --yes'
            'o --help/-h Show this message and exit'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'voices list') lines=(
            'o --limit= Rows per page (default: 10); with a search, filter or sort, rows in total'
            'o --page= Number of the page to show (default: the first)'
            'o --all Show all pages; --limit is then the page size'
            'o --search= Only voices with this text in their name, ignoring case'
            'o --sort=voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at Order of the names, ascending or descending (default: asc)'
            'o --tag= Only voices with this tag'
            'o +--tags=, Only voices with these tags; may be repeated'
            'o --source= Which voices; all includes your own voices, and all ids'
            'o --help/-h Show this message and exit'
            'o --status= Only records with this status'
            'o --since= Only records created since this time: an age such as 2h or 3d, or a date'
            'o --watch On a terminal, redraw the output as it changes, until q, Ctrl-C or the end of --timeout'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'voices get') lines=(
            'o --help/-h Show this message and exit'
            'o --watch On a terminal, redraw the output as it changes, until q, Ctrl-C or the end of --timeout'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +@voices Ids of the voices to show'
        ) ;;
        'voices create') lines=(
            'o --voice-name=@voice-names A name for the voice'
            'o --description= What it sounds like'
            'o --callback-url= URL that the API calls when the voice is ready or has failed'
            'o --properties= More fields, as a JSON object, such as the link to the audio sample'
            'o --input=@file Read fields from a JSON or TOML file; - reads JSON from standard input'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --wait Wait until the job has ended; --timeout limits how long'
            'o --interval= Pause between polls (default: 5 s, growing to 30 s)'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
        ) ;;
        'voices wait') lines=(
            'o --interval= Pause between polls (default: 5 s, growing to 30 s)'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a +@voices Ids of the voices to wait for'
        ) ;;
        'voices rename') lines=(
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
            'a @voices The voice'\''s id, such as v0a1b2c3d4e5f'
            'a - The new name'
        ) ;;
        'voices delete') lines=(
            'o --yes/-y Do not ask for confirmation; required without a terminal'
            'o --dry-run Print the request as a curl command and send nothing'
            'o --help/-h Show this message and exit'
            'o --format=table,tsv,csv,json,jsonl,ids Format of the results; see `tavus help formats`'
            'o --json Short for --format json'
            'o +--columns=,voice_id,voice_name,voice_type,status,error_message,tags,description,replica_id,audio_url,created_at Fields to show, by name or heading; with dots for nested fields, such as data.script'
            'o --header With tsv, write a first line of field names'
            'o --csv-raw With csv, do not escape cells that a spreadsheet would run as formulas'
            'o --no-pager Do not show long lists in a pager'
            'o --profile=@profiles The profile of the config file to use'
            'o --base-url= Root URL of the API, without /v2: https, or http on this machine (default: https://tavusapi.com)'
            'o --sandbox Use the local sandbox instead of the API: no account, no cost, no network'
            'o --timeout= Time limit of the whole command, including waiting and downloading (default: none)'
            'o --call-timeout= Time limit of one API call with its retries, and of a pause in a download (default: 60 s)'
            'o --retries= Retries of a failed API call, where a repeat is safe (default: 2)'
            'o --debug Log each HTTP request and response on standard error; the key is hidden'
            'o --quiet Show errors only: no notes, warnings or progress'
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
