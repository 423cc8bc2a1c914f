"""Reading a TOML document into a pydantic model; anything wrong with it becomes one clear line."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from abate.errors import InputError


class Document(BaseModel):
    """Base of everything that is read from a document: unknown keys are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=BaseModel)


def read_document(path: Path | str, model: type[Model]) -> Model:
    """Read the TOML file at `path` as `model`; file names in it are relative to its folder.

    Raises:
        InputError: the file cannot be read, is not TOML, or has an unknown, missing or wrong key.
    """
    path = Path(path)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise InputError(f"cannot be read ({problem.strerror})", file=path) from problem
    except UnicodeDecodeError as problem:
        raise InputError("is not UTF-8 text", file=path) from problem
    except tomllib.TOMLDecodeError as problem:
        raise InputError(f"is not TOML: {problem}", file=path) from problem
    try:
        return model.model_validate(content, context={"folder": path.resolve().parent})
    except ValidationError as problem:
        # a mistyped key is unknown and leaves another one missing: the first says more
        errors = sorted(problem.errors(include_url=False), key=lambda error: error["type"] != "extra_forbidden")
        raise _one_line(errors[0], path, model) from problem


def _one_line(error: ErrorDetails, path: Path, model: type[BaseModel]) -> InputError:
    """The first validation error as one line that names file and key."""
    unknown = error["type"] == "extra_forbidden"
    field, table = _place(model, error["loc"], parent=unknown)
    if unknown:
        known = sorted(table.model_fields) if table is not None else []
        return InputError(
            "unknown key", file=path, field=field, mend=f"known keys: {', '.join(known)}" if known else None
        )
    if error["type"] == "missing":
        return InputError("this key is missing", file=path, field=field)
    text, given = error["msg"].removeprefix("Value error, "), error.get("input")
    if error["type"] != "value_error":
        text = text[:1].lower() + text[1:]
        if isinstance(given, str | int | float | bool):
            text = f"{given!r}: {text}"
    return InputError(" ".join(text.split()), file=path, field=field or None)


def _place(
    model: type[BaseModel], location: tuple[int | str, ...], *, parent: bool
) -> tuple[str, type[BaseModel] | None]:
    """Where an error stands, as ``simulation.home[2].person``, and the model of the table that holds the key.

    Pydantic puts the tag of a tagged union (such as the name of a baseline rule) into the location; the document has
    no such key, so it is left out here.
    """
    field, tables = "", [model]
    for depth, part in enumerate(location):
        last = depth == len(location) - 1
        tagged = [table for table in tables if part in _tags(table)]
        if isinstance(part, str) and tagged and len(tables) > 1:
            tables = tagged
            continue
        field += f"[{part}]" if isinstance(part, int) else f".{part}"
        if isinstance(part, str) and not (last and parent):
            tables = [inner for table in tables for inner in _tables(_annotation(table, part))]
    return field.lstrip("."), tables[0] if len(tables) == 1 else None


def _annotation(table: type[BaseModel], key: str) -> Any:
    return table.model_fields[key].annotation if key in table.model_fields else None


def _tables(annotation: Any) -> list[type[BaseModel]]:
    """The document types inside an annotation: of an optional, a list, a dictionary or a union."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [table for inner in get_args(annotation) for table in _tables(inner)]


def _tags(table: type[BaseModel]) -> set[object]:
    """The literal values by which a union tells `table` from the others."""
    literals = (field.annotation for field in table.model_fields.values() if get_origin(field.annotation) is Literal)
    return {value for literal in literals for value in get_args(literal)}
