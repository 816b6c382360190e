// Overlapping frames of one signal, a vector's worth at a time: frame m begins at sample m·hopLength and has as many
// samples as the window; zeros follow up to the transform's size.
#pragma once
#include "../core/argument.h"
#include "../core/engine.h"

namespace PHONO_ISA {

constexpr int64_t maxHopLength = INT64_C(1) << 40;
constexpr int64_t maxFrames = INT64_C(1) << 31;

template <class T> struct Frames {
  const float* samples;
  const T* window;
  int64_t winLength;
  int64_t hopLength;
  int64_t nFrames;

  // Frames first … first + count − 1 across the lanes, windowed; the last of them repeats in the lanes left over.
  void load(int64_t first, typename Lanes<T>::V* lanes, int64_t fftSize) const {
    constexpr int count = Lanes<T>::count;
    const float* rows[count];
    for (int i = 0; i < count; i++) {
      const int64_t m = first + i < nFrames ? first + i : nFrames - 1;
      rows[i] = samples + m * hopLength;
    }
    gatherRows<T>(rows, winLength, lanes, window);
    for (int64_t n = winLength; n < fftSize; n++) lanes[n] = typename Lanes<T>::V{};
  }
};

// Arguments samples, window, fftSize, hopLength, nFrames from a[0] on: every frame must lie within the samples.
template <class T> static inline Status readFrames(const Argument* a, Frames<T>& frames) {
  const int64_t nSamples = a[0].length(), winLength = a[1].length();
  const int64_t fftSize = a[2].integer(), hopLength = a[3].integer(), nFrames = a[4].integer();
  if (!isFftSize(fftSize) || hopLength < 1 || hopLength > maxHopLength) return statusRange;
  if (nFrames < 1 || nFrames > maxFrames) return statusRange;
  if (winLength < 1 || winLength > fftSize) return statusShape;
  if (nSamples < winLength || (nSamples - winLength) / hopLength < nFrames - 1) return statusShape;
  frames = {a[0].as<const float>(), a[1].as<const T>(), winLength, hopLength, nFrames};
  return statusOk;
}

}  // namespace PHONO_ISA
