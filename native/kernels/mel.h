// Mel spectrogram from samples in one pass: the power spectrum never leaves the vectors.
#pragma once
#include "frames.h"

namespace PHONO_ISA {

// In T: float where the levels' range is bounded afterwards, double where a band far below its frame's loudest counts.
// samples, window [T], fftSize, hopLength, nFrames, firstBins [nMels], counts [nMels], weights [Σ counts, T], power 1 or 2,
// powerOffset, logScale (0: no logarithm; else the factor of ln), floor, out [nFrames, nMels].
template <class T> static Status mel(Engine& engine, const Argument* a) {
  typedef typename Lanes<T>::V V;
  constexpr int count = Lanes<T>::count;
  Frames<T> frames;
  const Status status = readFrames(a, frames);
  if (status != statusOk) return status;
  const int64_t fftSize = a[2].integer(), nBins = fftSize / 2 + 1, nMels = a[5].length();
  const int64_t power = a[8].integer();
  const T offset = static_cast<T>(a[9].number);
  const float logScale = static_cast<float>(a[10].number);
  const float floor = static_cast<float>(a[11].number);
  if (power < 1 || power > 2 || !(offset >= 0)) return statusRange;
  if (logScale != 0 && !(floor >= 1.1754944e-38f)) return statusRange;
  if (nMels < 1 || a[6].length() != nMels || a[12].length() != frames.nFrames * nMels) return statusShape;
  Workspace<T>& work = engine.of(T());
  RealLaneFft<T>* fft = work.plans.find(fftSize);
  if (fft == nullptr || !work.lanes[0].reserve(nBins) || !work.lanes[1].reserve(nMels) ||
      !engine.integers.reserve(2 * nMels))
    return statusMemory;
  // Copied before they are checked: shared memory could change in between.
  int32_t* firstBins = engine.integers.data();
  int32_t* counts = firstBins + nMels;
  int64_t nWeights = 0;
  for (int64_t i = 0; i < nMels; i++) {
    firstBins[i] = a[5].as<const int32_t>()[i];
    counts[i] = a[6].as<const int32_t>()[i];
    if (firstBins[i] < 0 || counts[i] < 0 || static_cast<int64_t>(firstBins[i]) + counts[i] > nBins) return statusShape;
    nWeights += counts[i];
  }
  if (a[7].length() != nWeights) return statusShape;

  V* spectrum = work.lanes[0].data();
  V* bands = work.lanes[1].data();
  for (int64_t m = 0; m < frames.nFrames; m += count) {
    const int nRows = static_cast<int>(frames.nFrames - m < count ? frames.nFrames - m : count);
    frames.load(m, fft->samples(), fftSize);
    fft->power(spectrum);
    if (offset > 0)
      for (int64_t k = 0; k < nBins; k++) spectrum[k] += offset;
    if (power == 1) squareRoots(reinterpret_cast<T*>(spectrum), nBins * count);
    const T* weights = a[7].as<const T>();
    for (int64_t i = 0; i < nMels; i++) {
      V even{}, odd{};  // two sums: one would wait for each addition
      const V* from = spectrum + firstBins[i];
      int32_t j = 0;
      for (; j + 1 < counts[i]; j += 2) {
        even += weights[j] * from[j];
        odd += weights[j + 1] * from[j + 1];
      }
      if (j < counts[i]) even += weights[j] * from[j];
      bands[i] = even + odd;
      weights += counts[i];
    }
    float* to = a[12].as<float>() + m * nMels;
    scatterRows<T>(bands, nMels, to, nMels, nRows);
    if (logScale != 0) logLevels(to, nRows * nMels, logScale, floor);
  }
  return statusOk;
}

}  // namespace PHONO_ISA
