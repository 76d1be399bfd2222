"""What stands around the things that the interface gives: some of many, what is said beside them, why nothing is."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel, Field

Item = TypeVar("Item")


class Refusal(BaseModel):
    """Why something was not done."""

    error: str


class Listed(BaseModel, Generic[Item]):
    """Some of many."""

    items: list[Item]
    next: str | None = Field(description="The address of those that come next; null if these are the last.")


class NotedList(Listed[Item], Generic[Item]):
    """Some of many, with what the command line says beside them."""

    note: str | None = Field(description="What a reader should know of the list; null if nothing.")


class Answers(NotedList[Item], Generic[Item]):
    """What answers a question, best first. If nothing does, `note` says what was searched."""

    read_as: str = Field(description="How the question was read.")
    is_chosen: bool = Field(
        description="Whether the name asked about was read as one of several, or not as it was written."
    )


class QueuedList(Listed[Item], Generic[Item]):
    """What a reviewer should look at next."""

    left: int = Field(description="How many there are in all, those before and behind these among them.")
