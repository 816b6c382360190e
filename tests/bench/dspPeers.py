"""Times what dsp.ts times, with the libraries that are here; JSON to stdout. Argument: seconds of sound.

One thread each, as dsp.ts: processor seconds of the best of `runs`. Mel of the whole at once, and of pieces of a minute, which stay in the cache; STFT of such pieces."""
import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"
runs = 3
seconds = int(sys.argv[1])
found, absent = {}, {}


def best(work):
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def peer(name, make):
    try:
        found[name] = make()
    except Exception as error:
        absent[name] = f"{type(error).__name__}: {error}"[:200]


try:
    import numpy as np
except ImportError as error:
    print(json.dumps({"found": {}, "absent": {"all": str(error)}, "seconds": seconds}))
    sys.exit()

random = np.random.default_rng(1)
x16 = random.standard_normal(seconds * 16000).astype(np.float32) * 0.1
x44 = random.standard_normal(seconds * 44100).astype(np.float32) * 0.1
x48 = random.standard_normal(seconds * 48000).astype(np.float32) * 0.1


def in_minutes(x, rate, work):
    for start in range(0, len(x), 60 * rate):
        work(x[start : start + 60 * rate])


def librosa_times():
    import librosa

    def mel(x):
        m = librosa.feature.melspectrogram(y=x, sr=16000, n_fft=400, hop_length=160, n_mels=80)
        np.log10(np.maximum(m, 1e-10))

    mel(x16[:16000])
    return {
        "version": librosa.__version__,
        "mel": best(lambda: mel(x16)),
        "melByMinutes": best(lambda: in_minutes(x16, 16000, mel)),
        "stft": best(lambda: in_minutes(x44, 44100, lambda x: np.abs(librosa.stft(x, n_fft=2048, hop_length=512)))),
    }


def torchaudio_times():
    import torch

    torch.set_num_threads(1)
    torch.version.cuda = None  # only the processor is used: builds for different CUDA versions may meet
    import torchaudio

    transform = torchaudio.transforms.MelSpectrogram(16000, n_fft=400, hop_length=160, n_mels=80, mel_scale="slaney")
    window = torch.hann_window(2048)

    def mel(x):
        torch.log10(torch.clamp(transform(torch.from_numpy(x)), min=1e-10))

    def stft(x):
        torch.stft(torch.from_numpy(x), 2048, 512, window=window, return_complex=True).abs()

    mel(x16[:16000])
    return {
        "version": torchaudio.__version__,
        "mel": best(lambda: mel(x16)),
        "melByMinutes": best(lambda: in_minutes(x16, 16000, mel)),
        "stft": best(lambda: in_minutes(x44, 44100, stft)),
    }


def soxr_times(quality):
    import soxr

    return {
        "version": soxr.__version__,
        "resample": best(lambda: soxr.resample(x48, 48000, 16000, quality=quality)),
        "resample44": best(lambda: soxr.resample(x44, 44100, 16000, quality=quality)),
    }


peer("librosa", librosa_times)
peer("torchaudio", torchaudio_times)
peer("soxr HQ", lambda: soxr_times("HQ"))
peer("soxr VHQ", lambda: soxr_times("VHQ"))
print(json.dumps({"found": found, "absent": absent, "seconds": seconds}))
