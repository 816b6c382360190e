// Elementary functions of our own: no libm, so that every build gives the same bits.
#pragma once
#include <stdint.h>

namespace PHONO_ISA {

constexpr double pi = 3.14159265358979323846;

struct Rotation {
  double cos;
  double sin;
};

// cos and sin of 0 ≤ x ≤ π/4 by the Taylor series, whose next term is < 1e-17.
static inline Rotation rotationSeries(double x) {
  const double xx = x * x;
  double c = 1, s = 1;
  for (int i = 18; i >= 2; i -= 2) {
    c = 1 - c * xx / (i * (i - 1));
    s = 1 - s * xx / (i * (i + 1));
  }
  return {c, s * x};
}

// cos and sin of 2π·k/n for 0 ≤ k < n: the octant by integers.
static inline Rotation rotation(int64_t k, int64_t n) {
  const int64_t octant = 8 * k / n;
  const int64_t within = 8 * k - octant * n;  // 0 … n−1, in units of 2π/8n
  const bool isOdd = (octant & 1) != 0;
  const Rotation r = rotationSeries(pi / 4 * static_cast<double>(isOdd ? n - within : within) / static_cast<double>(n));
  // Octants 1, 2, 5 and 6 are nearer to the imaginary axis: there cos and sin change places.
  const int64_t nearest = (octant + 1) / 2;  // quarter turns
  const double along = r.cos, across = isOdd ? -r.sin : r.sin;
  switch (nearest & 3) {
    case 0: return {along, across};
    case 1: return {-across, along};
    case 2: return {-along, -across};
    default: return {across, -along};
  }
}

// cos and sin of 0 ≤ x ≤ π.
static inline Rotation rotationBy(double x) {
  const bool isLeft = x > pi / 2;
  const double toAxis = isLeft ? pi - x : x;
  const bool isSteep = toAxis > pi / 4;
  const Rotation r = rotationSeries(isSteep ? pi / 2 - toAxis : toAxis);
  const double c = isSteep ? r.sin : r.cos;
  return {isLeft ? -c : c, isSteep ? r.cos : r.sin};
}

// Natural logarithm of a normal x > 0, error below 2 units in the last place near 1 and 1 elsewhere:
// x = 2^e·m, √½ ≤ m < √2, ln m = 2·artanh((m − 1)/(m + 1)); the series' next term is < 1e-9.
static inline float naturalLog(float x) {
  int32_t bits;
  __builtin_memcpy(&bits, &x, 4);
  const int32_t e = (bits - 0x3f3504f3) >> 23;
  const int32_t mantissa = bits - static_cast<int32_t>(static_cast<uint32_t>(e) << 23);
  float m;
  __builtin_memcpy(&m, &mantissa, 4);
  const float s = (m - 1) / (m + 1);
  const float z = s * s;
  const float tail = z * (1.0f / 3 + z * (1.0f / 5 + z * (1.0f / 7 + z * (1.0f / 9))));
  const float exponent = static_cast<float>(e);
  return exponent * 0.693359375f + (exponent * -2.12194440e-4f + (2 * s + 2 * s * tail));
}

// The same of a normal double; the series' next term is < 1e-17.
static inline double naturalLog(double x) {
  int64_t bits;
  __builtin_memcpy(&bits, &x, 8);
  const int64_t e = (bits - INT64_C(0x3fe6a09e667f3bcd)) >> 52;
  const int64_t mantissa = bits - static_cast<int64_t>(static_cast<uint64_t>(e) << 52);
  double m;
  __builtin_memcpy(&m, &mantissa, 8);
  const double s = (m - 1) / (m + 1);
  const double z = s * s;
  double series = 0;
  for (int i = 23; i >= 1; i -= 2) series = series * z + 1.0 / i;
  return static_cast<double>(e) * 0.69314718055994530942 + 2 * s * series;
}

// values[i] = scale·ln(max(values[i], floor)); floor must be a normal number.
static inline void logLevels(float* values, int64_t count, float scale, float floor) {
  for (int64_t i = 0; i < count; i++) values[i] = scale * naturalLog(values[i] > floor ? values[i] : floor);
}

static inline void squareRoots(float* values, int64_t count) {
  for (int64_t i = 0; i < count; i++) values[i] = __builtin_sqrtf(values[i]);
}

static inline void squareRoots(double* values, int64_t count) {
  for (int64_t i = 0; i < count; i++) values[i] = __builtin_sqrt(values[i]);
}

}  // namespace PHONO_ISA
