"""Golden values of Whisper by openai/whisper: a miniature of seeded weights with the whole vocabulary, its transcripts by
every kind of search, words by alignment, and vectors of tokenizer, median filter and time warping.

    python tests/golden/whisper/generate.py        with the packages of training/whisper/requirements.txt
"""

import json
import sys
from pathlib import Path

import numpy as np
import soundfile
import torch
import whisper
from whisper.model import ModelDimensions, Whisper
from whisper.timing import dtw_cpu, median_filter
from whisper.tokenizer import get_tokenizer

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "training" / "whisper"))
from whisper_graphs import decoder_graph, encoder_graph  # noqa: E402

STATE, HEADS = 16, 2
DIMS = ModelDimensions(80, 1500, STATE, HEADS, 1, 51865, 448, STATE, HEADS, 2)
RATE = 16_000


def miniature() -> Whisper:
    """Random weights, large enough that every token depends on sound, place and the tokens before it."""
    torch.manual_seed(20261125)
    model = Whisper(DIMS).eval()
    for name, parameter in model.named_parameters():
        scale = 1.0 if "embedding" in name else 0.5
        if ".ln" in name or "_ln" in name:
            continue
        parameter.data = (torch.randn(parameter.shape) * scale).contiguous()
    model.decoder.token_embedding.weight.data[50257] *= 2.3  # so that transcripts end
    model.decoder.ln.weight.data *= 1.2
    return model


def save_graphs(model: Whisper) -> None:
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    encoder_graph(weights, HEADS, "float").save(HERE / "mini" / "encoder_model.onnx", "encoder")
    decoder_graph(weights, HEADS, "float").save(HERE / "mini" / "decoder_with_past_model.onnx", "decoder")
    heads = model.alignment_heads.indices().T.tolist()
    config = {"num_mel_bins": 80, "max_source_positions": 1500, "max_target_positions": 448, "vocab_size": 51865}
    config |= {"decoder_layers": DIMS.n_text_layer, "decoder_attention_heads": HEADS, "d_model": STATE}
    (HERE / "mini" / "config.json").write_text(json.dumps(config) + "\n")
    (HERE / "mini" / "generation_config.json").write_text(json.dumps({"alignment_heads": heads}) + "\n")


def noise(seconds: float, seed: int) -> np.ndarray:
    """The noise the test makes too: 32-bit linear congruences."""
    state, out = seed, np.empty(round(seconds * RATE), np.float32)
    for i in range(len(out)):
        state = (1664525 * state + 1013904223) % 2**32
        out[i] = np.float32(state / 2**32 - 0.5) * np.float32(0.2)
    return out


def windows() -> dict[str, np.ndarray]:
    jfk, _ = soundfile.read(ROOT / "tests" / "fixtures" / "jfk.wav", dtype="float32")
    return {"jfk": jfk, "noise": noise(4, 7)}


SEARCHES = {
    "greedy": {},
    "greedy, no timestamps": {"without_timestamps": True},
    "beam 5": {"beam_size": 5, "sample_len": 60},
    "beam 5, no timestamps": {"beam_size": 5, "without_timestamps": True, "sample_len": 60},
    "beam 3, patience 2, penalty 0.6": {"beam_size": 3, "patience": 2.0, "length_penalty": 0.6, "sample_len": 30},
    "translate from German after a prompt": {"language": "de", "task": "translate", "prompt": "Ask not what, said Äneas.", "sample_len": 40},
    "at most 20 tokens after a prefix": {"beam_size": 5, "sample_len": 20, "prefix": "And so"},
    "all tokens, any first time": {"suppress_tokens": "", "suppress_blank": False, "max_initial_timestamp": None, "sample_len": 40},
}


def decode_cases(model: Whisper) -> list[dict]:
    cases = []
    for sound, samples in windows().items():
        mel = whisper.log_mel_spectrogram(whisper.pad_or_trim(samples))
        _, languages = model.detect_language(mel)
        for name, options in SEARCHES.items():
            options = {"language": "en", **options}
            result = model.decode(mel, whisper.DecodingOptions(fp16=False, **options))
            case = {"sound": sound, "search": name, "tokens": result.tokens, "avgLogProb": result.avg_logprob}
            cases.append(case | {"noSpeechProb": result.no_speech_prob})
        best = sorted(languages, key=languages.get, reverse=True)[:3]
        cases.append({"sound": sound, "languages": [[code, languages[code]] for code in best]})
    return cases


