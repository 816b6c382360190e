"""Goldens of the filters from SciPy and torchaudio, in float64.

    pip install numpy scipy torch torchaudio soundfile && python tests/golden/filters/generate.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import numpy as np
import scipy.signal
import torch

torch.version.cuda = None  # wheels of two CUDA versions do not matter on the CPU
import torchaudio.functional as F
from goldenSignals import JFK, Golden, noise

golden = Golden(__file__)
FS = 16000
impulse = np.zeros(64)
impulse[0] = 1
HZ = [0, 20, 300, 999, 1000, 1500, 2000, 3000, 5000, 7900]


def sections(family, order, ripple, edges, band, fs=FS):
    btype = {"lowPass": "lowpass", "highPass": "highpass", "bandPass": "bandpass", "bandStop": "bandstop"}[band]
    if family == "butterworth":
        return scipy.signal.butter(order, edges, btype, fs=fs, output="sos")
    design = scipy.signal.cheby1 if family == "chebyshev1" else scipy.signal.cheby2
    return design(order, ripple, edges, btype, fs=fs, output="sos")


def iir():
    cases = []
    for family, ripple, key in [("butterworth", 0, None), ("chebyshev1", 0.5, "rippleDb"), ("chebyshev2", 60, "attenuationDb")]:
        for band, edges in [("lowPass", 1000), ("highPass", 60), ("bandPass", [1000, 2000]), ("bandStop", [300, 3400])]:
            for order in [1, 2, 5, 8]:
                sos = sections(family, order, ripple, edges, band)
                _, h = scipy.signal.freqz_sos(sos, worN=HZ, fs=FS)
                params = dict(family=family, order=order, band=band, sampleRateHz=FS)
                if key:
                    params[key] = ripple
                if isinstance(edges, list):
                    params.update(fLowHz=edges[0], fHighHz=edges[1])
                else:
                    params["edgeHz"] = edges
                cases.append(dict(params=params, re=h.real.tolist(), im=h.imag.tolist(), impulse=scipy.signal.sosfilt(sos, impulse).tolist()))
    return cases


def zero_phase():
    cases = []
    for signal, x in [("noise200", noise(200)), ("jfk", JFK[:4000])]:
        for params, sos in [
            (dict(family="butterworth", order=4, band="bandPass", fLowHz=300, fHighHz=3000), sections("butterworth", 4, 0, [300, 3000], "bandPass")),
            (dict(family="butterworth", order=5, band="lowPass", edgeHz=900), sections("butterworth", 5, 0, 900, "lowPass")),
        ]:
            y = scipy.signal.sosfiltfilt(sos, x.astype(np.float64))
            y = y if len(y) < 500 else np.concatenate([y[:200], y[-200:]])
            cases.append(dict(signal=signal, params=dict(sampleRateHz=FS, **params), file=golden.save(f"zeroPhase{len(cases)}", y.astype(np.float32))))
    return cases


def cookbook():
    x = torch.from_numpy(impulse / 16)[None]  # torchaudio clamps its output to -1 … 1
    cases = []
    for hz, q, gain in [(500.0, 0.7071, 6.0), (3000.0, 2.5, -9.0)]:
        for kind, y in [
            ("lowPass", F.lowpass_biquad(x, FS, hz, q)),
            ("highPass", F.highpass_biquad(x, FS, hz, q)),
            ("bandPass", F.bandpass_biquad(x, FS, hz, q)),
            ("notch", F.bandreject_biquad(x, FS, hz, q)),
            ("allPass", F.allpass_biquad(x, FS, hz, q)),
            ("peaking", F.equalizer_biquad(x, FS, hz, gain, q)),
            ("lowShelf", F.bass_biquad(x, FS, gain, hz, q)),
            ("highShelf", F.treble_biquad(x, FS, gain, hz, q)),
        ]:
            cases.append(dict(params=dict(kind=kind, sampleRateHz=FS, hz=hz, q=q, gainDb=gain), impulse=(16 * y[0]).tolist()))
    return cases


def fir():
    cases = []
    for n_taps, edges, passes_dc, window, options in [
        (33, [1000], True, "hamming", {}),
        (32, [1000], True, "hann", {}),
        (51, [3000], False, "blackman", {}),
        (64, [500, 2500], False, ("kaiser", 8.0), dict(beta=8)),
        (63, [500, 2500], True, "hamming", {}),
        (101, [400, 1200, 2600, 6000], False, "hamming", {}),
        (1, [400], True, "hamming", {}),
    ]:
        taps = scipy.signal.firwin(n_taps, edges, window=window, pass_zero=passes_dc, fs=FS)
        name = window if isinstance(window, str) else window[0]
        params = dict(nTaps=n_taps, edgesHz=edges, passesDc=passes_dc, window=name, sampleRateHz=FS, **options)
        cases.append(dict(params=params, taps=taps.tolist()))
    return cases


def emphasis():
    x = torch.from_numpy(noise(50).astype(np.float64))
    return dict(a=0.9, pre=F.preemphasis(x, 0.9).tolist(), de=F.deemphasis(x, 0.9).tolist())


golden.write(
    ["numpy", "scipy", "torch", "torchaudio"],
    about="main/engine/dsp/filters; see generate.py",
    tolerances=dict(
        iir="responses and impulse responses 1e-8 (order 8 with an edge at 60 Hz holds its roots 1e-2 apart)",
        zeroPhase="1e-6 of full scale (float32)",
        cookbook="1e-6: torchaudio computes the coefficients in float32",
        fir="1e-12",
        emphasis="1e-6 (float32)",
    ),
    frequenciesHz=HZ,
    iir=iir(),
    zeroPhase=zero_phase(),
    cookbook=cookbook(),
    fir=fir(),
    emphasis=emphasis(),
)
