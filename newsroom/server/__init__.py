"""Between granian and Django: how a request comes in, and what is answered when it may not."""
