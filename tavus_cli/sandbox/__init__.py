"""A local stand-in for the Tavus API: replicas (faces, too), videos and voices over HTTP on this machine alone.

What it imitates: every operation of those three resources with its fields, status codes and error bodies; paging and
filters; training and rendering as they go on over time (`lifecycle`); each documented failure (`failures`); refusals
such as 429 (`refusals`); callbacks to receivers on this machine (`callbacks`); a playable file behind each link. What
it has and the API has not: a place for files, in place of a bucket (`storage`).

What it does not: nothing is fetched, looked at, trained or rendered, so a link that leads nowhere trains as well as a
good one. There are no accounts: any key that is not empty opens everything, nothing costs anything, and no limit on
the number of requests applies unless one is forced. Stock replicas and voices are a dated copy.

Where the API's behaviour is not known, the module concerned says what was assumed, after the word "assumed". Nothing
here imports the rest of the program: client and sandbox each state the contract on their own, so that they can
disagree.
"""
