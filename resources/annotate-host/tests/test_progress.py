"""What is told of a mending under way: not too often, and how long it still takes once that is more than a guess."""

import pytest

from annotate_host.mend.progress import Progress, seconds_left


@pytest.mark.parametrize(
    ("done", "passed", "wanted"),
    [(0.5, 10, 10), (0.9, 90, 10), (1.0, 50, 0), (0.01, 60, None), (0.5, 2, None), (0.0, 100, None)],
)
def test_the_rest_takes_as_long_as_the_beginning(done: float, passed: float, wanted: float | None) -> None:
    found = seconds_left(done, passed)
    assert found is None if wanted is None else found == pytest.approx(wanted)


def test_steps_are_told_at_once_and_progress_now_and_then() -> None:
    told: list[tuple[str, float | None, float | None]] = []
    now = 0.0
    progress = Progress(lambda *one: told.append(one), clock=lambda: now)
    progress.begin("reading", None)
    progress.advance(1)
    progress.begin("copying", 100)
    for _ in range(100):
        now += 0.1
        progress.advance(1)
    assert told[:2] == [("reading", None, None), ("copying", 0.0, None)]
    assert 30 <= len(told) <= 42
    step, done, left = told[-1]
    assert (step, done) == ("copying", pytest.approx(0.99, abs=0.02))
    assert left == pytest.approx(0.1, abs=0.2)
