// Real transform of even size N by one complex transform of N/2 in every lane: Cooley, Lewis & Welch, J. Sound Vib.
// 12(3), 1970; the same maths as RealFft in main/engine/dsp/fft.ts. Owns its work space: one call at a time.
#pragma once
#include "laneFft.h"

namespace PHONO_ISA {

constexpr int64_t maxFftSize = 1 << 20;

static inline bool isFftSize(int64_t size) {
  return size >= 2 && size <= maxFftSize && size % 2 == 0 && hasSmallFactors(size / 2);
}

template <class T> class RealLaneFft {
 public:
  typedef typename Lanes<T>::V V;

  bool prepare(int64_t n) {
    size = n;
    nBins = n / 2 + 1;
    if (!fft.prepare(n / 2) || !turns.reserve(n / 2 + 2)) return false;
    if (!first.reserve(n / 2) || !work.reserve(fft.workLength())) return false;
    if (fft.isSplit() && !sorted.reserve(n / 2)) return false;
    for (int64_t k = 0; k <= n / 4; k++) {
      const Rotation w = rotation(k, n);
      turns[2 * k] = static_cast<T>(w.cos / 2);
      turns[2 * k + 1] = static_cast<T>(w.sin / 2);
    }
    return true;
  }

  void release() {
    fft.release();
    turns.release();
    first.release();
    work.release();
    sorted.release();
    size = 0;
  }

  // [size] vectors: sample n of every lane, to be filled before a forward transform.
  V* samples() { return reinterpret_cast<V*>(first.data()); }

  // Calls bin(k, re, im) for 0, size/2, then 1, size/2 − 1, 2, size/2 − 2 … to the middle.
  template <class Bin> void forward(Bin&& bin) {
    const Complex<V>* z = fft.run(first.data(), work.data());
    const int64_t half = size / 2;
    bin(0, z[0].re + z[0].im, V{});
    bin(half, z[0].re - z[0].im, V{});
    for (int64_t k = 1, j = half - 1; k <= j; k++, j--) {
      const T c = turns[2 * k], s = turns[2 * k + 1], h = static_cast<T>(0.5);
      // Field by field: a struct of vectors is copied in smaller pieces, which then wait for each other.
      const Complex<V>* a = z + fft.place(k);
      const Complex<V>* b = z + fft.place(j);
      const V aRe = a->re, aIm = a->im, bRe = b->re, bIm = b->im;
      const V evenRe = h * (aRe + bRe), evenIm = h * (aIm - bIm);
      const V dr = aRe - bRe, di = aIm + bIm;
      const V oddRe = c * di - s * dr, oddIm = c * dr + s * di;
      bin(k, evenRe + oddRe, evenIm - oddIm);
      if (j != k) bin(j, evenRe - oddRe, -(oddIm + evenIm));
    }
  }

  void power(V* power) {
    forward([power](int64_t k, V re, V im) { power[k] = re * re + im * im; });
  }

  // Of half spectra re, im [nBins]; im of the first and last bin is ignored. Sample n of every lane times size/2 is
  // returned [size], with the sign of odd n turned: overlapAdd's gains undo both.
  const V* inverse(const V* re, const V* im) {
    Complex<V>* z = first.data();
    const int64_t half = size / 2;
    const T h = static_cast<T>(0.5);
    z[0] = {h * (re[0] + re[half]), -(h * (re[0] - re[half]))};
    for (int64_t k = 1, j = half - 1; k <= j; k++, j--) {
      const T c = turns[2 * k], s = turns[2 * k + 1];
      const V evenRe = h * (re[k] + re[j]), evenIm = h * (im[k] - im[j]);
      const V dr = re[k] - re[j], di = im[k] + im[j];
      const V oddRe = c * dr - s * di, oddIm = c * di + s * dr;
      z[k] = {evenRe - oddIm, -(evenIm + oddRe)};
      z[j] = {evenRe + oddIm, evenIm - oddRe};
    }
    const Complex<V>* found = fft.run(z, work.data());
    if (!fft.isSplit()) return reinterpret_cast<const V*>(found);
    for (int64_t n = 0; n < half; n++) sorted[n] = {found[fft.place(n)].re, found[fft.place(n)].im};
    return reinterpret_cast<const V*>(sorted.data());
  }

  // cos and sin of 2πk/size, halved, for k = 0 … size/4.
  Rotation halfTurn(int64_t k) const { return {turns[2 * k], turns[2 * k + 1]}; }

  int64_t size = 0;
  int64_t nBins = 0;

 private:
  LaneFft<T> fft;
  Block<T> turns;  // cos and sin of 2πk/size, halved
  Block<Complex<V>> first;
  Block<Complex<V>> work;
  Block<Complex<V>> sorted;  // the inverse of a split transform in order
};

}  // namespace PHONO_ISA
