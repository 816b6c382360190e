// Passes over whole arrays.
#pragma once
#include "../core/argument.h"
#include "../core/engine.h"

namespace PHONO_ISA {

// samples, index [1]: of the first that is NaN or infinite; −1 if all are finite.
static Status firstNonFinite(Engine&, const Argument* a) {
  const float* x = a[0].as<const float>();
  const int64_t length = a[0].length();
  if (a[1].length() != 1 || length > INT32_MAX) return statusShape;
  constexpr int64_t pieceSamples = 4096;
  a[1].as<int32_t>()[0] = -1;
  for (int64_t start = 0; start < length; start += pieceSamples) {
    const int64_t end = start + pieceSamples < length ? start + pieceSamples : length;
    int32_t isBad = 0;
    for (int64_t n = start; n < end; n++) isBad |= !(x[n] - x[n] == 0);
    if (isBad == 0) continue;
    for (int64_t n = start; n < end; n++) {
      if (x[n] - x[n] == 0) continue;
      a[1].as<int32_t>()[0] = static_cast<int32_t>(n);
      return statusOk;
    }
  }
  return statusOk;
}

// samples, extent [3]: sum, smallest, greatest; a sum that is not finite tells of such samples.
static Status extent(Engine&, const Argument* a) {
  typedef Lanes<double> L;
  constexpr int nVectors = 8 / L::count;  // eight sums in every instruction set
  const float* x = a[0].as<const float>();
  const int64_t length = a[0].length();
  if (a[1].length() != 3) return statusShape;
  L::V sums[nVectors] = {}, low[nVectors], high[nVectors];
  for (int i = 0; i < nVectors; i++) {
    low[i] = L::splat(__builtin_inf());
    high[i] = -low[i];
  }
  int64_t n = 0;
  for (; n + 8 <= length; n += 8) {
    for (int i = 0; i < nVectors; i++) {
      const L::V values = L::load(x + n + i * L::count);
      sums[i] += values;
      low[i] = values < low[i] ? values : low[i];
      high[i] = values > high[i] ? values : high[i];
    }
  }
  double sum = 0, least = __builtin_inf(), greatest = -__builtin_inf();
  const auto take = [&sum, &least, &greatest](double total, double smallest, double largest) {
    sum += total;
    least = smallest < least ? smallest : least;
    greatest = largest > greatest ? largest : greatest;
  };
  for (int i = 0; i < 8; i++)
    take(sums[i / L::count][i % L::count], low[i / L::count][i % L::count], high[i / L::count][i % L::count]);
  for (; n < length; n++) take(x[n], x[n], x[n]);
  double* out = a[1].as<double>();
  out[0] = sum;
  out[1] = least;
  out[2] = greatest;
  return statusOk;
}

// levels, in place: max(level, greatest − range), then (level + offset)/divisor.
static Status limitRange(Engine&, const Argument* a) {
  typedef Lanes<float>::V V;
  constexpr int count = Lanes<float>::count;
  float* x = a[0].as<float>();
  const int64_t length = a[0].length(), whole = length / count * count;
  const float range = static_cast<float>(a[1].number), offset = static_cast<float>(a[2].number);
  const float divisor = static_cast<float>(a[3].number);
  if (!(range >= 0) || divisor == 0) return statusRange;
  if (length == 0) return statusOk;
  float greatest = x[0];
  if (whole > 0) {
    V most = Lanes<float>::load(x);
    for (int64_t i = count; i < whole; i += count) most = Lanes<float>::larger(Lanes<float>::load(x + i), most);
    for (int i = 0; i < count; i++) greatest = most[i] > greatest ? most[i] : greatest;
  }
  for (int64_t i = whole; i < length; i++) greatest = x[i] > greatest ? x[i] : greatest;
  const float least = greatest - range;
  for (int64_t i = 0; i < length; i++) x[i] = ((x[i] > least ? x[i] : least) + offset) / divisor;
  return statusOk;
}

}  // namespace PHONO_ISA
