"""Goldens of windows, padding, filter banks, cepstra and deltas from SciPy, librosa and torchaudio.

    pip install librosa scipy torch torchaudio soundfile && python tests/golden/features/generate.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import librosa
import numpy as np
import scipy.fft
import scipy.signal
import torch

torch.version.cuda = None  # wheels of two CUDA versions do not matter on the CPU
import torchaudio
from goldenSignals import JFK, Golden, noise

golden = Golden(__file__)


def windows():
    specs = {
        "nuttall": ("nuttall", {}), "flattop": ("flattop", {}), "triang": ("triang", {}), "cosine": ("cosine", {}),
        "tukey": (("tukey", 0.5), {}), "tukey25": (("tukey", 0.25), dict(alpha=0.25)), "tukey1": (("tukey", 1), dict(alpha=1)),
        "tukey0": (("tukey", 0), dict(alpha=0)), "parzen": ("parzen", {}), "bohman": ("bohman", {}),
        "barthann": ("barthann", {}), "kaiser": (("kaiser", 6.5), dict(beta=6.5)),
        "gaussian": (("gaussian", 3.5), dict(sigmaSamples=3.5)),
    }
    cases = []
    for name, (spec, options) in specs.items():
        for length in [1, 2, 3, 15, 16]:
            for symmetric in [False, True]:
                values = scipy.signal.get_window(spec, length, fftbins=not symmetric).tolist()
                name_only = name.rstrip("0125")
                cases.append(dict(name=name_only, length=length, options=dict(symmetric=symmetric, **options), values=values))
    return cases


def stft_pads():
    """scipy.signal.stft without its scaling, and librosa.stft, on 300 samples of noise."""
    x = noise(300).astype(np.float64)
    cases = []
    for pad, boundary in [("reflect", "even"), ("odd", "odd"), ("edge", "constant"), ("constant", "zeros"), ("none", None)]:
        for pad_end in [False, True]:
            window = scipy.signal.get_window("hann", 64)
            _, _, z = scipy.signal.stft(x, window=window, nperseg=64, noverlap=64 - 23, boundary=boundary, padded=pad_end)
            z = z.T * window.sum()
            file = golden.save(f"scipy-{pad}-{int(pad_end)}", z[[0, 1, -2, -1]].astype(np.complex64))
            cases.append(dict(pad=pad, padEnd=pad_end, nFrames=len(z), file=file))
    for pad in ["edge", "symmetric"]:
        z = librosa.stft(x, n_fft=64, hop_length=23, pad_mode=pad, dtype=np.complex128).T
        file = golden.save(f"librosa-{pad}", z[[0, 1, -2, -1]].astype(np.complex64))
        cases.append(dict(pad=pad, padEnd=False, nFrames=len(z), file=file))
    return cases


def triangles(corners, hz):
    lower, peak, upper = corners[:-2, None], corners[1:-1, None], corners[2:, None]
    return np.maximum(0, np.minimum((hz - lower) / (peak - lower), (upper - hz) / (upper - peak)))


def banks():
    """Triangles on the ERB-rate and Bark scales; the scales written out anew, inverted by interpolation."""
    grid = np.linspace(0, 8000, 8_000_001)
    scales = {
        "erb": 21.4 * np.log10(1 + 0.00437 * grid),
        "bark": 26.81 * grid / (1960 + grid) - 0.53,
        "bark-zwicker": 13 * np.arctan(0.00076 * grid) + 3.5 * np.arctan((grid / 7500) ** 2),
    }
    hz = np.arange(257) * 16000 / 512
    cases = []
    for name, values in scales.items():
        low, high = np.interp([60, 7600], grid, values)
        corners = np.interp(np.linspace(low, high, 26), values, grid)
        cases.append(dict(scale=name, file=golden.save(f"bank-{name}", triangles(corners, hz).astype(np.float32))))
    return cases


def gammatone():
    """Power response of scipy.signal.gammatone's FIR form, peak 1; its own truncation bounds the agreement."""
    cases = []
    for centre in [500, 2000]:
        taps, _ = scipy.signal.gammatone(centre, "fir", order=4, numtaps=4000, fs=16000)
        _, h = scipy.signal.freqz(taps, worN=np.arange(257) * 16000 / 512, fs=16000)
        power = np.abs(h) ** 2
        cases.append(dict(centreHz=centre, values=(power / power.max()).tolist()))
    return cases


def cepstra():
    x = JFK.astype(np.float64)
    frames = [0, 1, 100, 101, 200, 300]
    librosa_plain = librosa.feature.mfcc(y=x, sr=16000).T
    librosa_lifted = librosa.feature.mfcc(y=x, sr=16000, n_mfcc=13, lifter=22, n_mels=40, fmax=7000).T
    torch_mfcc = torchaudio.transforms.MFCC(sample_rate=16000).double()(torch.from_numpy(x)).numpy().T
    mel = librosa.feature.melspectrogram(
        y=x, sr=16000, n_fft=512, win_length=400, hop_length=160, window="hamming", n_mels=26, htk=True, norm=None, power=2,
    )
    htk = scipy.fft.dct(np.log(np.maximum(mel, 1e-10)), type=2, norm="ortho", axis=0)[:13].T
    htk[:, 0] *= np.sqrt(2)
    htk *= 1 + 11 * np.sin(np.pi * np.arange(13) / 22)
    cases = []
    for preset, options, values in [
        ("librosa", {}, librosa_plain),
        ("librosa", dict(nMfcc=13, lifter=22, nMels=40, fMaxHz=7000), librosa_lifted),
        ("torchaudio", {}, torch_mfcc),
        ("htk", {}, htk),
    ]:
        file = golden.save(f"mfcc{len(cases)}", values[frames])
        cases.append(dict(preset=preset, options=options, nFrames=len(values), frames=frames, file=file))
    return cases


def deltas():
    features = librosa.feature.mfcc(y=JFK[:16000].astype(np.float64), sr=16000, n_mfcc=5).astype(np.float32)
    cases = []
    for order, width, mode in [(1, 9, "interp"), (2, 9, "interp"), (1, 5, "nearest"), (2, 7, "nearest"), (3, 9, "interp")]:
        values = librosa.feature.delta(features.astype(np.float64), order=order, width=width, mode=mode).T
        file = golden.save(f"delta{len(cases)}", values)
        cases.append(dict(order=order, width=width, ends=mode, file=file))
    regression = torchaudio.functional.compute_deltas(torch.from_numpy(features).double(), win_length=5).numpy().T
    return dict(features=golden.save("features", features.T), nFeatures=5, cases=cases, torchaudio=golden.save("deltaTorch", regression))


golden.write(
    ["numpy", "scipy", "librosa", "torch", "torchaudio"],
    about="main/engine/dsp: windows, signal extension, filter banks, cepstra, deltas; see generate.py",
    tolerances=dict(
        windows="1e-12",
        pads="2e-6 of the largest magnitude (complex64 on both sides)",
        banks="1e-5 of the peak: the generator inverts the scales by interpolation",
        gammatone="1e-3 of the peak, where SciPy's filter is above 1e-3: its response has the mirror image of the pole too",
        mfcc="librosa and htk 2e-3, torchaudio 1e-2, on values up to 700 (log-mel is kept in float32; torchaudio's bank is float32)",
        deltas="1e-5 of the largest value",
    ),
    windows=windows(),
    pads=stft_pads(),
    banks=banks(),
    gammatone=gammatone(),
    cepstra=cepstra(),
    deltas=deltas(),
)
