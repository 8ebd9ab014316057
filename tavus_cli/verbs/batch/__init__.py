"""Many creates from one table: never one twice, whatever ends the run, on one machine or many.

`table` reads the rows and judges all of them before anything is sent, `journal` is the file that survives the run,
`run` sends what is left, `settle` finds out what became of creates and jobs, `report` tells.
"""
