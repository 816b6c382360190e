"""Goldens of main/engine/dsp from librosa, SciPy and transformers.

    pip install librosa==0.11.0 scipy transformers && python tests/golden/dsp/generate.py

Reads tests/fixtures/jfk.wav; writes *.npy and manifest.json beside itself. The `noise` signal is the generator
of dspSignals.ts, in exact integer arithmetic on both sides.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import librosa
import numpy as np
import scipy.signal
import soundfile
from transformers import SpeechT5FeatureExtractor, WhisperFeatureExtractor

HERE = Path(__file__).parent
JFK, JFK_HZ = soundfile.read(HERE.parents[1] / "fixtures" / "jfk.wav", dtype="float32")


def noise(n, seed=1):
    """Linear congruential noise, uniform in [-1, 1), float32."""
    state, out = seed, np.empty(n, dtype=np.float32)
    for i in range(n):
        state = (1103515245 * state + 12345) % 2**31
        out[i] = state / 2**30 - 1
    return out


def save(name, array):
    np.save(HERE / f"{name}.npy", np.ascontiguousarray(array))
    return f"{name}.npy"


def pick(n_frames):
    """First, last and some middle frames."""
    wanted = {0, 1, n_frames // 3, n_frames // 2, n_frames - 2, n_frames - 1}
    return sorted(m for m in wanted if 0 <= m < n_frames)


def signal_of(name):
    return JFK if name == "jfk" else noise(int(name.removeprefix("noise")))


def window_of(name, length, options):
    """SciPy's periodic window of our name."""
    if name == "gaussian":
        spec = ("gaussian", options.get("sigmaSamples", length / np.sqrt(96)))
    elif name == "kaiser":
        spec = ("kaiser", options.get("beta", 14))
    else:
        spec = {"rect": "boxcar", "blackman-harris": "blackmanharris"}.get(name, name)
    return spec, scipy.signal.get_window(spec, length, fftbins=not options.get("symmetric", False))


def stft_case(index, signal, **params):
    x = signal_of(signal)
    win_length = params.get("winLength", params["fftSize"])
    _, window = window_of(params.get("window", "hann"), win_length, params)
    pad = params["pad"]
    spectrum = librosa.stft(
        x.astype(np.float64),
        n_fft=params["fftSize"],
        hop_length=params["hopLength"],
        win_length=win_length,
        window=window,
        center=pad != "none",
        pad_mode=pad if pad != "none" else "constant",
        dtype=np.complex128,
    ).T
    frames = pick(len(spectrum))
    file = save(f"stft{index}", spectrum[frames].astype(np.complex64))
    largest = float(np.abs(spectrum).max())
    return dict(signal=signal, params=params, nFrames=len(spectrum), frames=frames, largest=largest, file=file)


def stft_cases():
    return [
        stft_case(0, "jfk", fftSize=1024, hopLength=256, pad="reflect"),
        stft_case(1, "jfk", fftSize=400, hopLength=160, pad="constant"),
        stft_case(2, "jfk", fftSize=512, hopLength=128, winLength=400, window="hamming", pad="reflect"),
        stft_case(3, "jfk", fftSize=2048, hopLength=512, winLength=1201, window="blackman", pad="none"),
        stft_case(4, "jfk", fftSize=256, hopLength=64, window="gaussian", pad="constant"),
        stft_case(5, "jfk", fftSize=1102, hopLength=441, winLength=882, window="kaiser", beta=8.6, pad="reflect"),
        stft_case(6, "jfk", fftSize=446, hopLength=500, window="blackman-harris", pad="constant"),
        stft_case(7, "noise97", fftSize=64, hopLength=7, window="bartlett", symmetric=True, pad="reflect"),
        stft_case(8, "noise9", fftSize=8, hopLength=3, window="rect", pad="none"),
        stft_case(9, "noise1000", fftSize=12, hopLength=5, winLength=7, pad="reflect"),
    ]


