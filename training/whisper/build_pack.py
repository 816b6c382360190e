"""Makes the pack of Whisper base, from the packages of packages.txt to a folder with its manifest.

    python training/whisper/build_pack.py resources/models/whisper-base [--work FOLDER]
    python training/whisper/build_pack.py FOLDER --precision float        the same graphs unquantised, to compare with
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

from fetch_weights import MODEL_SHA256, fetch_weights
from read_ctranslate2 import Weights, read_ctranslate2
from whisper_graphs import decoder_graph, encoder_graph, layer_count

HEADS = 8
END, START, TRANSLATE, TRANSCRIBE, PREVIOUS, NO_TIMESTAMPS = 50257, 50258, 50358, 50359, 50361, 50363


def write_graphs(weights: Weights, folder: Path, precision: str) -> None:
    if precision == "float":
        encoder = encoder_graph(weights, HEADS, "float"), "encoder_model.onnx"
        decoder = decoder_graph(weights, HEADS, "float"), "decoder_with_past_model.onnx"
    else:
        # README.md, "Precision", says why.
        encoder = encoder_graph(weights, HEADS, "dynamic", weight_bits=7), "encoder_model_quantized.onnx"
        decoder = decoder_graph(weights, HEADS, "blocks"), "decoder_with_past_model_quantized.onnx"
    for graph, name in (encoder, decoder):
        graph.save(folder / "onnx" / name, name.split("_")[0])


def write_configs(weights: Weights, source: Path, folder: Path) -> None:
    stored = json.loads((source / "config.json").read_text())
    state = weights["decoder.ln.weight"].shape[0]
    special = {"eos_token_id": END, "pad_token_id": END, "bos_token_id": END, "decoder_start_token_id": START}
    config = {"model_type": "whisper", "vocab_size": weights["decoder.token_embedding.weight"].shape[0]}
    config |= {"num_mel_bins": weights["encoder.conv1.weight"].shape[1], "d_model": state}
    for side, context in (("encoder", "max_source_positions"), ("decoder", "max_target_positions")):
        config |= {f"{side}_layers": layer_count(weights, side), f"{side}_attention_heads": HEADS}
        config |= {f"{side}_ffn_dim": 4 * state, context: weights[f"{side}.positional_embedding"].shape[0]}
    tokens = {token["content"]: token["id"] for token in json.loads((source / "tokenizer.json").read_text())["added_tokens"]}
    languages = {name: id for name, id in tokens.items() if START < id < TRANSLATE}
    generation = {"alignment_heads": stored["alignment_heads"], "suppress_tokens": stored["suppress_ids"]}
    generation |= {"begin_suppress_tokens": stored["suppress_ids_begin"], "is_multilingual": True}
    generation |= {"lang_to_id": languages, "task_to_id": {"transcribe": TRANSCRIBE, "translate": TRANSLATE}}
    generation |= {"no_timestamps_token_id": NO_TIMESTAMPS, "prev_sot_token_id": PREVIOUS}
    generation |= {"max_initial_timestamp_index": 50, "max_length": config["max_target_positions"]}
    features = {"feature_extractor_type": "WhisperFeatureExtractor", "feature_size": config["num_mel_bins"]}
    features |= {"sampling_rate": 16000, "n_fft": 400, "hop_length": 160, "chunk_length": 30}
    features |= {"n_samples": 480000, "nb_max_frames": 3000}
    for name, value in (("config", config | special), ("generation_config", generation | special), ("preprocessor_config", features)):
        (folder / f"{name}.json").write_text(json.dumps(value) + "\n")


def write_manifest(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json")
    entries = [
        {
            "path": path.relative_to(folder).as_posix(),
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in files
    ]
    manifest = {
        "format": 1,
        "id": "whisper-base",
        "name": "Whisper base",
        "task": "speech-recognition",
        "licence": "MIT",
        "source": "https://github.com/openai/whisper",
        "revision": f"Systran/faster-whisper-base, model.bin {MODEL_SHA256[:12]}",
        "files": entries,
        "limits": "Recognises 99 languages, English and the large European ones best; translates into English only. "
        "On silence, noise and music it may write fluent text that nobody said. Works on 16 kHz mono, in windows of 30 s.",
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--precision", choices=["shipped", "float"], default="shipped")
    parser.add_argument("--work", type=Path, help="where downloads are kept; a temporary folder without it")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = arguments.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        fetch_weights(work)
        weights = read_ctranslate2(work / "model.bin")
        (arguments.folder / "onnx").mkdir(parents=True, exist_ok=True)
        write_graphs(weights, arguments.folder, arguments.precision)
        write_configs(weights, work, arguments.folder)
        for name in ("tokenizer.json", "LICENSE"):
            shutil.copyfile(work / name, arguments.folder / name)
        write_manifest(arguments.folder)


main()
