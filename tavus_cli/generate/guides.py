"""The texts of the help topics `check`, `batch` and `upload`. The tests run the recipes for uploads."""

from tavus_cli.generate.nodes import Entry

CHECK = (
    Entry(
        "link, fails",
        "It answers with 400, 401, 403, 404 or 410; its certificate is invalid; it leads to a web page, not to a file"
        " (Dropbox, Google Drive, GitHub, OneDrive, iCloud, WeTransfer, YouTube, Vimeo, Loom); it has expired; a shell"
        " has cut it off, because it was not in quotes; its address is private.",
    ),
    Entry("link, may fail", "It expires within 24 hours; it is signed with temporary credentials; it is not https."),
    Entry(
        "clip, fails",
        "It is larger than 750 MiB, empty, cut off or damaged; it is a QuickTime (.mov), AVI or MKV file, or in any"
        " other container than MP4 and WebM.",
    ),
    Entry(
        "clip, may fail",
        "It is WebM, fragmented MP4, or QuickTime with the name .mp4; it has 750 MB to 750 MiB.",
    ),
    Entry(
        "picture, fails",
        "It is not H.264; it is encrypted; it has less than 23 frames per second, or a short side below 700 pixels"
        " (the minimum is 720p).",
    ),
    Entry(
        "picture, may fail",
        "It is VP8, VP9 or AV1 (in WebM); it is HDR, 10 bit or not 4:2:0; it has 23 to 25 or more than 60 frames per"
        " second, or a short side of 700 to 719 pixels; its frame rate varies; a flag rotates it.",
    ),
    Entry("duration, fails", "The training clip is shorter than a minute."),
    Entry(
        "duration, may fail",
        "The training clip is longer than 5 minutes, or shorter than 2 minutes for phoenix-3; the consent clip is"
        " shorter than 8 s or longer than 60 s.",
    ),
    Entry("sound, fails", "There is none."),
    Entry("sound, may fail", "It is not AAC, is much shorter than the picture, or is digital silence."),
    Entry("portrait, fails", "It is not PNG or JPEG; it is smaller than 512 x 512; the API's validation refuses it."),
    Entry("portrait, may fail", "Its suffix is wrong; a flag rotates it; it is larger than 20 MiB."),
    Entry(
        "audio of a video, fails",
        "It is not WAV or MP3; it is shorter than 3 s or longer than 10 minutes; it is larger than 750 MiB.",
    ),
    Entry("audio of a video, may fail", "Its suffix is wrong."),
    Entry("replica of a video, fails", "It does not exist; its training has failed. A create does not ask for it."),
    Entry(
        "request, may fail",
        "The name is long or has unusual characters; there is no consent clip, or it is the training clip; the callback"
        " goes to a private host.",
    ),
)
CHECK_LINES = """\
If something will fail, the exit code is 5 and nothing is sent. What may fail is
a warning. A create is stopped only by a rule that is documented, that was seen
in practice, or that follows from the format. --json has the source of each
rule, the value that was found and the value that is wanted.

A check of a file usually takes 1 to 3 requests and 140 KB (at most 8 MiB). It
uses GET with a range, without the API key, cookies and .netrc. After 10 seconds
for all files, a create continues with a warning. Give --no-check for links that
work only once. A portrait is sent to the API's image validation, and `videos
check` reads the replica from the API, unless --no-ask-api is given.

Every create makes these checks, unless the API is on this machine (such as the
sandbox). --no-check, TAVUS_CHECK=0 or check = false in the profile turns them
off, --check turns them on.

The checks do not cover the words of the consent statement, the number and the
position of faces, light, noise and cuts. So a training can still fail."""
BATCH = (
    Entry(
        "table",
        "A CSV file with field names in its first line (with dots for nested fields), or a file with one JSON object"
        " per line.",
    ),
    Entry("id", "The name of a row. Without it, a row is identified by its fields, and equal rows are an error."),
    Entry(
        "train_video, consent_video, train_image, audio",
        "Columns with the names of local files, relative to the folder of the table. Each file is uploaded before its"
        " create: see tavus help upload.",
    ),
    Entry(
        "x-NAME",
        "Columns that are reported, but not sent. In a script, {NAME} is replaced by the value of the column x-NAME.",
    ),
    Entry(
        "TABLE.journal.jsonl",
        "The journal: what was sent, and its outcome. After any interruption, run the same command again. It does not"
        " create again what was created. If the outcome of a create is unknown, it searches for the record by name and"
        " time, and never sends the create again by itself.",
    ),
    Entry(
        "outcomes",
        "created, found (created by an earlier run, or adopted), already there, refused, unfit (a file will fail),"
        " unknown, not sent, not tried.",
    ),
    Entry(
        "--retry-failed",
        "Create again the rows that were refused, or whose job failed. First correct them in the table.",
    ),
    Entry(
        "--existing adopt",
        "If the journal is missing: use the records of the account that have the names of rows as those of the rows.",
    ),
    Entry(
        "--shard I/N",
        "Create only part I of N of the table, for N machines. N must stay the same until the whole table is done.",
    ),
    Entry(
        "exit codes",
        "A scheduler may run it again after 6, 7, 8, 9 and 12, but never automatically after 10.",
    ),
)
BATCH_LINES = """\
To divide a table among eight machines, give --shard $PART/8 --yes on each, with
this value of PART:
  GitHub Actions    the job's number in its matrix
  Kubernetes        $((JOB_COMPLETION_INDEX + 1)), in an indexed job
  AWS Batch         $((AWS_BATCH_JOB_ARRAY_INDEX + 1)), in an array job
  Slurm             $SLURM_ARRAY_TASK_ID, with --array=1-8
  GNU parallel      {}, with ::: 1 2 3 4 5 6 7 8
  Airflow, Prefect, Dagster, Temporal: one task per part, see exit codes above
Then collect the journals of all machines in one folder:
  tavus batch status *.journal.jsonl"""
