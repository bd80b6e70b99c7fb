"""Do damaged samples ever end otherwise than in a record or in one of the package's own errors?

`python -m tests.hostile.fuzz --seconds 600` (`make fuzz SECONDS=600`) reads one damaged sample after another until the
time is up, and prints those that ended badly, each with the command that makes the same file again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.mutation import mutate
from tests.hostile.reader import ROOT, Reader, Reading

SAMPLES = ROOT / "samples" / "returns"
SECONDS_A_FILE = 30.0
BAD = ("defect", "stopped.time", "stopped.memory", "stopped.crash")


@dataclass(frozen=True, slots=True)
class Case:
    """A damaged sample: every `seed` has its own, the same each time."""

    seed: int
    sample: Path
    reading: Reading

    @property
    def bad(self) -> bool:
        """Whether it ended in what nobody declared."""
        return self.reading.outcome in BAD or bool(self.reading.noise)

    def __str__(self) -> str:
        reading = self.reading
        said = f"{reading.outcome} after {reading.seconds:.1f} s {reading.said} {reading.noise[-300:]}"
        return f"--seed {self.seed}: {self.sample.name}: {said}"


def samples() -> list[Path]:
    """The returns among the samples, in a fixed order."""
    return sorted(path for path in SAMPLES.iterdir() if path.is_file())


def damaged(seed: int) -> tuple[Path, bytes]:
    """The sample that a seed takes, and the file that it makes of it."""
    known = samples()
    sample = known[seed % len(known)]
    return sample, mutate(sample.read_bytes(), seed)


def verb_of(seed: int) -> str:
    """Every fourth file is inspected, which also reads the words beside each box; the others are extracted."""
    return "inspect" if seed // len(samples()) % 4 == 1 else "extract"


def run(seeds: Iterable[int], *, until: float = float("inf"), readers: int = 2) -> Iterator[Case]:
    """Read the damaged samples of these seeds, side by side, until the given time of `time.monotonic`."""
    waiting = iter(seeds)

    def work(folder: str) -> list[Case]:
        cases = []
        with Reader() as reader:
            for seed in waiting:
                if time.monotonic() > until:
                    break
                sample, data = damaged(seed)
                path = Path(folder) / f"{seed}{sample.suffix}"
                path.write_bytes(data)
                cases.append(Case(seed, sample, reader.read(path, verb_of(seed), seconds=SECONDS_A_FILE)))
                path.unlink()
        return cases

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(readers) as threads:
        for cases in threads.map(work, [folder] * readers):
            yield from cases


def main() -> int:
    """Run from the command line; 1 where any file ended badly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to go on")
    parser.add_argument("--from-seed", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, help="read this one alone, and keep the file")
    given = parser.parse_args()
    if given.seed is not None:
        sample, data = damaged(given.seed)
        kept = Path(tempfile.gettempdir()) / f"fuzz-{given.seed}{sample.suffix}"
        kept.write_bytes(data)
        print(f"{kept}: made of {sample.name}")
        with Reader() as reader:
            reading = reader.read(kept, verb_of(given.seed), seconds=SECONDS_A_FILE)
            print(Case(given.seed, sample, reading))
        return 0
    last = given.from_seed + 100_000_000
    cases = list(run(range(given.from_seed, last), until=time.monotonic() + given.seconds))
    print(f"{len(cases)} files: {dict(Counter(case.reading.outcome for case in cases).most_common())}")
    bad = [case for case in cases if case.bad]
    for case in bad:
        print(f"python -m tests.hostile.fuzz {case}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
