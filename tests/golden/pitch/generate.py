"""Goldens of pitch, pulses and voice measures: Praat through `praat --run`, pYIN by librosa, on tests/fixtures/jfk.wav.
Run with praat on PATH: python generate.py"""
import json, re, subprocess, tempfile, wave
from pathlib import Path
import librosa, numpy as np

here = Path(__file__).parent
with wave.open(str(here / "../../fixtures/jfk.wav")) as f:
    jfk = np.frombuffer(f.readframes(f.getnframes()), "<i2")

# What both sides make of the recording: every other sample (8 kHz), an odd number of samples.
signals = {"jfk": (jfk, 16000), "jfk8k": (jfk[::2], 8000), "odd": (jfk[:79999], 16000)}
temporary = Path(tempfile.mkdtemp())
for name, (x, rate) in signals.items():
    with wave.open(str(temporary / f"{name}.wav"), "wb") as f:
        f.setnchannels(1), f.setsampwidth(2), f.setframerate(rate)
        f.writeframes(x.tobytes())


def praat(script, *arguments):
    subprocess.run(["praat", "--run", str(here / script), *map(str, arguments)], check=True)


def numbers(path, skip=3):
    return [float(line) for line in path.read_text("latin1").split("\n")[skip:] if line]


defaults = dict(timeStepSec=0, floorHz=75, ceilingHz=600, maxCandidates=15, veryAccurate=False, silenceThreshold=0.03,
                voicingThreshold=0.45, octaveCost=0.01, octaveJumpCost=0.35, voicedUnvoicedCost=0.14)
settings = [
    ("jfk", "ac", {}),
    ("jfk", "ac", dict(veryAccurate=True)),
    ("jfk", "ac", dict(timeStepSec=0.005, floorHz=100, ceilingHz=500)),
    ("jfk", "ac", dict(floorHz=50, ceilingHz=300, maxCandidates=6, silenceThreshold=0.01, voicingThreshold=0.3,
                       octaveCost=0.02, octaveJumpCost=0.5, voicedUnvoicedCost=0.2)),
    ("jfk8k", "ac", {}),
    ("odd", "ac", {}),
    ("jfk", "cc", {}),
    ("jfk", "cc", dict(timeStepSec=0.01, floorHz=120, ceilingHz=700, silenceThreshold=0.05, voicingThreshold=0.5)),
    ("jfk8k", "cc", dict(timeStepSec=0.01, veryAccurate=True)),
    ("odd", "cc", dict(timeStepSec=0.01, floorHz=60, ceilingHz=400)),
]
pitch = []
for i, (signal, method, given) in enumerate(settings):
    p = {**defaults, **given}
    out = temporary / "out.Pitch"
    praat("pitch.praat", temporary / f"{signal}.wav", out, method, p["timeStepSec"], p["floorHz"], p["ceilingHz"],
          p["maxCandidates"], "yes" if p["veryAccurate"] else "no", p["silenceThreshold"], p["voicingThreshold"],
          p["octaveCost"], p["octaveJumpCost"], p["voicedUnvoicedCost"])
    values = iter(numbers(out))
    _, _, n_frames, step, start, ceiling, _ = (next(values) for _ in range(7))
    frames = []
    for _ in range(int(n_frames)):
        intensity, n_candidates = next(values), int(next(values))
        candidates = [(next(values), next(values)) for _ in range(n_candidates)]
        hz, strength = candidates[0]
        frames.append((hz if 0 < hz < ceiling else 0, strength, intensity, n_candidates))
    np.save(here / f"pitch{i}.npy", np.array(frames, np.float32))
    pitch.append(dict(signal=signal, method=f"raw-{method}", given=given, stepSec=step, startSec=start, file=f"pitch{i}.npy"))

voice = []
jitter = ["local", "localAbsoluteSec", "rap", "ppq5", "ddp"]
shimmer = ["local", "localDb", "apq3", "apq5", "apq11", "dda"]
lines = {"medianHz": "Median pitch", "meanHz": "Mean pitch", "sdHz": "Standard deviation", "nPulses": "Number of pulses",
         "nPeriods": "Number of periods", "meanPeriodSec": "Mean period", "sdPeriodSec": "Standard deviation of period",
         "nBreaks": "Number of voice breaks", "jitterLocalPercent": "Jitter (local)", "shimmerLocalPercent": "Shimmer (local)",
         "shimmerApq11Percent": "Shimmer (apq11)", "meanAutocorrelation": "Mean autocorrelation",
         "noiseToHarmonics": "Mean noise-to-harmonics ratio", "harmonicsToNoiseDb": "Mean harmonics-to-noise ratio"}
