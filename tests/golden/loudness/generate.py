"""Goldens of main/engine/dsp/loudness.ts from pyloudnorm and ffmpeg's ebur128.

    pip install pyloudnorm soundfile numpy && python tests/golden/loudness/generate.py   (ffmpeg on PATH)

The signals are those of loudness.test.ts: sines whose level changes from part to part, noise by the generator of
tests/golden/dsp, and tests/fixtures/jfk.wav. Writes manifest.json beside itself.
"""

import json
import re
import subprocess
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pyloudnorm
import soundfile

HERE = Path(__file__).parent


def noise(n, seed=1):
    state, out = seed, np.empty(n)
    for i in range(n):
        state = (1103515245 * state + 12345) % 2**31
        out[i] = state / 2**30 - 1
    return out


def sines(parts, rate, channels, hz=1000):
    """Parts of (dBFS of all or of each channel, seconds), phase going on."""
    blocks, at = [], 0
    for dbfs, sec in parts:
        n = round(sec * rate)
        levels = [dbfs] * channels if np.isscalar(dbfs) else dbfs
        wave = np.sin(2 * np.pi * hz * (at + np.arange(n)) / rate)
        blocks.append(np.stack([10 ** (level / 20) * wave for level in levels], axis=1))
        at += n
    return np.concatenate(blocks)


def ffmpeg(path):
    log = subprocess.run(
        ["ffmpeg", "-hide_banner", "-nostats", "-i", path, "-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    ).stderr
    summary = log[log.rindex("Summary:"):]
    read = lambda pattern: float(re.search(pattern, summary).group(1))
    frames = subprocess.run(
        ["ffmpeg", "-hide_banner", "-nostats", "-i", path, "-af", "ebur128=metadata=1,ametadata=print:file=-", "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    ).stdout
    most = lambda key: max(float(v) for v in re.findall(rf"lavfi\.r128\.{key}=(\S+)", frames) if v != "nan")
    return dict(
        integratedLufs=read(r"I:\s+(\S+) LUFS"), loudnessRangeLu=read(r"LRA:\s+(\S+) LU"),
        truePeakDbtp=read(r"Peak:\s+(\S+) dBFS"), maxMomentaryLufs=most("M"), maxShortTermLufs=most("S"),
    )


def case(name, x, rate, **spec):
    x = x.astype(np.float32)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "x.wav")
        soundfile.write(path, x, rate, subtype="FLOAT")
        reference = ffmpeg(path)
    # pyloudnorm knows up to five channels, in the order L R C Ls Rs.
    integrated = float(pyloudnorm.Meter(rate).integrated_loudness(x.astype(np.float64))) if x.shape[1] <= 5 else None
    return dict(name=name, sampleRateHz=rate, channels=x.shape[1], **spec, ffmpeg=reference, pyloudnorm=integrated)


def sine_case(name, parts, rate=48000, channels=2, hz=1000):
    return case(name, sines(parts, rate, channels, hz), rate, parts=parts, hz=hz)


jfk, jfk_rate = soundfile.read(HERE.parents[1] / "fixtures" / "jfk.wav", always_2d=True)
cases = [
    sine_case("Tech 3341 case 1", [(-23, 20)]),
    sine_case("Tech 3341 case 4, one channel", [(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], channels=1),
    sine_case("Tech 3341 case 5, one channel", [(-26, 20), (-20, 20.1), (-26, 20)], channels=1),
    sine_case("Tech 3341 case 6 in 5.1", [([-28, -28, -24, -90, -30, -30], 20)], channels=6),
    sine_case("Tech 3342 case 3", [(-40, 20), (-20, 20)]),
    sine_case("60 Hz at 44.1 kHz, mono", [(-20, 8), (-30, 8)], rate=44100, channels=1, hz=60),
    sine_case("4 kHz at 32 kHz", [(-18, 6), (-27, 6)], rate=32000, hz=4000),
    case("noise at 44.1 kHz", 0.1 * noise(44100 * 5)[:, None], 44100, noise=True),
    case("jfk", jfk, jfk_rate, file="jfk.wav"),
]
ffmpeg_version = subprocess.run(["ffmpeg", "-version"], capture_output=True, text=True).stdout.split()[2]
manifest = dict(
    about="main/engine/dsp/loudness.ts against pyloudnorm and ffmpeg's ebur128; see generate.py",
    versions=dict(ffmpeg=ffmpeg_version, pyloudnorm=version("pyloudnorm"), numpy=np.__version__),
    tolerances=dict(
        lu=0.1,
        pyloudnormLu=0.15,
        rangeLu=0.25,
        truePeakDb=0.2,
        reason="EBU Tech 3341 allows 0.1 LU, and +0.2/-0.4 dB of true peak. ffmpeg prints tenths, and sorts "
        "the short-term values of the range into a histogram: of the 80 values of jfk it reads 4.1 LU for 3.9. "
        "pyloudnorm designs its shelf a little differently: 0.03 LU at 48 kHz, 0.12 at 16 kHz.",
    ),
    cases=cases,
)
(HERE / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
