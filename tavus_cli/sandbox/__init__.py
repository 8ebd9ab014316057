"""The sandbox: a local HTTP server that simulates the Tavus API, on this machine only.

It simulates replicas, faces, videos, voices, conversations, personas, PALs and documents: their fields, statuses and
error bodies; pagination and filters (`noun`); the progress of jobs over time (`lifecycle`); each documented failure
(`failures`); refusals such as 429 (`refusals`); both spellings (`spelling`); callbacks to receivers on this machine
(`callbacks`); a playable file behind each link (`media`). Unlike the API, it also stores files, in place of a bucket
(`storage`).

It does not fetch, inspect, train or render anything, so a broken link trains as well as a good one. There are no
accounts: it accepts any key that is not empty, nothing costs money, and requests are not rate limited unless that is
forced. Stock replicas, voices and personas are copies as of a date.

Where the API's behaviour is not known, a module says what it assumes, after the word "assumed". Nothing here imports
the rest of the program: client and sandbox implement the contract independently, so that the tests show differences.
"""
