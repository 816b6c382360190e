// Candidates of pitch in the correlation of one frame: main/engine/dsp/pitch/pitchCandidates.ts and sincPeak.ts.
#pragma once
#include "../core/argument.h"
#include "../core/engine.h"

namespace PHONO_ISA {

constexpr int64_t gridPerSample = 32;  // positions between samples, as in sincPeak.ts
constexpr int64_t tabledDepth = 70;    // taps of the interpolation to either side
constexpr int64_t roughDepth = 30;     // to choose among too many
constexpr int64_t shortDepth = 700;    // for lags so short that 70 would show
constexpr int64_t longestShortLag = 3;
constexpr int64_t maxCandidates = 1000;

// Eight sums, in vectors as they are, added in the same order by every instruction set.
static inline double innerProduct(const double* a, const double* b, int64_t length) {
  typedef Lanes<double> L;
  constexpr int nVectors = 8 / L::count;
  L::V sums[nVectors] = {};
  int64_t n = 0;
  for (; n + 8 <= length; n += 8)
    for (int i = 0; i < nVectors; i++) sums[i] += L::load(a + n + i * L::count) * L::load(b + n + i * L::count);
  double rest = 0;
  for (; n < length; n++) rest += a[n] * b[n];
  const auto sum = [&sums](int i) { return sums[i / L::count][i % L::count]; };
  return ((sum(0) + sum(4)) + (sum(2) + sum(6))) + ((sum(1) + sum(5)) + (sum(3) + sum(7))) + rest;
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

// A correlation, mirrored about lag 0, and what is needed to look between its samples.
struct Correlogram {
  double* r;  // [2·nLags + 1]
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

  // The value `shift` beside `lag`, of fewer taps and without a table.
  double roughValue(int64_t lag, double shift) const {
    const int64_t left = nLags + lag - (shift < 0 ? 1 : 0);
    const double phase = shift < 0 ? 1 + shift : shift;
    if (phase == 0) return r[left];
    const int64_t room = 2 * nLags - left, taps = room < roughDepth ? room : roughDepth;
    return side(left, -1, phase, taps) + side(left + 1, 1, 1 - phase, taps);
  }

 private:
  double side(int64_t from, int64_t step, double phase, int64_t taps) const {
    const double turn = pi / (phase + static_cast<double>(taps));
    const Rotation by = rotationBy(turn);
    Rotation at = rotationBy(turn * phase);
    double sum = 0, sign = 0.5;
    for (int64_t n = 0; n < taps; n++, from += step) {
      sum += sign * r[from] * (1 + at.cos) / (phase + static_cast<double>(n));
      at = {at.cos * by.cos - at.sin * by.sin, at.sin * by.cos + at.cos * by.sin};
      sign = -sign;
    }
    return sum * rotationBy(pi * phase).sin / pi;
  }
};

struct Maximum {
  int64_t lag;
  double shift;  // to the vertex of the parabola through three samples
  double score;
};

// The maxima of r [nLags + 1] at lags 2 … maxLag − 1 above the threshold; of too many those of the best score.
struct CandidateSearch {
  Correlogram correlogram;
  int64_t maxLag;
  double threshold;
  int64_t most;
  double octaveCost;
  double floorLag;  // the period of the floor
  Maximum* kept;    // [most]

  int32_t find(const double* r, double* lags, double* strengths) const {
    const int64_t nLags = correlogram.nLags;
    int64_t n = 0;
    for (int64_t lag = 2; lag < maxLag && lag < nLags; lag++) {
      if (!(r[lag] > threshold && r[lag] > r[lag - 1] && r[lag] >= r[lag + 1])) continue;
      const double vertex = 0.5 * (r[lag + 1] - r[lag - 1]) / (2 * r[lag] - r[lag - 1] - r[lag + 1]);
      if (n == 0)
        for (int64_t k = 0; k <= nLags; k++) correlogram.r[nLags + k] = correlogram.r[nLags - k] = r[k];
      const Maximum found = {lag, vertex > -1 && vertex < 1 ? vertex : 0, 0};
      if (n < most) kept[n] = found;
      else replaceWeakest(found, n == most);
      n++;
    }
    if (n > most) n = most;
    for (int64_t j = 0; j < n; j++) {
      const bool isShort = static_cast<double>(kept[j].lag) + kept[j].shift < 1 / 0.3;
      correlogram.refine(kept[j].lag, kept[j].shift, isShort, lags[j], strengths[j]);
      if (strengths[j] > 1) strengths[j] = 1 / strengths[j];
    }
    return static_cast<int32_t>(n);
  }

 private:
  void replaceWeakest(Maximum found, bool isFirst) const {
    if (isFirst)
      for (int64_t i = 0; i < most; i++) kept[i].score = score(kept[i]);
    found.score = score(found);
    int64_t weakest = 0;
    for (int64_t i = 1; i < most; i++)
      if (kept[i].score < kept[weakest].score) weakest = i;
    if (found.score > kept[weakest].score) kept[weakest] = found;
  }

  double score(const Maximum& maximum) const {
    const double height = correlogram.roughValue(maximum.lag, maximum.shift);
    const double octaves = naturalLog(floorLag / (static_cast<double>(maximum.lag) + maximum.shift)) / naturalLog(2.0);
    return (height > 1 ? 1 / height : height) + octaveCost * octaves;
  }
};

// Arguments tabled, shorts (above), maxLag, threshold, most, octaveCost, floorLag from a[at] on; `room` of the search's
// own is reserved behind `reserved` values of the engine's second block.
static inline Status readSearch(Engine& engine, const Argument* a, int64_t nLags, CandidateSearch& search) {
  const int64_t maxLag = a[2].integer(), most = a[4].integer();
  const double floorLag = a[6].number;
  if (most < 1 || most > maxCandidates || maxLag < 0 || !(floorLag >= 1e-100 && floorLag <= 1e100)) return statusRange;
  if (a[0].length() != tabledOffset(tabledDepth + 1)) return statusShape;
  if (a[1].length() != shortOffset(nLags, longestShortLag + 1)) return statusShape;
  Block<double>& mirrored = engine.precise.values[1];
  if (!mirrored.reserve(2 * nLags + 1) || !engine.maxima.reserve(most * static_cast<int64_t>(sizeof(Maximum))))
    return statusMemory;
  const Correlogram correlogram = {mirrored.data(), nLags, a[0].as<const double>(), a[1].as<const double>()};
  Maximum* kept = reinterpret_cast<Maximum*>(engine.maxima.data());
  search = {correlogram, maxLag, a[3].number, most, a[5].number, floorLag, kept};
  return statusOk;
}

// counts [nFrames], lags and strengths [nFrames, most] from a[0] on, behind peaks [nFrames].
static inline bool fitsCandidates(const Argument* a, int64_t nFrames, int64_t most) {
  return a[0].length() == nFrames && a[1].length() == nFrames && a[2].length() == nFrames * most &&
         a[3].length() == nFrames * most;
}

}  // namespace PHONO_ISA
