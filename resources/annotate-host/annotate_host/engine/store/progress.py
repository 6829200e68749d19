"""What a build tells while it goes on."""

from collections.abc import Callable

Progress = Callable[[float, str], None]
"""Called with how much is done, 0 to 1, and what is being done."""
