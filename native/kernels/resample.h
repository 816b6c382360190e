// Rate change in the frequency domain, a block in every lane: main/engine/dsp/resample/fftCore.ts, in float32.
#pragma once
#include "../core/argument.h"
#include "../core/engine.h"

namespace PHONO_ISA {

constexpr int64_t maxResampled = INT64_C(1) << 40;

// Blocks of one signal at equal distances: inputs [fftIn] of block b begin at position + b·step, zeros where there are none.
struct ResampleBlocks {
  const float* samples;
  int64_t nSamples;
  int64_t position;
  int64_t step;
  int64_t fftIn;

  // The inputs of block b, in place or, at the ends of the samples, in `room` [fftIn].
  const float* row(int64_t b, float* room) const {
    const int64_t start = position + b * step;
    if (start >= 0 && start + fftIn <= nSamples) return samples + start;
    for (int64_t n = 0; n < fftIn; n++) {
      const int64_t at = start + n;
      room[n] = at >= 0 && at < nSamples ? samples[at] : 0;
    }
    return room;
  }
};

// samples, position, step, fftIn, fftOut, gain [≤ half of the smaller] of the bins, margin: outputs of a block dropped
// before the blockOut that count, skip < blockOut: how many of those of the first block come before out[0].
static Status resample(Engine& engine, const Argument* a) {
  typedef Lanes<float>::V V;
  constexpr int count = Lanes<float>::count;
  const int64_t position = a[1].integer(), step = a[2].integer(), fftIn = a[3].integer(), fftOut = a[4].integer();
  const int64_t nGain = a[5].length(), margin = a[6].integer(), blockOut = a[7].integer(), skip = a[8].integer();
  const int64_t nOut = a[9].length();
  if (!isFftSize(fftIn) || !isFftSize(fftOut) || step < 1 || step > fftIn) return statusRange;
  if (margin < 0 || blockOut < 1 || margin > fftOut || blockOut > fftOut - margin) return statusRange;
  if (skip < 0 || skip >= blockOut) return statusRange;
  if (nGain < 1 || nGain > fftIn / 2 || nGain > fftOut / 2 || nOut > maxResampled) return statusShape;
  Workspace<float>& work = engine.single;
  const int64_t nBins = fftOut / 2 + 1;
  if (!work.lanes[0].reserve(nBins) || !work.lanes[1].reserve(nBins)) return statusMemory;
  if (!work.values[0].reserve(count * (fftIn > blockOut ? fftIn : blockOut)) || !work.values[1].reserve(blockOut))
    return statusMemory;
  RealLaneFft<float>* analysis = work.plans.find(fftIn);
  RealLaneFft<float>* synthesis = analysis == nullptr ? nullptr : work.plans.find(fftOut);
  if (synthesis == nullptr) return statusMemory;
  const ResampleBlocks blocks = {a[0].as<const float>(), a[0].length(), position, step, fftIn};
  const float* gain = a[5].as<const float>();
  float* out = a[9].as<float>();
  float* room = work.values[0].data();
  float* signs = work.values[1].data();
  V* re = work.lanes[0].data();
  V* im = work.lanes[1].data();
  for (int64_t n = 0; n < blockOut; n++) signs[n] = (margin + n) % 2 == 0 ? 1.0f : -1.0f;
  for (int64_t q = nGain; q < nBins; q++) re[q] = im[q] = V{};

  const int64_t nBlocks = (skip + nOut + blockOut - 1) / blockOut;
  for (int64_t b = 0; b < nBlocks; b += count) {
    const int nRows = static_cast<int>(nBlocks - b < count ? nBlocks - b : count);
    const float* rows[count];
    for (int i = 0; i < count; i++) rows[i] = i < nRows ? blocks.row(b + i, room + i * fftIn) : rows[0];
    gatherRows<float>(rows, fftIn, analysis->samples());
    analysis->forward([re, im, gain, nGain](int64_t q, V real, V imaginary) {
      if (q >= nGain) return;
      re[q] = real * gain[q];
      im[q] = imaginary * gain[q];
    });
    const V* y = synthesis->inverse(re, im) + margin;
    const int64_t first = b * blockOut - skip, end = first + nRows * blockOut;
    if (first >= 0 && end <= nOut) {
      scatterRows<float>(y, blockOut, out + first, blockOut, nRows, signs);
      continue;
    }
    scatterRows<float>(y, blockOut, room, blockOut, nRows, signs);
    const int64_t from = first < 0 ? 0 : first, to = end < nOut ? end : nOut;
    for (int64_t n = from; n < to; n++) out[n] = room[n - first];
  }
  return statusOk;
}

}  // namespace PHONO_ISA
