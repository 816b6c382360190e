// Vectors of the compiler's own extension, so that one source serves AVX-512, AVX2, SSE2 and WASM. Lane i belongs to
// frame i and lanes never meet in arithmetic, and no multiply-add is fused (-ffp-contract=off): every build gives
// the same bits.
#pragma once
#include <stdint.h>

namespace PHONO_ISA {

constexpr int vectorBytes = PHONO_VECTOR_BYTES;

template <class T> struct Lanes {
  static constexpr int count = vectorBytes / static_cast<int>(sizeof(T));
  typedef T V __attribute__((vector_size(PHONO_VECTOR_BYTES)));
  typedef T Unaligned __attribute__((vector_size(PHONO_VECTOR_BYTES), aligned(sizeof(T)), may_alias));

  // The same number of elements of a narrower type.
  template <class S> static inline V load(const S* from) {
    typedef S Part __attribute__((vector_size(sizeof(S) * count), aligned(sizeof(S)), may_alias));
    return __builtin_convertvector(*reinterpret_cast<const Part*>(from), V);
  }
  static inline V load(const T* from) { return *reinterpret_cast<const Unaligned*>(from); }
  template <class S> static inline void store(S* to, V value) {
    typedef S Part __attribute__((vector_size(sizeof(S) * count), aligned(sizeof(S)), may_alias));
    *reinterpret_cast<Part*>(to) = __builtin_convertvector(value, Part);
  }
  static inline void store(T* to, V value) { *reinterpret_cast<Unaligned*>(to) = value; }
  static inline V splat(T value) { return value - V{}; }
  static inline V larger(V a, V b) { return a > b ? a : b; }
};

template <int count> struct Interleave;
template <> struct Interleave<2> {
  template <class V> static inline V low(V a, V b) { return __builtin_shufflevector(a, b, 0, 2); }
  template <class V> static inline V high(V a, V b) { return __builtin_shufflevector(a, b, 1, 3); }
};
template <> struct Interleave<4> {
  template <class V> static inline V low(V a, V b) { return __builtin_shufflevector(a, b, 0, 4, 1, 5); }
  template <class V> static inline V high(V a, V b) { return __builtin_shufflevector(a, b, 2, 6, 3, 7); }
};
template <> struct Interleave<8> {
  template <class V> static inline V low(V a, V b) { return __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11); }
  template <class V> static inline V high(V a, V b) { return __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15); }
};
template <> struct Interleave<16> {
  template <class V> static inline V low(V a, V b) {
    return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  }
  template <class V> static inline V high(V a, V b) {
    return __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  }
};

// Rows become columns: each of log2(count) perfect shuffles turns the bits of (row, column) by one.
template <class T> static inline void transpose(typename Lanes<T>::V* rows) {
  typedef typename Lanes<T>::V V;
  constexpr int count = Lanes<T>::count;
  for (int stage = 1; stage < count; stage *= 2) {
    V turned[count];
    for (int i = 0; i < count / 2; i++) {
      turned[2 * i] = Interleave<count>::low(rows[i], rows[i + count / 2]);
      turned[2 * i + 1] = Interleave<count>::high(rows[i], rows[i + count / 2]);
    }
    for (int i = 0; i < count; i++) rows[i] = turned[i];
  }
}

// lanes[k][i] = rows[i][k]·gains[k], k = 0 … length−1; without gains as it is.
template <class T, class S>
static inline void gatherRows(const S* const* rows, int64_t length, typename Lanes<T>::V* lanes, const T* gains = nullptr) {
  constexpr int count = Lanes<T>::count;
  int64_t k = 0;
  for (; k + count <= length; k += count) {
    typename Lanes<T>::V block[count];
    for (int i = 0; i < count; i++) block[i] = Lanes<T>::load(rows[i] + k);
    if (gains != nullptr) {
      const typename Lanes<T>::V gain = Lanes<T>::load(gains + k);
      for (int i = 0; i < count; i++) block[i] *= gain;
    }
    transpose<T>(block);
    for (int i = 0; i < count; i++) lanes[k + i] = block[i];
  }
  for (; k < length; k++)
    for (int i = 0; i < count; i++) lanes[k][i] = static_cast<T>(rows[i][k]) * (gains == nullptr ? 1 : gains[k]);
}

// rows[i·stride + k] = lanes[k][i]·gains[k] for the first nRows lanes; without gains as it is.
template <class T, class S>
static inline void scatterRows(const typename Lanes<T>::V* lanes, int64_t length, S* rows, int64_t stride, int nRows,
                               const T* gains = nullptr) {
  constexpr int count = Lanes<T>::count;
  int64_t k = 0;
  for (; k + count <= length; k += count) {
    typename Lanes<T>::V block[count];
    for (int i = 0; i < count; i++) block[i] = lanes[k + i];
    transpose<T>(block);
    if (gains != nullptr) {
      const typename Lanes<T>::V gain = Lanes<T>::load(gains + k);
      for (int i = 0; i < nRows; i++) block[i] *= gain;
    }
    for (int i = 0; i < nRows; i++) Lanes<T>::store(rows + i * stride + k, block[i]);
  }
  for (; k < length; k++)
    for (int i = 0; i < nRows; i++)
      rows[i * stride + k] = static_cast<S>(lanes[k][i] * (gains == nullptr ? 1 : gains[k]));
}

}  // namespace PHONO_ISA
