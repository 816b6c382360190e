"""Goldens of Silero VAD on tests/fixtures/jfk.wav: probabilities by onnxruntime's Python API, segments by the
package's own get_speech_timestamps_from_probs. Run: python generate.py <folder of the unpacked silero-vad wheel>"""
import importlib.util, json, sys, types, wave
from pathlib import Path
import numpy as np, onnxruntime as ort

here = Path(__file__).parent
package = Path(sys.argv[1]) / "silero_vad"
sys.modules["torch"] = types.SimpleNamespace(Tensor=object, device=str, no_grad=lambda: (lambda f: f))  # only named in annotations
spec = importlib.util.spec_from_file_location("utils_vad", package / "utils_vad.py")
utils = importlib.util.module_from_spec(spec)
spec.loader.exec_module(utils)

with wave.open(str(here / "../../fixtures/jfk.wav")) as f:
    x = np.frombuffer(f.readframes(f.getnframes()), "<i2").astype(np.float32) / 32768
session = ort.InferenceSession(str(package / "data/silero_vad.onnx"))
state, context, probabilities = np.zeros((2, 1, 128), np.float32), np.zeros(64, np.float32), []
for start in range(0, len(x), 512):
    chunk = np.pad(x[start : start + 512], (0, max(0, start + 512 - len(x))))
    frame = np.concatenate([context, chunk])
    p, state = session.run(None, {"input": frame[None], "state": state, "sr": np.array(16000, np.int64)})
    context = frame[-64:]
    probabilities.append(float(p[0, 0]))
cases = [
    {"threshold": 0.5, "minSpeechMs": 250, "minSilenceMs": 100, "padMs": 30},
    {"threshold": 0.3, "minSpeechMs": 0, "minSilenceMs": 0, "padMs": 0},
    {"threshold": 0.8, "minSpeechMs": 100, "minSilenceMs": 300, "padMs": 200},
    {"threshold": 0.95, "minSpeechMs": 60, "minSilenceMs": 40, "padMs": 400},
]
for c in cases:
    c["segments"] = utils.get_speech_timestamps_from_probs(
        probabilities, 16000, c["threshold"], c["minSpeechMs"], min_silence_duration_ms=c["minSilenceMs"],
        speech_pad_ms=c["padMs"], audio_length_samples=len(x))
json.dump({"nSamples": len(x), "probabilities": [round(p, 7) for p in probabilities], "cases": cases}, open(here / "jfk.json", "w"))
