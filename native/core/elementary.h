// Elementary functions of our own: no libm, so that every build gives the same bits.
#pragma once
#include <stdint.h>

namespace PHONO_ISA {

constexpr double pi = 3.14159265358979323846;

struct Rotation {
  double cos;
  double sin;
};

// cos and sin of 2π·k/n for 0 ≤ k < n: the octant by integers, then the Taylor series, whose next term is < 1e-17.
static inline Rotation rotation(int64_t k, int64_t n) {
  const int64_t octant = 8 * k / n;
  const int64_t within = 8 * k - octant * n;  // 0 … n−1, in units of 2π/8n
  const bool isOdd = (octant & 1) != 0;
  const double x = pi / 4 * static_cast<double>(isOdd ? n - within : within) / static_cast<double>(n);
  const double xx = x * x;
  double c = 1, s = 1;
  for (int i = 18; i >= 2; i -= 2) {
    c = 1 - c * xx / (i * (i - 1));
    s = 1 - s * xx / (i * (i + 1));
  }
  s *= x;
  // Octants 1, 2, 5 and 6 are nearer to the imaginary axis: there cos and sin change places.
  const int64_t nearest = (octant + 1) / 2;  // quarter turns
  const double along = c, across = isOdd ? -s : s;
  switch (nearest & 3) {
    case 0: return {along, across};
    case 1: return {-across, along};
    case 2: return {-along, -across};
    default: return {across, -along};
  }
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
