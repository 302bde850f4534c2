"""Pictures: a file -> its original, kept private, and renditions for readers; where they are used.

`original` opens what came in, within bounds; `embedded` reads what it says of itself; `renditions`
makes what readers get; `take` stores all of it with a row. `use` knows which article and edition
has which picture, and `shown` what a page writes for one.
"""
