"""Many creates from one table: never one twice, whatever ends the run, on one machine or many.

`table` reads the rows and judges all of them before anything is sent, `journal` is the file that survives the run,
`check` keeps back rows whose files will fail, `run` sends what is left, `account` looks for what is there already,
`jobs` waits for what was started, `report` tells.
"""