def scipy_stft_case():
    """scipy.signal.stft, scaling 'spectrum', zero boundary: equal to pad `constant` divided by the window's sum."""
    x = noise(4000)
    _, _, spectrum = scipy.signal.stft(x.astype(np.float64), nperseg=256, noverlap=192, boundary="zeros", padded=False)
    frames = [0, 1, 30]
    file = save("scipyStft", spectrum.T[frames].astype(np.complex64))
    return dict(signal="noise4000", fftSize=256, hopLength=64, frames=frames, file=file)


def istft_cases():
    """Inverse of a spectrogram that is no signal's STFT (bins above 40 removed, frames 20-29 doubled)."""
    cases = []
    for index, (pad, length) in enumerate([("reflect", None), ("reflect", 15000), ("none", None)]):
        spectrum = librosa.stft(
            JFK[:16000].astype(np.float64),
            n_fft=512, hop_length=128, win_length=400, center=pad != "none", pad_mode="reflect", dtype=np.complex128,
        )
        spectrum[40:] = 0
        spectrum[:, 20:30] *= 2
        x = librosa.istft(spectrum, hop_length=128, win_length=400, n_fft=512, center=pad != "none", length=length)
        file = save(f"istft{index}", np.concatenate([x[:600], x[3000:4000], x[-600:]]).astype(np.float32))
        cases.append(dict(pad=pad, length=length, total=len(x), file=file))
    return cases


def windows():
    cases = []
    for name in ["hann", "hamming", "blackman", "blackman-harris", "gaussian", "kaiser", "bartlett", "rect"]:
        for length in [1, 2, 15, 16]:
            for symmetric in [False, True]:
                _, window = window_of(name, length, dict(symmetric=symmetric))
                cases.append(dict(name=name, length=length, symmetric=symmetric, values=window.tolist()))
    return cases


