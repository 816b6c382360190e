// Short-time Fourier transform of many frames and its inverse.
#pragma once
#include "frames.h"

namespace PHONO_ISA {

enum StftOutput { stftComplex = 0, stftMagnitude = 1, stftPower = 2 };

// samples, window, fftSize, hopLength, nFrames, output, first [nFrames, nBins], second (im of complex, else empty).
static Status stft(Engine& engine, const Argument* a) {
  typedef Lanes<float>::V V;
  constexpr int count = Lanes<float>::count;
  Frames<float> frames;
  const Status status = readFrames(a, frames);
  if (status != statusOk) return status;
  const int64_t output = a[5].integer(), fftSize = a[2].integer(), nBins = fftSize / 2 + 1;
  if (output < stftComplex || output > stftPower) return statusRange;
  const bool isComplex = output == stftComplex;
  if (a[6].length() != frames.nFrames * nBins || a[7].length() != (isComplex ? a[6].length() : 0)) return statusShape;
  RealLaneFft<float>* fft = engine.single.plans.find(fftSize);
  if (fft == nullptr || !engine.single.lanes[0].reserve(nBins) || !engine.single.lanes[1].reserve(nBins))
    return statusMemory;
  V* first = engine.single.lanes[0].data();
  V* second = engine.single.lanes[1].data();
  for (int64_t m = 0; m < frames.nFrames; m += count) {
    const int nRows = static_cast<int>(frames.nFrames - m < count ? frames.nFrames - m : count);
    frames.load(m, fft->samples(), fftSize);
    float* to = a[6].as<float>() + m * nBins;
    if (isComplex) {
      fft->forward([first, second](int64_t k, V re, V im) {
        first[k] = re;
        second[k] = im;
      });
      scatterRows<float>(second, nBins, a[7].as<float>() + m * nBins, nBins, nRows);
    } else {
      fft->power(first);
    }
    scatterRows<float>(first, nBins, to, nBins, nRows);
    if (output == stftMagnitude) squareRoots(to, nRows * nBins);
  }
  return statusOk;
}

// re, im [nFrames, nBins], gains [fftSize], hopLength, nFrames, sum [(nFrames − 1)·hopLength + fftSize, float64],
// to which gains·frame is added. Each frame is the inverse transform with its 1/N.
static Status overlapAdd(Engine& engine, const Argument* a) {
  typedef Lanes<float>::V V;
  constexpr int count = Lanes<float>::count;
  const int64_t fftSize = a[2].length(), nBins = fftSize / 2 + 1, hopLength = a[3].integer(), nFrames = a[4].integer();
  if (!isFftSize(fftSize)) return statusShape;
  if (hopLength < 1 || hopLength > maxHopLength || nFrames < 1 || nFrames > maxFrames) return statusRange;
  if (a[0].length() != nFrames * nBins || a[1].length() != nFrames * nBins) return statusShape;
  const int64_t length = a[5].length();
  if (length < fftSize || (length - fftSize) / hopLength != nFrames - 1 || (length - fftSize) % hopLength != 0)
    return statusShape;
  Workspace<float>& work = engine.single;
  RealLaneFft<float>* fft = work.plans.find(fftSize);
  if (fft == nullptr || !work.lanes[0].reserve(nBins) || !work.lanes[1].reserve(nBins)) return statusMemory;
  if (!work.values[0].reserve(fftSize) || !work.values[1].reserve(count * fftSize)) return statusMemory;
  float* gains = work.values[0].data();
  const float scale = 2.0f / static_cast<float>(fftSize);
  for (int64_t n = 0; n < fftSize; n++) gains[n] = a[2].as<const float>()[n] * (n % 2 == 0 ? scale : -scale);
  for (int64_t m = 0; m < nFrames; m += count) {
    const int nRows = static_cast<int>(nFrames - m < count ? nFrames - m : count);
    for (int part = 0; part < 2; part++) {
      const float* rows[count];
      for (int i = 0; i < count; i++) rows[i] = a[part].as<const float>() + (i < nRows ? m + i : m) * nBins;
      gatherRows<float>(rows, nBins, work.lanes[part].data());
    }
    const V* y = fft->inverse(work.lanes[0].data(), work.lanes[1].data());
    float* rows = work.values[1].data();
    scatterRows<float>(y, fftSize, rows, fftSize, nRows);
    for (int i = 0; i < nRows; i++) {
      double* sum = a[5].as<double>() + (m + i) * hopLength;
      const float* row = rows + i * fftSize;
      for (int64_t n = 0; n < fftSize; n++) sum[n] += static_cast<double>(gains[n] * row[n]);
    }
  }
  return statusOk;
}

}  // namespace PHONO_ISA
