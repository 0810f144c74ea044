"""What comes back from an address: an Answer, or a FetchError in words for people."""

from dataclasses import dataclass


class FetchError(Exception):
    """Why nothing was fetched; `lasting`: asking again is of no use; `retry_after`: seconds to wait before.

    `asked`: whether the host was asked at all, or left alone for now.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        lasting: bool = False,
        retry_after: float | None = None,
        asked: bool = True,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.lasting = lasting
        self.retry_after = retry_after
        self.asked = asked


@dataclass(slots=True)
class Answer:
    """What came back: `url` where it was in the end, `headers` with names in lower case, `body` unpacked.

    `status` is 200, or 304 where what was asked for has not changed.
    """

    url: str
    status: int
    headers: dict[str, str]
    body: bytes = b""

    @property
    def media_type(self) -> str:
        """As in `text/html`; empty where none was given."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()