def filterbanks():
    cases = []
    for index, (hz, n_fft, n_mels, fmin, fmax, scale, norm) in enumerate(
        [
            (16000, 400, 80, 0, 8000, "slaney", "slaney"),
            (16000, 400, 128, 0, 8000, "slaney", "slaney"),
            (22050, 1024, 80, 0, 8000, "slaney", "slaney"),
            (16000, 512, 40, 20, 7600, "htk", "none"),
            (44100, 2048, 64, 55, 22050, "htk", "slaney"),
        ]
    ):
        bank = librosa.filters.mel(
            sr=hz, n_fft=n_fft, n_mels=n_mels, fmin=fmin, fmax=fmax,
            htk=scale == "htk", norm="slaney" if norm == "slaney" else None,
        )
        rows = [0, 1, n_mels // 2, n_mels - 1]
        params = dict(sampleRateHz=hz, fftSize=n_fft, nMels=n_mels, fMinHz=fmin, fMaxHz=fmax, scale=scale, norm=norm)
        sums = bank.sum(axis=1, dtype=np.float64).tolist()
        nonzero = int(np.count_nonzero(bank))
        cases.append(dict(params=params, rows=rows, rowSums=sums, nonzero=nonzero, file=save(f"melbank{index}", bank[rows])))
    return cases


def hifigan_mel(x):
    """jik876/hifi-gan meldataset.py with config_v1.json, through librosa instead of torch."""
    padded = np.pad(x.astype(np.float64), (384, 384), mode="reflect")
    spectrum = librosa.stft(padded, n_fft=1024, hop_length=256, center=False, dtype=np.complex128)
    magnitude = np.sqrt(np.abs(spectrum) ** 2 + 1e-9)
    bank = librosa.filters.mel(sr=22050, n_fft=1024, n_mels=80, fmin=0, fmax=8000)
    return np.log(np.maximum(bank @ magnitude, 1e-5)).T


def mel_presets():
    def whisper(n_mels, x, pad):
        extractor = WhisperFeatureExtractor(feature_size=n_mels)
        options = dict(padding="max_length") if pad else dict(padding=False, truncation=False)
        return extractor(x, sampling_rate=16000, return_tensors="np", **options)["input_features"][0].T

    speecht5 = SpeechT5FeatureExtractor()(audio_target=JFK, sampling_rate=16000, return_tensors="np")["input_values"][0]
    cases = [
        ("whisper", "jfk", 480000, whisper(80, JFK, True)),
        ("whisper128", "jfk", 480000, whisper(128, JFK, True)),
        ("whisper", "jfk", None, whisper(80, JFK, False)),
        ("whisper", "noise5000", None, whisper(80, noise(5000), False)),
        ("speecht5", "jfk", None, speecht5),
        ("hifigan", "jfk", None, hifigan_mel(JFK)),
        ("hifigan", "noise22050", None, hifigan_mel(noise(22050))),
    ]
    out = []
    for index, (preset, signal, n_samples, mel) in enumerate(cases):
        frames = pick(len(mel)) + ([100, 101, 102, 103, 1000, 1001] if len(mel) > 1001 else [])
        frames = sorted(set(frames))
        file = save(f"mel{index}", mel[frames].astype(np.float32))
        mean = float(mel.mean(dtype=np.float64))
        out.append(dict(preset=preset, signal=signal, nSamples=n_samples, shape=list(mel.shape), frames=frames, mean=mean, file=file))
    return out


def mel_cases():
    """librosa.feature.melspectrogram with our log forms."""
    out = []
    for index, (power, log, floor) in enumerate([(2, "db", 1e-10), (1, "db", 1e-5), (1, "ln", 1e-5), (2, "none", None)]):
        mel = librosa.feature.melspectrogram(
            y=JFK.astype(np.float64), sr=16000, n_fft=512, hop_length=200, win_length=400, power=power, n_mels=40,
            fmin=50, fmax=7000, htk=True, norm=None, pad_mode="constant",
        )
        if log == "db":
            mel = 20 / power * np.log10(np.maximum(mel, floor))
        elif log == "ln":
            mel = np.log(np.maximum(mel, floor))
        params = dict(
            sampleRateHz=16000, fftSize=512, hopLength=200, winLength=400, pad="constant", nMels=40, fMinHz=50,
            fMaxHz=7000, scale="htk", norm="none", power=power, log=log,
        )
        if floor is not None:
            params["floor"] = floor
        frames = pick(mel.shape[1])
        out.append(dict(params=params, nFrames=mel.shape[1], frames=frames, file=save(f"melcase{index}", mel.T[frames].astype(np.float32))))
    return out


def scales():
    hz = [0.0, 1.0, 55.0, 440.0, 999.9, 1000.0, 1000.1, 4000.0, 8000.0, 22050.0]
    return dict(
        hz=hz,
        htk=librosa.hz_to_mel(hz, htk=True).tolist(),
        slaney=librosa.hz_to_mel(hz, htk=False).tolist(),
        midi=[None if f == 0 else float(librosa.hz_to_midi(f)) for f in hz],
    )


def welch_case():
    x = noise(5000)
    _, spectrum = scipy.signal.welch(
        x.astype(np.float64), fs=16000, window="hann", nperseg=512, noverlap=256, nfft=1024, detrend=False, scaling="spectrum",
    )
    # scipy gives V²rms of each line (one-sided, ends not doubled); re a full-scale sine of 1/2: times 2, ends times 4.
    spectrum = spectrum * 2
    spectrum[[0, -1]] *= 2
    levels = 10 * np.log10(spectrum)
    return dict(signal="noise5000", frameSamples=512, fftSize=1024, file=save("welch", levels.astype(np.float32)))


manifest = dict(
    about="main/engine/dsp against librosa, SciPy and transformers; see generate.py",
    versions=dict(
        python=sys.version.split()[0],
        **{name: version(name) for name in ["numpy", "scipy", "librosa", "transformers"]},
    ),
    tolerances=dict(
        stft="1e-5 of the largest magnitude of the whole STFT (both sides compute in float64 and store float32)",
        istft="1e-6 of full scale",
        window="1e-12: the formulas are the same, cos() may differ in its last place",
        filterbank="1e-6 of the filter's peak: librosa stores float32",
        mel="1e-4 absolute on log values, the bound that the goldens of Whisper's own tests use",
        welch="1e-3 dB",
    ),
    stft=stft_cases(),
    scipyStft=scipy_stft_case(),
    istft=istft_cases(),
    windows=windows(),
    filterbanks=filterbanks(),
    melPresets=mel_presets(),
    mel=mel_cases(),
    scales=scales(),
    welch=welch_case(),
)
(HERE / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
