"""Creating many records from a table, never one twice, even after crashes and on several machines.

`command` is `tavus batch`, from its `options` to its report. `table` reads and validates all rows before anything is
sent, and `cells` parses one row. `journal` writes the file that records each step, `replay` reads it, and `shards` are
the parts of a table, each with its own journal. `check` excludes rows whose files will fail, `account` finds existing
records, and `creates` sends the creates of the others, after `uploads` has uploaded their files. `jobs` waits for the
jobs, `downloads` saves finished videos, and `report` shows the result.
"""
