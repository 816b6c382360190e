// Least and greatest sample and sum of squares of consecutive bins, for main/engine/dsp/peakChannel.ts.
#pragma once
#include "../core/argument.h"
#include "../core/engine.h"

namespace PHONO_ISA {

// samples [nBins·binSamples], binSamples, min, max, sumSquares [nBins each]. A bin with a sample that is not finite has
// a sumSquares that is not finite.
static Status peaks(Engine&, const Argument* a) {
  typedef Lanes<float>::V V;
  constexpr int count = 16;  // partial results, the same for every width of vector
  constexpr int nParts = count / Lanes<float>::count;
  const int64_t binSamples = a[1].integer(), nBins = a[2].length();
  if (binSamples < count || binSamples % count != 0 || binSamples > INT64_C(1) << 30) return statusRange;
  if (a[0].length() % binSamples != 0 || a[0].length() / binSamples != nBins) return statusShape;
  if (a[3].length() != nBins || a[4].length() != nBins) return statusShape;
  const float* x = a[0].as<const float>();
  for (int64_t bin = 0; bin < nBins; bin++, x += binSamples) {
    V low[nParts], high[nParts], squares[nParts];
    for (int part = 0; part < nParts; part++) {
      low[part] = high[part] = Lanes<float>::load(x + part * Lanes<float>::count);
      squares[part] = V{};
    }
    for (int64_t n = 0; n < binSamples; n += count) {
      for (int part = 0; part < nParts; part++) {
        const V value = Lanes<float>::load(x + n + part * Lanes<float>::count);
        low[part] = value < low[part] ? value : low[part];
        high[part] = value > high[part] ? value : high[part];
        squares[part] += value * value;
      }
    }
    float least = low[0][0], greatest = high[0][0];
    double sum = 0;
    for (int part = 0; part < nParts; part++) {
      for (int i = 0; i < Lanes<float>::count; i++) {
        least = low[part][i] < least ? low[part][i] : least;
        greatest = high[part][i] > greatest ? high[part][i] : greatest;
        sum += static_cast<double>(squares[part][i]);
      }
    }
    a[2].as<float>()[bin] = least;
    a[3].as<float>()[bin] = greatest;
    a[4].as<float>()[bin] = static_cast<float>(sum);
  }
  return statusOk;
}

}  // namespace PHONO_ISA
