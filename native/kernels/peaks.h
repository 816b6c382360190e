// Least and greatest sample and sum of squares of consecutive bins, for main/engine/dsp/peakBins.ts. Squares are summed
// in float64: exact for samples of 16 bits.
#pragma once
#include "../core/argument.h"
#include "../core/engine.h"

namespace PHONO_ISA {

constexpr int peakParts = 16;  // partial results, the same for every width of vector

struct PeakParts {
  static constexpr int nSingle = peakParts / Lanes<float>::count;
  static constexpr int nDouble = peakParts / Lanes<double>::count;
  Lanes<float>::V low[nSingle];
  Lanes<float>::V high[nSingle];
  Lanes<double>::V squares[nDouble];

  explicit PeakParts(const float* x) {
    for (int i = 0; i < nSingle; i++) low[i] = high[i] = Lanes<float>::load(x + i * Lanes<float>::count);
    for (int i = 0; i < nDouble; i++) squares[i] = Lanes<double>::V{};
  }

  void add(const float* x) {
    for (int i = 0; i < nSingle; i++) {
      const Lanes<float>::V value = Lanes<float>::load(x + i * Lanes<float>::count);
      low[i] = value < low[i] ? value : low[i];
      high[i] = value > high[i] ? value : high[i];
    }
    for (int i = 0; i < nDouble; i++) {
      const Lanes<double>::V value = Lanes<double>::load(x + i * Lanes<double>::count);
      squares[i] += value * value;
    }
  }

  void write(float& min, float& max, float& sumSquares) const {
    float least = low[0][0], greatest = high[0][0];
    double sum = 0;
    for (int i = 0; i < peakParts; i++) {
      const float a = low[i / Lanes<float>::count][i % Lanes<float>::count];
      const float b = high[i / Lanes<float>::count][i % Lanes<float>::count];
      least = a < least ? a : least;
      greatest = b > greatest ? b : greatest;
      sum += squares[i / Lanes<double>::count][i % Lanes<double>::count];
    }
    min = least;
    max = greatest;
    sumSquares = static_cast<float>(sum);
  }
};

static inline const float* asFloats(const float* x, float*) { return x; }
static inline const float* asFloats(const int16_t* x, float* floats) {
  for (int i = 0; i < peakParts; i++) floats[i] = static_cast<float>(x[i]) * (1.0f / 32768);
  return floats;
}

// samples [nBins·binSamples] of type S, binSamples, min, max, sumSquares [nBins each]. A bin with a sample that is not
// finite has a sumSquares that is not finite.
template <class S> static Status peaks(Engine&, const Argument* a) {
  const int64_t binSamples = a[1].integer(), nBins = a[2].length();
  if (binSamples < peakParts || binSamples % peakParts != 0 || binSamples > INT64_C(1) << 30) return statusRange;
  if (a[0].length() % binSamples != 0 || a[0].length() / binSamples != nBins) return statusShape;
  if (a[3].length() != nBins || a[4].length() != nBins) return statusShape;
  const S* x = a[0].as<const S>();
  float floats[peakParts];
  for (int64_t bin = 0; bin < nBins; bin++, x += binSamples) {
    PeakParts parts(asFloats(x, floats));
    for (int64_t n = 0; n < binSamples; n += peakParts) parts.add(asFloats(x + n, floats));
    parts.write(a[2].as<float>()[bin], a[3].as<float>()[bin], a[4].as<float>()[bin]);
  }
  return statusOk;
}

}  // namespace PHONO_ISA
