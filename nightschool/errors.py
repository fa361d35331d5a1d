"""Errors that a person can mend, told apart from our own bugs."""


class UserError(Exception):
    """Something the person at the desk can mend; everything else is a bug and must be loud.

    `message` says what is wrong, `remedy` what to do about it; both already in the reader's
    language. The terminal prints them on one line and ends with exit code 1.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()
