"""The lookup `among`: one of many texts, all of them one value of the statement.

Django binds each value that `in` looks for by itself, which for the hundreds of keys that come in
together costs more than to look them up.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.models import Lookup


class Among(Lookup[Any]):
    """Find what is one of some texts."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        text, parameters = self.process_lhs(compiler, connection)
        return f"{text} = ANY(%s)", (*parameters, list(self.rhs))

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        text, parameters = self.process_lhs(compiler, connection)
        among = f"{text} IN (SELECT value FROM json_each(%s))"  # noqa: S608 - its own column
        return among, (*parameters, json.dumps(list(self.rhs)))


models.CharField.register_lookup(Among)
