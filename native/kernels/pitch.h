// Pitch candidates of many frames by autocorrelation: main/engine/dsp/pitch/autocorrelation.ts and pitchCandidates.ts in
// one pass, in float64. Transforms run in lanes, a frame each; the maxima are then looked for frame by frame.
#pragma once
#include "../core/argument.h"
#include "../core/engine.h"

namespace PHONO_ISA {

constexpr int64_t gridPerSample = 32;  // positions between samples, as in sincPeak.ts
constexpr int64_t tabledDepth = 70;    // taps of the interpolation to either side
constexpr int64_t shortDepth = 700;    // for lags so short that 70 would show
constexpr int64_t longestShortLag = 3;
constexpr int64_t maxPitchWindow = INT64_C(1) << 19;

// Eight sums that every instruction set adds in the same order.
typedef double PartialSums __attribute__((vector_size(64)));
typedef double UnalignedSums __attribute__((vector_size(64), aligned(8), may_alias));

static inline double innerProduct(const double* a, const double* b, int64_t length) {
  PartialSums sums{};
  int64_t n = 0;
  for (; n + 8 <= length; n += 8)
    sums += *reinterpret_cast<const UnalignedSums*>(a + n) * *reinterpret_cast<const UnalignedSums*>(b + n);
  double rest = 0;
  for (; n < length; n++) rest += a[n] * b[n];
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7])) + rest;
}

// Weights of grid positions: for each number of taps 1 … 70 the phases 0 … 31 of 2·taps values, and the same for the
// samples at lags 1 … 3 with all taps that there are.
static inline int64_t tabledOffset(int64_t taps) { return gridPerSample * taps * (taps - 1); }
static inline int64_t shortTaps(int64_t nLags, int64_t lag) {
  const int64_t taps = nLags - lag;
  return taps < 0 ? 0 : taps < shortDepth ? taps : shortDepth;
}
static inline int64_t shortOffset(int64_t nLags, int64_t lag) {
  int64_t offset = 0;
  for (int64_t l = 1; l < lag; l++) offset += gridPerSample * 2 * shortTaps(nLags, l);
  return offset;
}

// A frame's correlation, mirrored about lag 0, and what is needed to look between its samples.
struct Correlogram {
  const double* r;  // [2·nLags + 1]
  int64_t nLags;
  const double* tabled;
  const double* shorts;

  double gridValue(int64_t g, bool isShort) const {
    const int64_t left = g / gridPerSample, phase = g - left * gridPerSample;
    if (phase == 0) return r[left];
    const int64_t room = 2 * nLags - left, lag = left - nLags;
    const int64_t taps = isShort ? shortTaps(nLags, lag) : room < tabledDepth ? room : tabledDepth;
    const double* weights = isShort ? shorts + shortOffset(nLags, lag) : tabled + tabledOffset(taps);
    return innerProduct(weights + phase * 2 * taps, r + left + 1 - taps, 2 * taps);
  }

  // The maximum within one sample of `lag`, from a search that begins `shift` beside it.
  void refine(int64_t lag, double shift, bool isShort, double& exactLag, double& height) const {
    const int64_t middle = (nLags + lag) * gridPerSample;
    const int64_t lowest = middle - gridPerSample, highest = middle + gridPerSample;
    const double place = static_cast<double>(middle) + shift * static_cast<double>(gridPerSample);
    int64_t g = static_cast<int64_t>(place + 0.5);
    if (g > highest - 2) g = highest - 2;
    if (g < lowest + 2) g = lowest + 2;
    double y[5];
    for (int i = 0; i < 5; i++) y[i] = gridValue(g - 2 + i, isShort);
    while (y[3] > y[2] && g < highest - 2) {
      g++;
      for (int i = 0; i < 4; i++) y[i] = y[i + 1];
      y[4] = gridValue(g + 2, isShort);
    }
    while (y[1] > y[2] && g > lowest + 2) {
      g--;
      for (int i = 4; i > 0; i--) y[i] = y[i - 1];
      y[0] = gridValue(g - 2, isShort);
    }
    const double c1 = (y[0] - 8 * y[1] + 8 * y[3] - y[4]) / 12;
    const double c2 = (-y[0] + 16 * y[1] - 30 * y[2] + 16 * y[3] - y[4]) / 24;
    const double c3 = (-y[0] + 2 * y[1] - 2 * y[3] + y[4]) / 12;
    const double c4 = (y[0] - 4 * y[1] + 6 * y[2] - 4 * y[3] + y[4]) / 24;
    double x = 0;
    for (int i = 0; i < 8; i++) {
      const double slope = c1 + x * (2 * c2 + x * (3 * c3 + x * 4 * c4));
      const double curve = 2 * c2 + x * (6 * c3 + x * 12 * c4);
      if (!(curve < 0)) break;
      const double next = x - slope / curve;
      x = next > 2 ? 2 : next > -2 ? next : -2;
    }
    exactLag = (static_cast<double>(g) + x) / static_cast<double>(gridPerSample) - static_cast<double>(nLags);
    height = y[2] + x * (c1 + x * (c2 + x * (c3 + x * c4)));
  }
};

