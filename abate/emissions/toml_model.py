"""Pydantic's findings about a TOML file, told as Abate's one-line errors."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from abate.errors import InputError

Model = TypeVar("Model", bound=BaseModel)


def parse_model(model: type[Model], data: dict[str, Any], path: Path) -> Model:
    """``data`` as a ``model``.

    Raises:
        InputError: the first thing that is wrong, with the key it stands under; an unknown key lists the known ones.
    """
    try:
        return model.model_validate(data)
    except ValidationError as problems:
        first = problems.errors(include_url=False)[0]
        field = _dotted(first["loc"])
        if first["type"] == "extra_forbidden":
            raise InputError("unknown key", file=path, field=field, mend=_known(model, first["loc"])) from None
        if first["type"] == "missing":
            raise InputError("this key is missing", file=path, field=field) from None
        what = str(first["msg"]).removeprefix("Value error, ")
        raise InputError(what[:1].lower() + what[1:], file=path, field=field or None) from None


def _dotted(location: tuple[int | str, ...]) -> str:
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def _known(model: type[BaseModel], location: tuple[int | str, ...]) -> str:
    at: type[BaseModel] = model
    for part in location[:-1]:
        if isinstance(part, str) and part in at.model_fields:
            at = _model_within(at.model_fields[part].annotation) or at
    close = get_close_matches(str(location[-1]), at.model_fields, n=1)
    return f"did you mean {close[0]!r}?" if close else "known keys: " + ", ".join(at.model_fields)


def _model_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = _model_within(inner)
        if found is not None:
            return found
    return None
