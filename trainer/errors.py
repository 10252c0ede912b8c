"""Errors for people: what happened, and what would be right. Shown as they are, without a traceback."""


class TrainerError(Exception):
    """Something the user can act on.

    Args:
        message: what happened and where.
        hint: what would be right; may be empty.
    """

    exit_status = 2
    """Of the command it ends (contracts.md): 2 the call or its input was wrong, 1 the work failed."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message if not hint else f"{message}; {hint}")
        self.message = message
        self.hint = hint
