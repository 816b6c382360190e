"""STOI of speech in noise, from pystoi: what tests/golden/mask/stoi.ts has to give.

    pip install pystoi soundfile && python tests/golden/mask/generate.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import numpy as np
from goldenSignals import JFK, Golden, noise
from pystoi import stoi

golden = Golden(__file__)
X = JFK[4000:64000].astype(np.float64)
NOISE = noise(len(X)).astype(np.float64)

golden.write(
    ["numpy", "scipy", "pystoi"],
    about="pystoi.stoi of jfk.wav[4000:64000], taken as sampled at 10 kHz so that nothing is resampled, and the same plus gain·noise",
    tolerance="1e-6; float64 on both sides",
    stoi=[dict(gain=gain, value=float(stoi(X, X + gain * NOISE, 10000))) for gain in [0, 0.01, 0.1, 0.5]],
)
