"""Many creates from one table: never one twice, whatever ends the run, on one machine or many.

`command` is `tavus batch` from its options to its report. `table` reads rows, made of `cells`, and judges all of them
before anything is sent. `journal` is the file that survives the run, `shards` are the parts of a table, each with its
own journal. `check` keeps back rows whose files will fail, `account` looks for what is there already, `run` creates
what is left, with `uploads` of its files first. `jobs` waits for what was started, `downloads` saves what is ready,
`report` tells.
"""