UPLOAD = (
    Entry(
        "--train-video, --consent-video, --train-image, --audio",
        "Local files. They are checked first, and nothing is uploaded if one of them will fail.",
    ),
    Entry(
        "--upload-to PLACE",
        "Your bucket: s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://ACCOUNT/CONTAINER/PREFIX. Uses your credentials of"
        " that cloud. Needs: pip install 'tavus-cli-unofficial[upload]'",
    ),
    Entry("--upload-endpoint URL", "An S3-compatible storage, such as R2, MinIO or B2, instead of Amazon S3."),
    Entry(
        "--upload-command COMMAND",
        "A program that uploads a file and prints its link in the last line. {file} is the file; {name} is the name to"
        " store it under, made from its hash and its own name; {hours} is how long the link must work. An interrupted"
        " run that is repeated runs the program again for each file whose record was not created, since no link is"
        " written to disk; the same content has the same {name}, so the program can skip what is stored. A profile can"
        " have all of these options: upload_command, upload_to and so on.",
    ),
    Entry("--link-hours N", "How long the link works, from 24 to 168 hours (default: 48)."),
    Entry(
        "--delete-upload",
        "With --wait and --upload-to: delete the file when the job has ended or the create was refused, unless it was"
        " in the bucket before. By default it is kept, so that the same command does not upload it again. A lifecycle"
        " rule of the bucket can delete old files, and parts of interrupted uploads.",
    ),
    Entry(
        "--sandbox",
        "The file is uploaded to the sandbox, even if the environment or the profile has upload settings.",
    ),
    Entry(
        "the link",
        "It is tested without credentials before the create. If it does not lead to the file, nothing is created, and"
        " the exit code is 5. A link that is signed with temporary credentials may expire early; sign with the key of a"
        " user.",
    ),
)
UPLOAD_LINES = r"""
A program for --upload-command "sh up.sh {file} {name} {hours}", with an rclone
remote called store:

  # up.sh FILE NAME HOURS
  set -e
  rclone copyto "$1" "store:clips/$2"
  rclone link --expire "$3h" "store:clips/$2"

The same with the programs of Amazon, Google and Azure:

  aws s3 cp "$1" "s3://clips/$2" >&2
  aws s3 presign "s3://clips/$2" --expires-in "$(($3 * 3600))"

  gcloud storage cp "$1" "gs://clips/$2" >&2
  gcloud storage sign-url "gs://clips/$2" --duration "$3h" \
      --format "value(signed_url)"

  az storage blob upload --account-name mine --container-name clips \
      --name "$2" --file "$1" --overwrite >&2
  az storage blob generate-sas --account-name mine --container-name clips \
      --name "$2" --permissions r --full-uri --output tsv \
      --expiry "$(date -u -d "+$3 hours" +%Y-%m-%dT%H:%MZ)"
""".strip("\n")
