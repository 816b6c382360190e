"""The signals of the goldens: tests/fixtures/jfk.wav and the noise of dsp/dspSignals.ts, the same to the bit."""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import soundfile

JFK, JFK_HZ = soundfile.read(Path(__file__).parents[1] / "fixtures" / "jfk.wav", dtype="float32")


def noise(n, seed=1):
    """Linear congruential noise, uniform in [-1, 1), float32."""
    state, out = seed, np.empty(n, dtype=np.float32)
    for i in range(n):
        state = (1103515245 * state + 12345) % 2**31
        out[i] = state / 2**30 - 1
    return out


class Golden:
    """Arrays and manifest of one folder."""

    def __init__(self, script):
        self.folder = Path(script).parent

    def save(self, name, array):
        np.save(self.folder / f"{name}.npy", np.ascontiguousarray(array))
        return f"{name}.npy"

    def write(self, packages, **manifest):
        versions = dict(python=sys.version.split()[0], **{name: version(name) for name in packages})
        text = json.dumps(dict(versions=versions, **manifest), indent=1)
        (self.folder / "manifest.json").write_text(text + "\n")
