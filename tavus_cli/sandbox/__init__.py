"""A local stand-in for the Tavus API over HTTP, on this machine alone.

It plays replicas, faces, videos, voices, conversations, personas, PALs and documents: each with its fields, statuses
and error bodies; paging and filters (`noun`); jobs as they go on over time (`lifecycle`); each documented failure
(`failures`); refusals such as 429 (`refusals`); both spellings (`spelling`); callbacks to receivers on this machine
(`callbacks`); a playable file behind each link (`media`). What it has and the API has not is a place for files, instead
of a bucket (`storage`).

What it does not: nothing is fetched, looked at, trained or rendered, so a link that leads nowhere trains as well as a
good one. There are no accounts: any key that is not empty opens everything, nothing costs anything, and no limit on
the number of requests applies unless one is forced. Stock replicas, voices and personas are a dated copy.

Where the API's behaviour is not known, the module concerned says what was assumed, after the word "assumed". Nothing
here imports the rest of the program: client and sandbox each state the contract on their own, so that they can
disagree.
"""
