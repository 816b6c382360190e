"""What libsndfile and ffmpeg read in the files of exportedFiles.ts. Run by hand, in the project's root:

    python tests/golden/export/generate.py

Needs soundfile, numpy, ffmpeg and Node. Writes manifest.json: the sha256 of every file, and what the readers found in it.
"""

import hashlib
import json
import pathlib
import subprocess
import tempfile

import numpy
import soundfile

here = pathlib.Path(__file__).parent


def probe(path):
    command = ["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", str(path)]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    stream = answer["streams"][0]
    tags = {**answer["format"].get("tags", {}), **stream.get("tags", {})}
    decoded = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(path), "-f", "f32le", "-"], check=True, capture_output=True
    )
    return {
        "codec": stream["codec_name"],
        "sampleRateHz": int(stream["sample_rate"]),
        "channels": stream["channels"],
        "decodedSamples": len(decoded.stdout) // 4 // stream["channels"],
        "errors": decoded.stderr.decode(),
        "tags": {name.lower(): text for name, text in sorted(tags.items())},
    }


def sndfile(path):
    with soundfile.SoundFile(path) as file:
        samples = file.read(dtype="float64", always_2d=True)
        return {
            "format": file.format,
            "subtype": file.subtype,
            "frames": file.frames,
            "title": file.copy_metadata().get("title", ""),
            "pcmSha256": hashlib.sha256(samples.astype("<f4").tobytes()).hexdigest(),
        }


with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["node", "tests/golden/export/writeFiles.ts", folder], check=True)
    files = {}
    for path in sorted(pathlib.Path(folder).iterdir()):
        entry = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "ffmpeg": probe(path)}
        if path.suffix != ".opus":
            entry["libsndfile"] = sndfile(path)
        files[path.name] = entry
    versions = {
        "libsndfile": soundfile.__libsndfile_version__,
        "soundfile": soundfile.__version__,
        "numpy": numpy.__version__,
        "ffmpeg": subprocess.run(["ffmpeg", "-version"], capture_output=True, text=True).stdout.split()[2],
    }
    (here / "manifest.json").write_text(json.dumps({"versions": versions, "files": files}, indent=2, ensure_ascii=False) + "\n")
