"""How the choices of a question stand in an article, once answers have moved to its end."""

LETTERED = [1, {"t": "LowerAlpha"}, {"t": "OneParen"}]
"""How they are numbered, which tells them from most other lists in a question."""

ANSWER = "choice-answer"
"""The class of what an answer says of one choice, whose letter stands in ``choice``."""
