"""Goldens of the reassigned spectrogram, the constant-Q transform and Griffin-Lim from librosa.

    pip install librosa soundfile && python tests/golden/timeFrequency/generate.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import librosa
import numpy as np
from goldenSignals import JFK, Golden, noise

golden = Golden(__file__)
HZ = 16000
SPEECH = JFK[4000:20000].astype(np.float64)


def reassigned():
    cases = []
    for signal, x, n_fft, hop, win, center in [
        ("noise3000", noise(3000).astype(np.float64), 256, 64, 256, True),
        ("speech", SPEECH, 512, 128, 400, True),
        ("speech", SPEECH, 512, 128, 512, False),
    ]:
        hz, times, magnitude = librosa.reassigned_spectrogram(
            x, sr=HZ, n_fft=n_fft, hop_length=hop, win_length=win, center=center, fill_nan=True, dtype=np.complex128,
        )
        frames = [0, 1, 9, hz.shape[1] - 1]
        file = golden.save(f"reassigned{len(cases)}", np.stack([hz.T[frames], times.T[frames] * HZ, magnitude.T[frames]]))
        params = dict(fftSize=n_fft, hopLength=hop, winLength=win, pad="constant" if center else "none", sampleRateHz=HZ, fill="bin")
        cases.append(dict(signal=signal, params=params, nFrames=hz.shape[1], frames=frames, file=file))
    return cases


def direct_cqt(x, hop, frames, **options):
    """The inner product of every frame with every filter of librosa.filters.wavelet, at the full rate."""
    f = librosa.cqt_frequencies(options["n_bins"], fmin=options["fmin"], bins_per_octave=options["bins_per_octave"])
    r = 2 ** (2 / options["bins_per_octave"])
    alpha = np.full(len(f), (r - 1) / (r + 1))
    basis, lengths = librosa.filters.wavelet(freqs=f, sr=HZ, alpha=alpha, filter_scale=options["filter_scale"], norm=1, pad_fft=True, dtype=np.complex128)
    n = basis.shape[1]
    padded = np.pad(x, n)
    out = np.empty((len(frames), len(f)), dtype=np.complex128)
    reversed_basis = np.roll(basis[:, ::-1], 1, axis=1)  # b[-n mod N]
    for row, m in enumerate(frames):
        start = m * hop - n // 2 + n
        out[row] = reversed_basis @ padded[start : start + n] * np.sqrt(lengths)
    return out


def constant_q():
    cases = []
    for options, hop in [
        (dict(fmin=65.4, n_bins=72, bins_per_octave=12, filter_scale=1), 256),
        (dict(fmin=100, n_bins=50, bins_per_octave=24, filter_scale=0.5), 512),
    ]:
        frames = [0, 7, 20, 31]
        direct = direct_cqt(SPEECH, hop, frames, **options)
        theirs = librosa.cqt(SPEECH, sr=HZ, hop_length=hop, sparsity=0, tuning=0, dtype=np.complex128, **options).T[frames]
        params = dict(
            sampleRateHz=HZ, hopLength=hop, fMinHz=options["fmin"], nBins=options["n_bins"],
            binsPerOctave=options["bins_per_octave"], filterScale=options["filter_scale"],
        )
        i = len(cases)
        largest = float(np.abs(direct).max())
        print("direct against librosa.cqt:", np.abs(np.abs(direct) - np.abs(theirs)).max() / largest)
        cases.append(dict(params=params, frames=frames, largest=largest, direct=golden.save(f"cqtDirect{i}", direct.astype(np.complex64)), librosa=golden.save(f"cqt{i}", theirs.astype(np.complex64))))
    return cases


def griffin_lim():
    spectrum = np.abs(librosa.stft(SPEECH, n_fft=512, hop_length=128, dtype=np.complex128))
    cases = []
    for momentum, n_iter in [(0, 5), (0.99, 5), (0.5, 20)]:
        x = librosa.griffinlim(spectrum, n_iter=n_iter, hop_length=128, n_fft=512, init=None, momentum=momentum, dtype=np.float64)
        file = golden.save(f"griffinLim{len(cases)}", x[::8].astype(np.float32))
        cases.append(dict(params=dict(fftSize=512, hopLength=128, pad="constant", momentum=momentum, nIterations=n_iter), total=len(x), file=file))
    return cases


golden.write(
    ["numpy", "scipy", "librosa"],
    about="main/engine/dsp: reassign, constantQ, phase; see generate.py. `speech` is jfk.wav[4000:20000].",
    tolerances=dict(
        reassigned="1e-6 of half the rate, 1e-3 samples, 1e-6 of the largest magnitude; float64 on both sides, quotients near the floor of 1e-3 amplify rounding",
        constantQ="1e-5 of the largest magnitude against the direct sum; magnitudes against librosa.cqt 1e-2 of the largest, 5e-2 with half-length filters: it resamples octave by octave",
        griffinLim="1e-4 of full scale: float32 phases against float64, through up to 20 iterations",
    ),
    reassigned=reassigned(),
    constantQ=constant_q(),
    griffinLim=griffin_lim(),
)
