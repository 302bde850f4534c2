"""The attributes of a paragraph: a mapping that nobody changes, of values that JSON knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NoReturn


class Attributes(dict[str, Any]):
    """Attributes by name, frozen all through: lists are tuples, and mappings are `Attributes`."""

    __slots__ = ()

    def __init__(
        self, values: Mapping[str, Any] | Iterable[tuple[str, Any]] = (), **more: Any
    ) -> None:
        super().__init__({name: _frozen(value) for name, value in dict(values, **more).items()})

    def with_values(self, **values: Any) -> Attributes:
        """Return them with other values for some; one that is None is left out."""
        return Attributes(
            (name, value) for name, value in {**self, **values}.items() if value is not None
        )

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[Attributes], tuple[dict[str, Any]]]:
        return Attributes, (dict(self),)

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("the attributes of a paragraph are never changed: make others")

    __setitem__ = __delitem__ = _refuse
    clear = pop = popitem = setdefault = update = __ior__ = _refuse


NO_ATTRIBUTES: Final = Attributes()


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return value if isinstance(value, Attributes) else Attributes(value)
    if isinstance(value, list | tuple):
        return tuple(map(_frozen, value))
    return value