TRANSCRIPTS = {
    "plain": {},
    "beam 5 on the text before": {"beam_size": 5, "condition_on_previous_text": True},
    "words": {"word_timestamps": True},
    "words, clips, prompt": {
        "word_timestamps": True,
        "clip_timestamps": [1, 25, 31.5],
        "initial_prompt": "My fellow Americans",
        "condition_on_previous_text": True,
    },
    "silence guard": {"word_timestamps": True, "hallucination_silence_threshold": 0.5},
}


def transcripts(model: Whisper) -> list[dict]:
    sounds = windows()
    silence = np.zeros(3 * RATE, np.float32)
    long = np.concatenate([sounds["jfk"], sounds["noise"], sounds["jfk"], silence, sounds["jfk"]])
    cases = []
    for name, options in TRANSCRIPTS.items():
        options = {"condition_on_previous_text": False, **options}
        result = model.transcribe(long, fp16=False, temperature=0, language="en", logprob_threshold=None, no_speech_threshold=None, compression_ratio_threshold=None, sample_len=24, **options)
        segments = []
        for segment in result["segments"]:
            kept = {key: segment[key] for key in ("seek", "start", "end", "text", "tokens")}
            words = [[w["word"], w["start"], w["end"], round(float(w["probability"]), 9)] for w in segment.get("words", [])]
            segments.append(kept | {"words": words})
        cases.append({"name": name, "segments": segments})
    return cases


TEXTS = [
    " And so my fellow Americans, ask not what your country can do for you.",
    "  two  spaces\n\nand lines\t", " l'été, 12345 °C — naïve façade…", "日本語の文章です。", " 안녕하세요 여러분", "नमस्ते दुनिया",
    " I'll they're WE'VE it's", "🙂🙂 👩‍👩‍👧", "a\u0085b\ufeffc\u00a0d", "♪♪ [music] (laughs)", "", " ", "ﷺ ا\u064eب", "x" * 40,
]


def tokenizer_cases() -> dict:
    tokenizer = get_tokenizer(True, language="en", task="transcribe")
    splits = []
    for language, text in (("en", TEXTS[0]), ("en", TEXTS[2]), ("ja", TEXTS[3]), ("ko", TEXTS[4]), ("th", "สวัสดีครับ"), ("en", " 🙂 ok")):
        ids = tokenizer.encode(text)
        splits.append({"language": language, "tokens": ids, "words": get_tokenizer(True, language=language).split_to_word_tokens(ids + [tokenizer.eot])[0][:-1]})
    cut = [8404, 871, 287, 6, 246, 526, 3210, 20378]
    return {
        "texts": [{"text": text, "tokens": tokenizer.encode(text)} for text in TEXTS],
        "cut": {"tokens": cut, "words": tokenizer.split_tokens_on_unicode(cut)[0], "text": tokenizer.decode(cut)},
        "nonSpeech": list(tokenizer.non_speech_tokens),
        "languages": [code for code in whisper.tokenizer.LANGUAGES if code != "yue"],
        "splits": splits,
    }


def timing_cases() -> dict:
    generator = np.random.default_rng(5)
    paths = []
    for n, m in ((3, 6), (1, 5), (5, 1), (7, 20), (20, 7)):
        matrix = generator.integers(-9, 9, (n, m)).astype(np.float64) / 4  # ties are common
        text, time = dtw_cpu(matrix)
        paths.append({"rows": n, "columns": m, "matrix": matrix.ravel().tolist(), "text": text.tolist(), "time": time.tolist()})
    medians = []
    for length, width in ((10, 3), (10, 7), (4, 7), (3, 7), (1, 3), (9, 1)):
        values = generator.integers(0, 50, length).astype(np.float32)
        medians.append({"values": values.tolist(), "width": width, "filtered": median_filter(torch.tensor(values), width).tolist()})
    return {"dtw": paths, "median": medians}


def main() -> None:
    model = miniature()
    save_graphs(model)
    write = lambda name, value: (HERE / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False) + "\n")
    write("decoded", decode_cases(model))
    write("tokenizer", tokenizer_cases())
    write("timing", timing_cases())
    write("transcripts", transcripts(model))


main()
