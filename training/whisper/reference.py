"""What openai/whisper makes of a recording with the float weights: tokens, segments and words, as JSON.

    python training/whisper/reference.py FOLDER RECORDING.wav > out.json       FOLDER: build_pack.py's --work
"""

import json
import sys
from pathlib import Path

import soundfile
import torch
from read_ctranslate2 import read_ctranslate2
from whisper import ModelDimensions, Whisper

DIMS = ModelDimensions(80, 1500, 512, 8, 6, 51865, 448, 512, 8, 6)


def load_reference(folder: Path) -> Whisper:
    model = Whisper(DIMS).eval()
    stored = read_ctranslate2(folder / "model.bin")
    model.load_state_dict({name: torch.tensor(value) for name, value in stored.items()}, strict=False)
    heads = torch.zeros(DIMS.n_text_layer, DIMS.n_text_head, dtype=torch.bool)
    for layer, head in json.loads((folder / "config.json").read_text())["alignment_heads"]:
        heads[layer, head] = True
    model.register_buffer("alignment_heads", heads.to_sparse(), persistent=False)
    return model


def main() -> None:
    model = load_reference(Path(sys.argv[1]))
    samples, rate = soundfile.read(sys.argv[2], dtype="float32")
    assert rate == 16_000 and samples.ndim == 1
    out = {}
    for name, options in {
        "greedy": {},
        "greedy, no timestamps": {"without_timestamps": True},
        "beam 5": {"beam_size": 5},
        "words": {"word_timestamps": True},
    }.items():
        result = model.transcribe(samples, fp16=False, condition_on_previous_text=False, language="en", **options)
        out[name] = [
            {key: segment[key] for key in ("start", "end", "text", "tokens", "avg_logprob", "no_speech_prob")}
            | {"words": [[word["word"], float(word["start"]), float(word["end"])] for word in segment.get("words", [])]}
            for segment in result["segments"]
        ]
    print(json.dumps(out, ensure_ascii=False))


main()
