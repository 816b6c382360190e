// Pitch candidates of many frames in one pass, in float64, by autocorrelation and by cross-correlation:
// main/engine/dsp/pitch/{autocorrelation,crossCorrelation}.ts with pitchCandidates.ts. Transforms run in lanes, a frame
// each; the maxima are then looked for frame by frame.
#pragma once
#include "../fft/correlate.h"
#include "correlogram.h"

namespace PHONO_ISA {

constexpr int64_t maxPitchWindow = INT64_C(1) << 19;

// What both have in common: frames about their centres, candidates out.
struct PitchFrames {
  typedef Lanes<double>::V V;
  static constexpr int count = Lanes<double>::count;
  const float* samples;
  int64_t nSamples;
  int64_t nFrames;
  int64_t nWindow;  // even
  int64_t nPeriod;
  const int32_t* lefts;  // the last sample at or before each frame's centre

  // The samples `back` and on before each centre of frames m …, the last of nRows repeated.
  void rowsAt(int64_t m, int nRows, int64_t back, const float** rows) const {
    for (int i = 0; i < count; i++) rows[i] = samples + lefts[i < nRows ? m + i : m] + 1 - back;
  }

  // max |frame| within half a period of the middle.
  V peak(const V* frame) const {
    const int64_t middle = nWindow / 2, half = nPeriod / 2 + 1;
    const int64_t from = middle > half ? middle - half : 0, to = middle + half < nWindow ? middle + half : nWindow;
    V peak{};
    for (int64_t n = from; n < to; n++) {
      const V turned = -frame[n];
      peak = Lanes<double>::larger(Lanes<double>::larger(frame[n], turned), peak);
    }
    return peak;
  }
};

static inline typename Lanes<double>::V meanOf(const Lanes<double>::V* values, int64_t count) {
  Lanes<double>::V a{}, b{};  // two sums: one would wait for each addition
  int64_t n = 0;
  for (; n + 1 < count; n += 2) {
    a += values[n];
    b += values[n + 1];
  }
  if (n < count) a += values[n];
  return (a + b) / static_cast<double>(count);
}

// samples, lefts [nFrames], window [nWindow, even], inverseWindowR [nLags + 1], nPeriod ≤ nWindow/2, fftSize > nWindow +
// nLags, a multiple of 4; the search's seven (correlogram.h); peaks [nFrames] max |x| near the centre, counts [nFrames] of
// candidates, lags and strengths [nFrames, most].
static Status pitchCandidates(Engine& engine, const Argument* a) {
  typedef Lanes<double>::V V;
  constexpr int count = Lanes<double>::count;
  const int64_t nSamples = a[0].length(), nFrames = a[1].length(), nWindow = a[2].length(), nLags = a[3].length() - 1;
  const int64_t nPeriod = a[4].integer(), fftSize = a[5].integer();
  if (!isFftSize(fftSize) || fftSize % 4 != 0) return statusRange;
  if (nFrames < 1 || nWindow < 4 || nWindow > maxPitchWindow || nWindow % 2 != 0 || nLags < 1) return statusShape;
  if (nPeriod < 1 || nPeriod > nWindow / 2) return statusRange;
  if (nLags > nWindow || fftSize <= nWindow + nLags) return statusShape;
  CandidateSearch search;
  const Status status = readSearch(engine, a + 6, nLags, search);
  if (status != statusOk) return status;
  if (!fitsCandidates(a + 13, nFrames, search.most)) return statusShape;
  Workspace<double>& work = engine.precise;
  RealLaneFft<double>* whole = work.plans.find(fftSize);
  RealLaneFft<double>* half = whole == nullptr ? nullptr : work.plans.find(fftSize / 2);
  const int64_t rowLength = nLags + 1, nPairs = fftSize / 4 + 1;
  if (half == nullptr || !work.lanes[0].reserve(rowLength) || !work.lanes[1].reserve(2 * nPairs)) return statusMemory;
  if (!work.values[0].reserve(count * rowLength) || !engine.integers.reserve(nFrames)) return statusMemory;
  // Copied before they are checked: shared memory could change in between.
  int32_t* lefts = engine.integers.data();
  for (int64_t m = 0; m < nFrames; m++) {
    lefts[m] = a[1].as<const int32_t>()[m];
    const int64_t left = lefts[m];
    if (left + 1 < nWindow / 2 || left + nWindow / 2 >= nSamples) return statusShape;
  }

  const PitchFrames frames = {a[0].as<const float>(), nSamples, nFrames, nWindow, nPeriod, lefts};
  const double* window = a[2].as<const double>();
  const double* inverseWindowR = a[3].as<const double>();
  V* correlation = work.lanes[0].data();
  V* even = work.lanes[1].data();
  V* odd = even + nPairs;
  double* rows = work.values[0].data();
  for (int64_t m = 0; m < nFrames; m += count) {
    const int nRows = static_cast<int>(nFrames - m < count ? nFrames - m : count);
    const float* from[count];
    frames.rowsAt(m, nRows, nWindow / 2, from);
    V* frame = whole->samples();
    gatherRows<double>(from, nWindow, frame);
    const V mean = meanOf(frame + nWindow / 2 - nPeriod, 2 * nPeriod);
    for (int64_t n = 0; n < nWindow; n++) frame[n] = (frame[n] - mean) * window[n];
    for (int64_t n = nWindow; n < fftSize; n++) frame[n] = V{};
    const V peak = frames.peak(frame);
    V following = evenTransform<V>(*whole, *half, even, odd);
    const V scale = 1.0 / even[0];
    for (int64_t k = 0; k <= nLags; k += 2) {
      correlation[k] = even[k / 2] * scale * inverseWindowR[k];
      if (k == nLags) break;
      if (k > 0) following += odd[k / 2];
      correlation[k + 1] = following * scale * inverseWindowR[k + 1];
    }
    scatterRows<double>(correlation, rowLength, rows, rowLength, nRows);
    for (int i = 0; i < nRows; i++) {
      a[13].as<double>()[m + i] = peak[i];
      double* lags = a[15].as<double>() + (m + i) * search.most;
      double* strengths = a[16].as<double>() + (m + i) * search.most;
      a[14].as<int32_t>()[m + i] = peak[i] > 0 ? search.find(rows + i * rowLength, lags, strengths) : 0;
    }
  }
  return statusOk;
}

// samples, lefts and starts [nFrames]: the last sample at or before each frame's centre, the first of its span of
// nWindow + maxLag; nWindow (even), nPeriod, nLags ≥ maxLag, fftSize ≥ nWindow + maxLag; the search's seven, with maxLag; the
// outputs of pitchCandidates.
static Status crossPitchCandidates(Engine& engine, const Argument* a) {
  typedef Lanes<double>::V V;
  constexpr int count = Lanes<double>::count;
  const int64_t nSamples = a[0].length(), nFrames = a[1].length();
  const int64_t nWindow = a[3].integer(), nPeriod = a[4].integer(), nLags = a[5].integer(), fftSize = a[6].integer();
  const int64_t maxLag = a[9].integer();
  if (!isFftSize(fftSize) || nWindow < 4 || nWindow > maxPitchWindow || nWindow % 2 != 0) return statusRange;
  if (nPeriod < 1 || nPeriod > maxPitchWindow || nLags < 1 || nLags > maxPitchWindow) return statusRange;
  if (maxLag < 1 || maxLag > nLags || fftSize < nWindow + maxLag) return statusRange;
  CandidateSearch search;
  const Status status = readSearch(engine, a + 7, nLags, search);
  if (status != statusOk) return status;
  if (nFrames < 1 || a[2].length() != nFrames || !fitsCandidates(a + 14, nFrames, search.most)) return statusShape;
  Workspace<double>& work = engine.precise;
  RealLaneFft<double>* fft = work.plans.find(fftSize);
  const int64_t nSpan = nWindow + maxLag, nBins = fftSize / 2 + 1, rowLength = nLags + 1;
  const int64_t nCentre = 2 * nPeriod > nWindow ? 2 * nPeriod : nWindow;
  if (fft == nullptr || !work.lanes[0].reserve(2 * nBins) || !work.lanes[1].reserve(nSpan > nCentre ? nSpan : nCentre) ||
      !work.lanes[2].reserve(rowLength))
    return statusMemory;
  if (!work.values[0].reserve(count * rowLength) || !engine.integers.reserve(2 * nFrames)) return statusMemory;
  int32_t* lefts = engine.integers.data();
  int32_t* starts = lefts + nFrames;
  for (int64_t m = 0; m < nFrames; m++) {
    lefts[m] = a[1].as<const int32_t>()[m];
    starts[m] = a[2].as<const int32_t>()[m];
    const int64_t left = lefts[m], reach = nCentre / 2;
    if (left + 1 < reach || left + reach >= nSamples || starts[m] < 0 || starts[m] + nSpan > nSamples) return statusShape;
  }

  const PitchFrames frames = {a[0].as<const float>(), nSamples, nFrames, nWindow, nPeriod, lefts};
  V* re = work.lanes[0].data();
  V* im = re + nBins;
  V* span = work.lanes[1].data();
  V* correlation = work.lanes[2].data();
  double* rows = work.values[0].data();
  for (int64_t k = maxLag + 1; k <= nLags; k++) correlation[k] = V{};
  for (int64_t m = 0; m < nFrames; m += count) {
    const int nRows = static_cast<int>(nFrames - m < count ? nFrames - m : count);
    const float* from[count];
    frames.rowsAt(m, nRows, nPeriod, from);
    gatherRows<double>(from, 2 * nPeriod, span);
    const V mean = meanOf(span, 2 * nPeriod);
    frames.rowsAt(m, nRows, nWindow / 2, from);
    gatherRows<double>(from, nWindow, span);
    for (int64_t n = 0; n < nWindow; n++) span[n] -= mean;
    const V peak = frames.peak(span);
    for (int i = 0; i < count; i++) from[i] = frames.samples + starts[i < nRows ? m + i : m];
    gatherRows<double>(from, nSpan, span);
    for (int64_t n = 0; n < nSpan; n++) span[n] -= mean;

    V* frame = fft->samples();
    for (int64_t n = 0; n < nWindow; n++) frame[n] = span[n];
    for (int64_t n = nWindow; n < fftSize; n++) frame[n] = V{};
    fft->forward([re, im](int64_t k, V real, V imaginary) {
      re[k] = real;
      im[k] = imaginary;
    });
    for (int64_t n = 0; n < nSpan; n++) frame[n] = span[n];
    for (int64_t n = nSpan; n < fftSize; n++) frame[n] = V{};
    fft->forward([re, im](int64_t k, V real, V imaginary) {
      const V a = re[k], b = im[k];
      re[k] = a * real + b * imaginary;
      im[k] = a * imaginary - b * real;
    });
    const V* y = fft->inverse(re, im);

    V energy{};
    for (int64_t n = 0; n < nWindow; n++) energy += span[n] * span[n];
    V shifted = energy;
    for (int64_t k = 1; k <= maxLag; k++) {
      shifted += span[nWindow + k - 1] * span[nWindow + k - 1] - span[k - 1] * span[k - 1];
      correlation[k] = energy * Lanes<double>::larger(shifted, V{});
    }
    squareRoots(reinterpret_cast<double*>(correlation + 1), maxLag * count);
    correlation[0] = Lanes<double>::splat(1);
    const double scale = 2.0 / static_cast<double>(fftSize);
    for (int64_t k = 1; k <= maxLag; k++) {
      const V product = y[k] * (k % 2 == 0 ? scale : -scale);
      correlation[k] = correlation[k] > V{} ? product / correlation[k] : V{};
    }
    scatterRows<double>(correlation, rowLength, rows, rowLength, nRows);
    for (int i = 0; i < nRows; i++) {
      a[14].as<double>()[m + i] = peak[i];
      double* lags = a[16].as<double>() + (m + i) * search.most;
      double* strengths = a[17].as<double>() + (m + i) * search.most;
      a[15].as<int32_t>()[m + i] = search.find(rows + i * rowLength, lags, strengths);
    }
  }
  return statusOk;
}

}  // namespace PHONO_ISA
