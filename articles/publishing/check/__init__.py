"""An article before it goes live -> what stops it, and what somebody should look at first.

`flaws` says what can be found and what the site makes of each; `document` looks at the text
alone, `stored` at what else is known here; `check` asks all of them.
"""
