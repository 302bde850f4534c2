"""One run that several machines share: its files are cut into chunks, which workers import.

`cut` makes the run and its chunks, `take` imports one of them, `record` counts it into the run, and
`follow` gives the results of them all. What hands chunks to workers is told to `cut`: a queue is
none of this chapter's business.
"""
