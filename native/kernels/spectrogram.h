// Power spectra reduced over the frames of each column, for main/engine/dsp/spectrogramColumns.ts.
#pragma once
#include "frames.h"

namespace PHONO_ISA {

enum ColumnReduce { reduceMax = 0, reduceSum = 1 };

template <bool isSum> static inline void reduceRows(float* to, const float* row, int64_t nBins) {
  for (int64_t k = 0; k < nBins; k++) {
    if (isSum) to[k] += row[k];
    else to[k] = row[k] > to[k] ? row[k] : to[k];
  }
}

template <bool isSum> static Status reduceColumns(Engine& engine, const Frames<float>& frames, const Argument* a) {
  typedef Lanes<float>::V V;
  constexpr int count = Lanes<float>::count;
  const int64_t fftSize = a[2].integer(), nBins = fftSize / 2 + 1, perColumn = a[5].integer();
  Workspace<float>& work = engine.single;
  RealLaneFft<float>* fft = work.plans.find(fftSize);
  if (fft == nullptr || !work.lanes[0].reserve(nBins) || !work.lanes[1].reserve(nBins) ||
      !work.values[0].reserve(count * nBins))
    return statusMemory;
  V* power = work.lanes[0].data();
  V* reduced = work.lanes[1].data();
  float* rows = work.values[0].data();
  float* out = a[7].as<float>();
  for (int64_t m = 0; m < frames.nFrames;) {
    const int64_t column = m / perColumn;
    const int64_t columnEnd = (column + 1) * perColumn < frames.nFrames ? (column + 1) * perColumn : frames.nFrames;
    if (columnEnd - m >= count) {  // whole vectors of one column meet only at its end
      for (int64_t k = 0; k < nBins; k++) reduced[k] = V{};
      for (; m + count <= columnEnd; m += count) {
        frames.load(m, fft->samples(), fftSize);
        fft->forward([reduced](int64_t k, V re, V im) {
          const V p = re * re + im * im;
          reduced[k] = isSum ? reduced[k] + p : Lanes<float>::larger(p, reduced[k]);
        });
      }
      scatterRows<float>(reduced, nBins, rows, nBins, count);
      for (int i = 0; i < count; i++) reduceRows<isSum>(out + column * nBins, rows + i * nBins, nBins);
      continue;
    }
    const int nRows = static_cast<int>(frames.nFrames - m < count ? frames.nFrames - m : count);
    frames.load(m, fft->samples(), fftSize);
    fft->power(power);
    scatterRows<float>(power, nBins, rows, nBins, nRows);
    for (int i = 0; i < nRows; i++) reduceRows<isSum>(out + (m + i) / perColumn * nBins, rows + i * nBins, nBins);
    m += nRows;
  }
  return statusOk;
}

// samples, window, fftSize, hopLength, nFrames, framesPerColumn, reduce, columns [⌈nFrames/framesPerColumn⌉, nBins]
// which are raised to, or to which is added.
static Status spectrogram(Engine& engine, const Argument* a) {
  Frames<float> frames;
  const Status status = readFrames(a, frames);
  if (status != statusOk) return status;
  const int64_t nBins = a[2].integer() / 2 + 1, perColumn = a[5].integer(), reduce = a[6].integer();
  if (perColumn < 1 || perColumn > maxFrames || reduce < reduceMax || reduce > reduceSum) return statusRange;
  if (a[7].length() != (frames.nFrames + perColumn - 1) / perColumn * nBins) return statusShape;
  return reduce == reduceSum ? reduceColumns<true>(engine, frames, a) : reduceColumns<false>(engine, frames, a);
}

}  // namespace PHONO_ISA
