"""Goldens of what each frame of tests/fixtures/jfk.wav could be: all candidates of Praat's pitch analysis, and the paths
that come of moving its own an octave among them. Run with praat on PATH: python generate.py"""
import json, subprocess, tempfile
from pathlib import Path
import numpy as np

here = Path(__file__).parent
out = Path(tempfile.mkdtemp()) / "out.Pitch"
settings = dict(method="ac", timeStepSec=0, floorHz=75, ceilingHz=600, maxCandidates=15, veryAccurate="no",
                silenceThreshold=0.03, voicingThreshold=0.45, octaveCost=0.01, octaveJumpCost=0.35,
                voicedUnvoicedCost=0.14)
subprocess.run(["praat", "--run", str(here / "../pitch/pitch.praat"), str(here / "../../fixtures/jfk.wav"), str(out),
                *map(str, settings.values())], check=True)
values = iter([float(line) for line in out.read_text("latin1").split("\n")[3:] if line])
_, _, n_frames, step, start, ceiling, n_most = (next(values) for _ in range(7))

# Praat's file has the chosen candidate of a frame first.
hz = np.zeros((int(n_frames), int(n_most)))
for frame in hz:
    next(values)  # intensity
    for j in range(int(next(values))):
        frame[j], _ = next(values), next(values)


def shifted(octaves):
    """What the octave commands of a pitch editor mean: of the candidates within a quarter octave of there the nearest."""
    path = []
    for frame in hz:
        f = frame[0] if 0 < frame[0] < ceiling else 0
        voiced = frame[(frame > 0) & (frame < ceiling)]
        if f > 0 and len(voiced) > 0:
            distance = np.abs(np.log2(voiced / (f * 2.0**octaves)))
            if distance.min() <= 0.25:
                f = voiced[distance.argmin()]
        path.append(f)
    return np.array(path, np.float32)


np.save(here / "candidates.npy", hz.astype(np.float32))
np.save(here / "octaveDown.npy", shifted(-1))
np.save(here / "octaveUp.npy", shifted(1))
version = subprocess.run(["praat", "--version"], capture_output=True, text=True).stdout.strip()
manifest = dict(praat=version, numpy=np.__version__, settings=settings, ceilingHz=ceiling,
                toleranceHz=0.1, leastShareOfFrames=1)
(here / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
