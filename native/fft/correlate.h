// Autocorrelation of real frames by a forward transform of N and, as powers are real and even, a cosine transform of
// N/2 + 1 points made of a real transform of N/2: Cooley, Lewis & Welch, J. Sound Vib. 12(3), 1970, section 4.
#pragma once
#include "realLaneFft.h"

namespace PHONO_ISA {

// With P the powers of whole.samples(), h = whole.size/2 = half.size even, and f(k) = P[0] + (−1)ᵏ·P[h] + 2·Σ P[q]·cos(πqk/h),
// a multiple of the circular autocorrelation at lag k: even [h/2 + 1] becomes f(2k), odd [h/2 + 1] f(2k + 1) − f(2k − 1);
// f(1) is returned. With g[q] = P[q] + P[h − q] − 2·sin(πq/h)·(P[q] − P[h − q]) they are the parts of its transform.
template <class V, class T>
static V evenTransform(RealLaneFft<T>& whole, RealLaneFft<T>& half, V* even, V* odd) {
  const int64_t h = half.size;
  V* g = half.samples();
  V first{}, before{};
  whole.forward([&](int64_t q, V re, V im) {
    const V power = re * re + im * im;
    if (q == 0) {
      before = power;
    } else if (q == h) {
      g[0] = before + power;
      first = before - power;
    } else if (2 * q < h) {
      before = power;
    } else if (2 * q == h) {
      g[q] = power + power;
    } else {
      const Rotation turn = whole.halfTurn(h - q);
      const V sum = before + power, difference = before - power;
      const V across = static_cast<T>(4 * turn.sin) * difference;
      g[h - q] = sum - across;
      g[q] = sum + across;
      first += static_cast<T>(4 * turn.cos) * difference;
    }
  });
  half.forward([even, odd](int64_t k, V re, V im) {
    even[k] = re;
    odd[k] = -im;
  });
  return first;
}

}  // namespace PHONO_ISA
