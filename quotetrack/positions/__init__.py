"""How somebody's words on a matter moved: utterances come in, steps go out, each compared with those of earlier days.

`trace_steps` is the walk, `readings` reads an utterance, `comparing` two of them, and `strength` knows which word is
stronger than which.
"""

from quotetrack.positions.steps import trace_steps

__all__ = ["trace_steps"]
