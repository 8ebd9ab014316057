"""Files of this machine, put into the user's own storage, so that a create can have the links that the API wants.

`uploads` is the whole way of the files of a create. `ways` chooses where they go: `bucket` (a cloud's storage),
`program` (one that the user names), or `local` (the sandbox). `parcel` is one file, `outside` the look at its link.
"""
