"""Goldens of resynthesis and stylised melodies: Praat through `praat --run`, on 3 s of tests/fixtures/jfk.wav.
Also Praat's reading of the melody of what our own psola.ts makes. Run with praat and node on PATH: python generate.py"""
import json, subprocess, tempfile, wave
from pathlib import Path

here = Path(__file__).parent
temporary = Path(tempfile.mkdtemp())
with wave.open(str(here / "../../fixtures/jfk.wav")) as f:
    f.setpos(48000)
    x = f.readframes(48000)
source = temporary / "x.wav"
with wave.open(str(source), "wb") as f:
    f.setnchannels(1), f.setsampwidth(2), f.setframerate(16000)
    f.writeframes(x)


def praat(script, *arguments):
    subprocess.run(["praat", "--run", str(here / script), *map(str, arguments)], check=True)


cases = [dict(name="raised", factor=1.2, flatHz=0, duration=1), dict(name="flat", factor=1, flatHz=120, duration=1),
         dict(name="slower", factor=1, flatHz=0, duration=1.5), dict(name="faster", factor=1, flatHz=0, duration=0.7)]
for case in cases:
    case["file"] = f"{case['name']}.wav"
    praat("resynthesize.praat", source, here / case["file"], case["factor"], case["flatHz"], case["duration"])

# Ours, read by Praat: hertz of each frame, 0 where it hears no voice.
subprocess.run(["node", str(here / "writeResynthesis.ts"), str(temporary), json.dumps(cases)], check=True)
for case in cases:
    out = temporary / "melody.txt"
    praat("melody.praat", temporary / case["file"], out)
    case["oursHz"] = " ".join(out.read_text().split())

stylized = []
for resolution, unit in [(2, "Semitones"), (0.5, "Semitones"), (10, "Hz")]:
    out = temporary / "tier.txt"
    praat("stylize.praat", source, out, resolution, unit)
    points = [[float(v) for v in line.split()] for line in out.read_text().split("\n") if line]
    stylized.append(dict(resolution=resolution, unit="Hz" if unit == "Hz" else "semitones", points=points))

version = subprocess.run(["praat", "--version"], capture_output=True, text=True).stdout.strip()
manifest = dict(
    about="main/engine/dsp/stretch/psola.ts and main/engine/dsp/pitch/stylizePitch.ts against Praat; see generate.py",
    versions=dict(praat=version),
    tolerances=dict(sameVoicing=0.95, medianHz=1, hzOf90Percent=3, melBel=0.2,
                    readingHz=0.1, sameReading=0.99, askedHz=1), cases=cases, stylized=stylized)
(here / "manifest.json").write_text(json.dumps(manifest, indent=1))
