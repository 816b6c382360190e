// Complex transform of one size, unscaled, in every lane at once: X[k] = Σₙ x[n]·exp(−2πi·k·n/N).
// Mixed radix Stockham passes (no bit reversal) over the prime factors up to 13, twos by fours or one eight;
// twiddles rounded from float64. The same maths as main/engine/dsp/fftPasses.ts.
#pragma once
#include "../core/elementary.h"
#include "../core/lanes.h"
#include "../core/memory.h"

namespace PHONO_ISA {

template <class V> struct Complex {
  V re;
  V im;
};
template <class V> static inline Complex<V> operator+(Complex<V> a, Complex<V> b) { return {a.re + b.re, a.im + b.im}; }
template <class V> static inline Complex<V> operator-(Complex<V> a, Complex<V> b) { return {a.re - b.re, a.im - b.im}; }
template <class V> static inline Complex<V> timesMinusI(Complex<V> a) { return {a.im, -a.re}; }
template <class V, class T> static inline Complex<V> rotated(Complex<V> a, const T* w) {
  return {a.re * w[0] - a.im * w[1], a.re * w[1] + a.im * w[0]};
}

constexpr int maxRadix = 13;
constexpr int maxFactors = 24;

// cos and sin of 2π·k/P, k = 0 … P−1.
template <class T> struct Roots {
  T cos[maxRadix];
  T sin[maxRadix];
};

template <int P> struct Butterfly {  // odd primes: pairs n and P−n share their sums and differences
  template <class V, class T> static inline void run(Complex<V>* a, const Roots<T>& roots) {
    constexpr int half = (P - 1) / 2;
    Complex<V> sum[half], difference[half], out[P];
    out[0] = a[0];
    for (int t = 0; t < half; t++) {
      sum[t] = a[t + 1] + a[P - 1 - t];
      difference[t] = a[t + 1] - a[P - 1 - t];
      out[0] = out[0] + sum[t];
    }
    for (int k = 1; k <= half; k++) {
      Complex<V> even = a[0], odd = {};
      for (int t = 0; t < half; t++) {
        const T c = roots.cos[k * (t + 1) % P], s = roots.sin[k * (t + 1) % P];
        even = {even.re + c * sum[t].re, even.im + c * sum[t].im};
        odd = {odd.re + s * difference[t].re, odd.im + s * difference[t].im};
      }
      out[k] = even + timesMinusI(odd);
      out[P - k] = even - timesMinusI(odd);
    }
    for (int k = 0; k < P; k++) a[k] = out[k];
  }
};
template <> struct Butterfly<2> {
  template <class V, class T> static inline void run(Complex<V>* a, const Roots<T>&) {
    const Complex<V> sum = a[0] + a[1];
    a[1] = a[0] - a[1];
    a[0] = sum;
  }
};
template <> struct Butterfly<4> {
  template <class V, class T> static inline void run(Complex<V>* a, const Roots<T>&) {
    const Complex<V> s02 = a[0] + a[2], d02 = a[0] - a[2], s13 = a[1] + a[3], d13 = timesMinusI(a[1] - a[3]);
    a[0] = s02 + s13;
    a[1] = d02 + d13;
    a[2] = s02 - s13;
    a[3] = d02 - d13;
  }
};

template <> struct Butterfly<8> {
  template <class V, class T> static inline void run(Complex<V>* a, const Roots<T>& roots) {
    Complex<V> even[4] = {a[0], a[2], a[4], a[6]}, odd[4] = {a[1], a[3], a[5], a[7]};
    Butterfly<4>::run(even, roots);
    Butterfly<4>::run(odd, roots);
    const T h = roots.cos[1];  // of 2π/8
    const Complex<V> turned[4] = {
        odd[0],
        {h * (odd[1].re + odd[1].im), h * (odd[1].im - odd[1].re)},
        timesMinusI(odd[2]),
        {h * (odd[3].im - odd[3].re), -(h * (odd[3].re + odd[3].im))},
    };
    for (int k = 0; k < 4; k++) {
      a[k] = even[k] + turned[k];
      a[k + 4] = even[k] - turned[k];
    }
  }
};

// One pass: x is read in P sequences of m·stride, y written; twiddles [m][P−1] pairs, those of j = 0 are 1.
template <int P, class V, class T>
static void stockhamPass(const Complex<V>* x, Complex<V>* y, int64_t m, int64_t stride, const T* twiddles, const Roots<T>& roots) {
  for (int64_t q = 0; q < stride; q++) {
    Complex<V> a[P];
    for (int t = 0; t < P; t++) a[t] = x[q + stride * m * t];
    Butterfly<P>::run(a, roots);
    for (int t = 0; t < P; t++) y[q + stride * t] = a[t];
  }
  for (int64_t j = 1; j < m; j++) {
    const T* w = twiddles + 2 * (P - 1) * j;
    const Complex<V>* from = x + stride * j;
    Complex<V>* to = y + stride * P * j;
    for (int64_t q = 0; q < stride; q++) {
      Complex<V> a[P];
      for (int t = 0; t < P; t++) a[t] = from[q + stride * m * t];
      Butterfly<P>::run(a, roots);
      to[q] = a[0];
      for (int t = 1; t < P; t++) to[q + stride * t] = rotated(a[t], w + 2 * (t - 1));
    }
  }
}

// The same butterflies in place: sequence t of the result, at x[m·t …], is what a transform of m makes X[P·k + t] of.
template <int P, class V, class T>
static void splitPass(Complex<V>* x, int64_t m, const T* twiddles, const Roots<T>& roots) {
  for (int64_t j = 0; j < m; j++) {
    const T* w = twiddles + 2 * (P - 1) * j;
    Complex<V> a[P];
    for (int t = 0; t < P; t++) a[t] = x[j + m * t];
    Butterfly<P>::run(a, roots);
    x[j] = a[0];
    for (int t = 1; t < P; t++) x[j + m * t] = rotated(a[t], w + 2 * (t - 1));
  }
}

static inline bool hasSmallFactors(int64_t size) {
  for (int p = 2; p <= maxRadix; p++)
    while (size > 1 && size % p == 0) size /= p;
  return size == 1;
}

// Long transforms are split in place until a part and its work space lie in the first cache.
template <class T> class LaneFft {
  typedef typename Lanes<T>::V V;
  static constexpr int64_t largestPart = 16384 / sizeof(Complex<V>);

 public:
  // False: no memory. `n` must have small factors.
  bool prepare(int64_t n) {
    size = n;
    nFactors = 0;
    int64_t rest = n;
    // An eight where that is all the twos there are: at distances of larger powers its columns meet in one set of the cache.
    if (n % 8 == 0 && n % 16 != 0) {
      factors[nFactors++] = 8;
      rest /= 8;
    }
    constexpr int radices[] = {4, 5, 3, 7, 11, 13, 2};
    for (int p : radices) {
      for (; rest % p == 0; rest /= p) factors[nFactors++] = p;
    }
    part = n;
    nSplits = 0;
    int64_t total = 0;
    rest = n;
    for (int f = 0; f < nFactors; f++) {
      total += 2 * (factors[f] - 1) * (rest / factors[f]);
      rest /= factors[f];
      if (part > largestPart) {
        part = rest;
        nSplits++;
      }
    }
    if (!twiddles.reserve(total + 1) || !positions.reserve(n)) return false;
    T* to = twiddles.data();
    rest = n;
    for (int f = 0; f < nFactors; f++) {
      const int p = factors[f];
      steps[f] = {p, rest / p, to, {}};
      for (int64_t j = 0; j < rest / p; j++) {
        for (int t = 1; t < p; t++) {
          const Rotation w = rotation(j * t, rest);
          *to++ = static_cast<T>(w.cos);
          *to++ = static_cast<T>(-w.sin);
        }
      }
      for (int k = 0; k < p; k++) {
        const Rotation w = rotation(k, p);
        steps[f].roots.cos[k] = static_cast<T>(w.cos);
        steps[f].roots.sin[k] = static_cast<T>(w.sin);
      }
      rest /= p;
    }
    for (int64_t k = 0; k < n; k++) {
      int64_t left = k, at = 0;
      for (int f = 0; f < nSplits; f++) {
        at += left % factors[f] * steps[f].m;
        left /= factors[f];
      }
      positions[k] = static_cast<int32_t>(at + left);
    }
    return true;
  }

  void release() {
    twiddles.release();
    positions.release();
  }

  bool isSplit() const { return nSplits > 0; }

  int64_t workLength() const { return part; }

  // x [size], work [workLength()]; X[k] is at place(k) of what is returned: x, or work.
  Complex<V>* run(Complex<V>* x, Complex<V>* work) const {
    if (nSplits == 0) return finish(x, work);
    split(x, work, 0);
    return x;
  }

  int64_t place(int64_t k) const { return positions[k]; }

  int64_t size = 0;

 private:
  struct Step {
    int radix;
    int64_t m;  // length of its parts
    const T* twiddles;
    Roots<T> roots;
  };

  void split(Complex<V>* x, Complex<V>* work, int f) const {
    const Step& step = steps[f];
    switch (step.radix) {
      case 2: splitPass<2>(x, step.m, step.twiddles, step.roots); break;
      case 3: splitPass<3>(x, step.m, step.twiddles, step.roots); break;
      case 4: splitPass<4>(x, step.m, step.twiddles, step.roots); break;
      case 5: splitPass<5>(x, step.m, step.twiddles, step.roots); break;
      case 8: splitPass<8>(x, step.m, step.twiddles, step.roots); break;
      case 7: splitPass<7>(x, step.m, step.twiddles, step.roots); break;
      case 11: splitPass<11>(x, step.m, step.twiddles, step.roots); break;
      default: splitPass<13>(x, step.m, step.twiddles, step.roots); break;
    }
    for (int t = 0; t < step.radix; t++, x += step.m) {
      if (f + 1 < nSplits) {
        split(x, work, f + 1);
        continue;
      }
      const Complex<V>* found = finish(x, work);
      if (found == x) continue;
      for (int64_t k = 0; k < part; k++) x[k] = {found[k].re, found[k].im};
    }
  }

  // The passes after the splits, over one part; the result is in x or in y.
  Complex<V>* finish(Complex<V>* x, Complex<V>* y) const {
    int64_t stride = 1;
    for (int f = nSplits; f < nFactors; f++) {
      const Step& step = steps[f];
      switch (step.radix) {
        case 2: stockhamPass<2>(x, y, step.m, stride, step.twiddles, step.roots); break;
        case 3: stockhamPass<3>(x, y, step.m, stride, step.twiddles, step.roots); break;
        case 4: stockhamPass<4>(x, y, step.m, stride, step.twiddles, step.roots); break;
        case 5: stockhamPass<5>(x, y, step.m, stride, step.twiddles, step.roots); break;
        case 8: stockhamPass<8>(x, y, step.m, stride, step.twiddles, step.roots); break;
        case 7: stockhamPass<7>(x, y, step.m, stride, step.twiddles, step.roots); break;
        case 11: stockhamPass<11>(x, y, step.m, stride, step.twiddles, step.roots); break;
        default: stockhamPass<13>(x, y, step.m, stride, step.twiddles, step.roots); break;
      }
      Complex<V>* swap = x;
      x = y;
      y = swap;
      stride *= step.radix;
    }
    return x;
  }

  int64_t part = 0;  // length of what `finish` transforms
  int nFactors = 0;
  int nSplits = 0;
  int factors[maxFactors];
  Step steps[maxFactors];
  Block<T> twiddles;
  Block<int32_t> positions;
};

}  // namespace PHONO_ISA
