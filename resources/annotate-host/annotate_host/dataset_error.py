"""Why a dataset cannot be served, in the contract's codes."""


class DatasetError(Exception):
    """A dataset cannot be served.

    Parameters
    ----------
    code
        One of the contract's error codes.
    detail
        For the log.
    values
        Names and numbers for the code's sentences.
    """

    def __init__(self, code: str, detail: str = "", **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
        self.detail = detail
