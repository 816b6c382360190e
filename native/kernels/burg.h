// Linear prediction by Burg's method of many frames; main/engine/dsp/formants/burg.ts says what and why.
#pragma once
#include "frames.h"
namespace PHONO_ISA {

constexpr int64_t maxPredictorOrder = 64;

// One vector of frames: x [length] in, coefficients a [order + 1] out, the residual returned; 0 where it failed.
struct BurgLanes {
  typedef Lanes<double>::V V;
  const V* x;
  int64_t length;
  int64_t order;
  V* a;         // [order + 1]
  V* before;    // [order + 1]
  V* lags;      // [order + 4]
  V* s;         // covariances [order + 1, order + 1]

  V solve() {
    const V zero{}, one = Lanes<double>::splat(1);
    const int64_t width = order + 1;
    autocorrelate();
    for (int64_t i = 1; i <= order; i++) a[i] = zero;
    a[0] = one;
    V residual = lags[0] > zero ? one : zero;
    const V last = x[length - 1];
    s[0] = lags[0] - x[0] * x[0];
    s[1] = lags[1];
    s[width + 1] = lags[0] - last * last;
    for (int64_t m = 0; m < order; m++) {
      V k = reflection(m);
      const auto isGood = (k >= -one) & (k <= one) & (residual > zero);
      k = isGood ? k : zero;
      for (int64_t i = 0; i <= m + 1; i++) before[i] = a[i];
      for (int64_t i = 1; i <= m + 1; i++) a[i] = before[i] + k * before[m + 1 - i];
      residual = isGood ? residual * (one - k * k) : zero;
      if (m + 1 < order) advance(m + 1);
    }
    return residual;
  }

 private:
  void autocorrelate() {
    for (int64_t lag = 0; lag <= order; lag += 4) {
      V c0{}, c1{}, c2{}, c3{};
      const int64_t whole = lag + 3 < length ? lag + 3 : length;
      for (int64_t n = lag; n < whole; n++) {
        c0 += x[n] * x[n - lag];
        if (n >= lag + 1) c1 += x[n] * x[n - lag - 1];
        if (n >= lag + 2) c2 += x[n] * x[n - lag - 2];
      }
      for (int64_t n = lag + 3; n < length; n++) {
        const V value = x[n];
        const V* at = x + (n - lag);
        c0 += value * at[0];
        c1 += value * at[-1];
        c2 += value * at[-2];
        c3 += value * at[-3];
      }
      lags[lag] = c0;
      lags[lag + 1] = c1;
      lags[lag + 2] = c2;
      lags[lag + 3] = c3;
    }
  }

  V reflection(int64_t m) const {
    const int64_t width = order + 1;
    V cross{}, forward{}, backward{};
    for (int64_t i = 0; i <= m + 1; i++) {
      V withForward{}, withBackward{};
      for (int64_t j = 0; j < i; j++) {
        withForward += s[j * width + i] * a[j];
        withBackward += s[j * width + i] * a[m + 1 - j];
      }
      for (int64_t j = i; j <= m + 1; j++) {
        withForward += s[i * width + j] * a[j];
        withBackward += s[i * width + j] * a[m + 1 - j];
      }
      forward += a[i] * withForward;
      cross += a[i] * withBackward;
      backward += a[m + 1 - i] * withBackward;
    }
    const V total = forward + backward, zero{};
    return total > zero ? (-2.0 * cross) / total : zero;
  }

  void advance(int64_t m) {
    const int64_t width = order + 1, end = length - 1;
    for (int64_t i = m; i >= 0; i--) s[(i + 1) * width + m + 1] = s[i * width + m] - x[end - i] * x[end - m];
    s[m + 1] = lags[m + 1];
    for (int64_t i = 0; i <= m; i++)
      for (int64_t j = i; j <= m; j++) s[i * width + j] -= x[m - i] * x[m - j];
  }
};

// samples, window [> order], starts [nFrames] of the frames among the samples, order, coefficients [nFrames, order + 1],
// residuals [nFrames].
static Status burg(Engine& engine, const Argument* a) {
  typedef Lanes<double>::V V;
  constexpr int count = Lanes<double>::count;
  const int64_t nSamples = a[0].length(), length = a[1].length(), nFrames = a[2].length(), order = a[3].integer();
  if (order < 1 || order > maxPredictorOrder) return statusRange;
  if (length <= order || nSamples < length || nFrames < 1) return statusShape;
  if (a[4].length() != nFrames * (order + 1) || a[5].length() != nFrames) return statusShape;
  Workspace<double>& work = engine.precise;
  const int64_t width = order + 1;
  if (!engine.integers.reserve(nFrames) || !work.lanes[0].reserve(length) ||
      !work.lanes[1].reserve(2 * width + order + 4 + width * width))
    return statusMemory;
  // Copied before they are checked: shared memory could change in between.
  int32_t* starts = engine.integers.data();
  for (int64_t m = 0; m < nFrames; m++) {
    starts[m] = a[2].as<const int32_t>()[m];
    if (starts[m] < 0 || starts[m] > nSamples - length) return statusShape;
  }
  V* x = work.lanes[0].data();
  V* room = work.lanes[1].data();
  const double* window = a[1].as<const double>();
  BurgLanes lanes = {x, length, order, room, room + width, room + 2 * width, room + 2 * width + order + 4};
  for (int64_t m = 0; m < nFrames; m += count) {
    const int nRows = static_cast<int>(nFrames - m < count ? nFrames - m : count);
    const double* rows[count];
    for (int i = 0; i < count; i++) rows[i] = a[0].as<const double>() + starts[i < nRows ? m + i : m];
    gatherRows<double>(rows, length, x);
    for (int64_t n = 0; n < length; n++) x[n] *= window[n];
    const V residual = lanes.solve();
    scatterRows<double>(lanes.a, width, a[4].as<double>() + m * width, width, nRows);
    for (int i = 0; i < nRows; i++) a[5].as<double>()[m + i] = residual[i];
  }
  return statusOk;
}

}  // namespace PHONO_ISA
