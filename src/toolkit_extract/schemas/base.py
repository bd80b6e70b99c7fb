"""The one base of every noun: an immutable value, validated when it is made, with no unknown fields."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value. Two values with equal fields are equal and hash alike."""

    model_config = ConfigDict(frozen=True, extra="forbid")
