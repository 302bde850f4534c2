"""Work that goes on behind a request: a queue, workers, a schedule. This chapter knows no work.

Work is a function of another chapter, `@task()` from `queue`, in that chapter's module `work`. A
call of it, `name.enqueue(...)`, becomes a job; workers take jobs from the site's database, or from
a broker. Every task may be called twice with the same arguments, or be stopped anywhere and called
again: what it does, it does once.
"""
