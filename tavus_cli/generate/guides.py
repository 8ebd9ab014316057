"""The texts of the help topics `check`, `batch` and `upload`. The tests run the recipes for uploads."""

from tavus_cli.generate.nodes import Entry

CHECK = (
    Entry(
        "link, fails",
        "400, 401, 403, 404, 410; a bad certificate; a page instead of a file (Dropbox, Google Drive, GitHub, OneDrive,"
        " iCloud, WeTransfer, YouTube, Vimeo, Loom); ended; cut off by a shell for lack of quotes; a private address.",
    ),
    Entry("link, may fail", "Ends within 24 hours; signed with temporary credentials; not https."),
    Entry(
        "file, fails",
        "Over 750 MiB; empty; cut off or damaged; QuickTime (.mov), AVI, MKV and any other container but MP4 and WebM.",
    ),
    Entry("file, may fail", "WebM; MP4 in fragments; QuickTime that is called .mp4; 750 MB to 750 MiB."),
    Entry("picture, fails", "Not H.264; encrypted; below 23 frames a second; below 720p."),
    Entry(
        "picture, may fail",
        "VP8, VP9, AV1 in WebM; HDR, 10 bit, not 4:2:0; 23 to 25 or above 60 frames; frames that come unevenly; turned"
        " by a mark.",
    ),
    Entry("length, fails", "Below a minute."),
    Entry("length, may fail", "Above 5 minutes; below two for phoenix-3; a consent clip outside of 8 to 60 s."),
    Entry("sound, fails", "None."),
    Entry("sound, may fail", "Not AAC; much shorter than the picture; digital silence."),
    Entry("portrait, fails", "Not PNG or JPEG; below 512 x 512; what the API's own validation says."),
    Entry("portrait, may fail", "Its name says otherwise; turned by a mark; above 20 MiB."),
    Entry("sound of a video, fails", "Not WAV or MP3; below 3 s or above 10 minutes; over 750 MiB."),
    Entry("sound of a video, may fail", "Its name says otherwise."),
    Entry(
        "request, may fail",
        "A long or odd name; no consent clip; a consent clip that is the training clip; a callback to a private host.",
    ),
)
CHECK_LINES = """\
What fails ends with 5, and nothing is sent. What may fail is a warning: only
what is documented, was seen to fail or cannot be otherwise stops a create.
--json has the source of each rule, what was found and what is wanted.

A look takes 1 to 3 requests and some 140 KB (8 MiB at most), by GET with a
range, without key, cookies or .netrc. All files together get 10 seconds, then
a create goes on with a warning. Links that work only once need --no-check. A
portrait goes to the API's image validation, unless --no-ask-api is given.

A create looks by itself, unless the API is on this machine (the sandbox), or
--no-check, TAVUS_CHECK=0 or check = false in the profile say no.

Not seen: whether the words of consent are right, whether there is one face and
it looks ahead, light, noise and cuts. That a check passes does not promise
that a training does."""
BATCH = (
    Entry("table", "CSV with a first line of field names (dots lead into objects), or a JSON object a line."),
    Entry("id", "A row's own name. Without it a hash of the fields stands for it, and two equal rows are a fault."),
    Entry(
        "train_video, consent_video, train_image, audio",
        "Columns with files of this machine, by their names in the folder of the table. They are uploaded before their"
        " create: see tavus help upload.",
    ),
    Entry("x-NAME", "Columns that are reported and never sent. In a script, {NAME} stands for the column x-NAME."),
    Entry(
        "TABLE.journal.jsonl",
        "What was sent and what became of it. Run the same command again after whatever ended it: what was created"
        " is left alone, and what is unknown is looked for by its name and time, and never sent again by itself.",
    ),
    Entry(
        "outcomes",
        "created, found (made by an earlier create, or adopted), already there, refused, unfit (a file will fail),"
        " unknown, not sent, not tried.",
    ),
    Entry(
        "--existing adopt",
        "For machines without the journal: takes records that have the names of the table as the table's own.",
    ),
    Entry("--shard I/N", "One part of the table for each of N machines. N must stay the same until all is done."),
    Entry("retry", "A scheduler may run it again after 6, 7, 8, 9 and 12, and never by itself after 10."),
)
BATCH_LINES = """\
One part of the table for each of eight machines: --shard $PART/8 --yes, and
for PART
  GitHub Actions    the job's number in its matrix
  Kubernetes        $((JOB_COMPLETION_INDEX + 1)), in an indexed job
  AWS Batch         $((AWS_BATCH_JOB_ARRAY_INDEX + 1)), in an array job
  Slurm             $SLURM_ARRAY_TASK_ID, with --array=1-8
  GNU parallel      {}, with ::: 1 2 3 4 5 6 7 8
  Airflow, Prefect, Dagster, Temporal: a task each, by the exit codes above
Then, with the journals of all machines in one folder:
  tavus batch status *.journal.jsonl"""
UPLOAD = (
    Entry(
        "--train-video, --consent-video, --train-image, --audio",
        "Files of this machine. They are looked at first, and nothing leaves if one of them will fail.",
    ),
    Entry(
        "--upload-to PLACE",
        "A bucket of yours: s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://ACCOUNT/CONTAINER/PREFIX, with the cloud's"
        " own credentials. Needs the extra: pip install 'tavus-cli-unofficial[upload]'",
    ),
    Entry("--upload-endpoint URL", "What speaks S3 in the place of Amazon: R2, MinIO, B2."),
    Entry(
        "--upload-command COMMAND",
        "Any program that stores a file and prints its link as the last line. {file} is the file, {name} a name to"
        " store it under, made of its hash and its own name, {hours} how long the link must work. All of these options"
        " may stand in a profile: upload_command, upload_to and so on.",
    ),
    Entry("--link-hours N", "How long the link works: 24 to 168 hours, 48 unless set."),
    Entry(
        "--delete-upload",
        "With --wait and --upload-to: deletes the file when the job has ended or the create was refused, unless it was"
        " there before. Else it stays, so that the same command does not send it again; a"
        " lifecycle rule of the bucket can delete it, and parts of broken uploads.",
    ),
    Entry(
        "--sandbox",
        "The sandbox takes the file itself, whatever the environment or the profile name.",
    ),
    Entry(
        "the link",
        "Is fetched from outside before the create: if it does not lead to the file, nothing is created (5). Links"
        " that are signed with temporary credentials may die early; sign with a user's key.",
    ),
)
UPLOAD_LINES = r"""
A program for --upload-command "sh up.sh {file} {name} {hours}", of a remote of
rclone that is called store:

  # up.sh FILE NAME HOURS
  set -e
  rclone copyto "$1" "store:clips/$2"
  rclone link --expire "$3h" "store:clips/$2"

The same for Amazon, Google and Azure with their own programs:

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