for signal, floor, ceiling in [("jfk", 75, 600), ("odd", 100, 400)]:
    praat("voice.praat", temporary / f"{signal}.wav", temporary, floor, ceiling)
    np.save(here / f"pulses-{signal}.npy", np.array(numbers(temporary / "pulses.PointProcess")[3:]))
    for method in ("cc", "ac"):
        np.save(here / f"harmonicity-{method}-{signal}.npy", np.array(numbers(temporary / f"{method}.Harmonicity")[10:], np.float32))
    ranges = []
    for block in (temporary / "ranges.txt").read_text().split("range ")[1:]:
        head, *rest = block.split("\n")
        values = [None if v == "--undefined--" else float(v) for v in rest[:14]]
        report = "\n".join(rest[14:])
        unvoiced = re.search(r"unvoiced frames: .*\((\d+) / (\d+)\)", report)
        breaks = re.search(r"voice breaks: [^(]*\(([\d.]+) seconds / ([\d.]+)", report)
        read = {key: re.search(r"   " + re.escape(label) + r": ([-\w.]+)", report).group(1) for key, label in lines.items()}
        ranges.append(dict(
            span=[float(v) for v in head.split()], jitter=dict(zip(jitter, values)), shimmer=dict(zip(shimmer, values[8:])),
            meanPeriodSec=values[5], sdPeriodSec=values[6], nPeriods=values[7],
            report=dict({k: float(v) for k, v in read.items()}, nUnvoiced=int(unvoiced[1]), nFrames=int(unvoiced[2]),
                        breakSec=float(breaks[1]) if breaks else 0)))
    voice.append(dict(signal=signal, floorHz=floor, ceilingHz=ceiling, ranges=ranges))

pyin = []
for i, (signal, given) in enumerate([
    ("jfk", dict(fmin=65, fmax=600, frame_length=1024)),
    ("jfk8k", dict(fmin=80, fmax=400, frame_length=512, hop_length=80, center=False)),
    ("jfk", dict(fmin=100, fmax=500, frame_length=800, hop_length=160, n_thresholds=50, beta_parameters=(2, 34.0 / 3),
                 resolution=0.2, max_transition_rate=50, switch_prob=0.02, no_trough_prob=0.05, boltzmann_parameter=1.5)),
]):
    x, rate = signals[signal]
    f0, voiced, probability = librosa.pyin(x.astype(np.float64) / 32768, sr=rate, **given)
    np.save(here / f"pyin{i}.npy", np.stack([np.nan_to_num(f0), voiced, probability], 1).astype(np.float32))
    pyin.append(dict(signal=signal, given=given, file=f"pyin{i}.npy"))

version = subprocess.run(["praat", "--version"], capture_output=True, text=True).stdout.strip()
manifest = dict(
    about="main/engine/dsp/pitch and main/engine/dsp/voice against Praat and librosa; see generate.py",
    versions=dict(praat=version, librosa=librosa.__version__, numpy=np.__version__),
    tolerances=dict(
        pitch="0.1 Hz and the same voicing on at least 99.9 % of frames (asked for: 99 %); intensity 1e-6",
        pulses="every pulse to 1e-6 s",
        jitterAndShimmer="1e-5, of values and of dB (asked for: 1e-4)",
        report="the last digits that Praat prints, noise measures 1e-4 of their value",
        harmonicity="0.01 dB on at least 99.5 % of frames: near the longest lag two maxima can lie within one sample, "
                    "and which of them a search ends in is chance",
        pyin="the same voicing on every frame, the same bin on 99.9 % and a neighbour on the rest (equally likely paths), "
             "probability 1e-5"),
    pitch=pitch, voice=voice, pyin=pyin)
(here / "manifest.json").write_text(json.dumps(manifest, indent=1))