// samples, lefts [nFrames]: the last sample at or before each frame's centre, window [nWindow, even], inverseWindowR
// [nLags + 1], tabled and shorts (above), nPeriod ≤ nWindow/2, maxLag, fftSize > nWindow + nLags, threshold, most;
// peaks [nFrames] max |x| near the centre, counts [nFrames] candidates, −1 where there are more than `most`,
// lags and strengths [nFrames, most].
static Status pitchCandidates(Engine& engine, const Argument* a) {
  typedef Lanes<double>::V V;
  constexpr int count = Lanes<double>::count;
  const int64_t nSamples = a[0].length(), nFrames = a[1].length(), nWindow = a[2].length(), nLags = a[3].length() - 1;
  const int64_t nPeriod = a[6].integer(), maxLag = a[7].integer(), fftSize = a[8].integer(), most = a[10].integer();
  const double threshold = a[9].number;
  if (!isFftSize(fftSize) || most < 1 || most > 1000) return statusRange;
  if (nFrames < 1 || nWindow < 4 || nWindow > maxPitchWindow || nWindow % 2 != 0 || nLags < 1) return statusShape;
  if (nPeriod < 1 || nPeriod > nWindow / 2 || maxLag < 0 || maxLag > nWindow) return statusRange;
  if (nLags > nWindow || fftSize <= nWindow + nLags) return statusShape;
  if (a[4].length() != tabledOffset(tabledDepth + 1)) return statusShape;
  if (a[5].length() != shortOffset(nLags, longestShortLag + 1)) return statusShape;
  if (a[11].length() != nFrames || a[12].length() != nFrames) return statusShape;
  if (a[13].length() != nFrames * most || a[14].length() != nFrames * most) return statusShape;
  Workspace<double>& work = engine.precise;
  RealLaneFft<double>* fft = work.plans.find(fftSize);
  const int64_t nBins = fftSize / 2 + 1, rowLength = nLags + 1;
  if (fft == nullptr || !work.lanes[0].reserve(nBins) || !work.lanes[1].reserve(nBins)) return statusMemory;
  if (!work.values[0].reserve(count * rowLength) || !work.values[1].reserve(2 * nLags + 1)) return statusMemory;
  if (!engine.integers.reserve(nFrames)) return statusMemory;
  int32_t* lefts = engine.integers.data();
  for (int64_t m = 0; m < nFrames; m++) {
    lefts[m] = a[1].as<const int32_t>()[m];
    const int64_t left = lefts[m];
    if (left + 1 < nWindow / 2 || left + nWindow / 2 >= nSamples) return statusShape;
  }

  const float* samples = a[0].as<const float>();
  const double* window = a[2].as<const double>();
  const double* inverseWindowR = a[3].as<const double>();
  V* correlation = work.lanes[0].data();
  V* zeros = work.lanes[1].data();
  double* rows = work.values[0].data();
  double* mirrored = work.values[1].data();
  const Correlogram correlogram = {mirrored, nLags, a[4].as<const double>(), a[5].as<const double>()};
  const int64_t middle = nWindow / 2, half = nPeriod / 2 + 1;
  const int64_t peakFrom = middle > half ? middle - half : 0, peakTo = middle + half < nWindow ? middle + half : nWindow;
  for (int64_t k = 0; k < nBins; k++) zeros[k] = V{};

  for (int64_t m = 0; m < nFrames; m += count) {
    const int nRows = static_cast<int>(nFrames - m < count ? nFrames - m : count);
    const float* from[count];
    for (int i = 0; i < count; i++) from[i] = samples + lefts[i < nRows ? m + i : m] + 1 - middle;
    V* frame = fft->samples();
    gatherRows<double>(from, nWindow, frame);
    V mean{};
    for (int64_t n = middle - nPeriod; n < middle + nPeriod; n++) mean += frame[n];
    mean /= static_cast<double>(2 * nPeriod);
    for (int64_t n = 0; n < nWindow; n++) frame[n] = (frame[n] - mean) * window[n];
    for (int64_t n = nWindow; n < fftSize; n++) frame[n] = V{};
    V peak{};
    for (int64_t n = peakFrom; n < peakTo; n++) {
      const V turned = -frame[n];
      const V size = Lanes<double>::larger(frame[n], turned);
      peak = Lanes<double>::larger(size, peak);
    }
    fft->power(correlation);
    const V* y = fft->inverse(correlation, zeros);
    const V energy = y[0];
    for (int64_t k = 0; k <= nLags; k++) correlation[k] = (k % 2 == 0 ? y[k] : -y[k]) / energy * inverseWindowR[k];
    scatterRows<double>(correlation, rowLength, rows, rowLength, nRows);

    for (int i = 0; i < nRows; i++) {
      a[11].as<double>()[m + i] = peak[i];
      int32_t* found = a[12].as<int32_t>() + m + i;
      double* lags = a[13].as<double>() + (m + i) * most;
      double* strengths = a[14].as<double>() + (m + i) * most;
      *found = 0;
      if (!(peak[i] > 0)) continue;
      const double* r = rows + i * rowLength;
      int32_t n = 0;
      for (int64_t lag = 2; lag < maxLag && lag < nLags; lag++)
        if (r[lag] > threshold && r[lag] > r[lag - 1] && r[lag] >= r[lag + 1]) n++;
      if (n > most) {
        *found = -1;
        continue;
      }
      for (int64_t k = 0; k <= nLags; k++) mirrored[nLags + k] = mirrored[nLags - k] = r[k];
      for (int64_t lag = 2, j = 0; lag < maxLag && lag < nLags; lag++) {
        if (!(r[lag] > threshold && r[lag] > r[lag - 1] && r[lag] >= r[lag + 1])) continue;
        const double vertex = 0.5 * (r[lag + 1] - r[lag - 1]) / (2 * r[lag] - r[lag - 1] - r[lag + 1]);
        const double shift = vertex > -1 && vertex < 1 ? vertex : 0;
        const bool isShort = static_cast<double>(lag) + shift < 1 / 0.3;
        correlogram.refine(lag, shift, isShort, lags[j], strengths[j]);
        if (strengths[j] > 1) strengths[j] = 1 / strengths[j];
        j++;
      }
      *found = n;
    }
  }
  return statusOk;
}

}  // namespace PHONO_ISA
