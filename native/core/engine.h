// What outlives a call: the transforms of the sizes used last, and work space. One per thread that calls.
#pragma once
#include "../fft/realLaneFft.h"

namespace PHONO_ISA {

template <class T> class FftPlans {
 public:
  // The transform of `size`, which isFftSize; null if there is no memory.
  RealLaneFft<T>* find(int64_t size) {
    RealLaneFft<T>* oldest = &plans[0];
    clock++;
    for (int i = 0; i < maxPlans; i++) {
      if (plans[i].size == size) {
        ages[i] = clock;
        return &plans[i];
      }
      if (ages[i] < ages[oldest - plans]) oldest = &plans[i];
    }
    ages[oldest - plans] = clock;
    if (oldest->prepare(size)) return oldest;
    oldest->release();
    return nullptr;
  }

  // Gives back what only very long transforms need.
  void trim() {
    for (RealLaneFft<T>& plan : plans)
      if (plan.size > largestKept) plan.release();
  }

 private:
  static constexpr int maxPlans = 4;
  static constexpr int64_t largestKept = 1 << 15;
  RealLaneFft<T> plans[maxPlans];
  uint64_t ages[maxPlans] = {};
  uint64_t clock = 0;
};

template <class T> struct Workspace {
  FftPlans<T> plans;
  Block<typename Lanes<T>::V> lanes[3];
  Block<T> values[2];

  void trim() {
    plans.trim();
    for (auto& block : lanes) block.trim(largestKeptBytes);
    for (auto& block : values) block.trim(largestKeptBytes);
  }

 private:
  static constexpr int64_t largestKeptBytes = 1 << 22;
};

struct Engine {
  Workspace<float> single;
  Workspace<double> precise;
  Block<int32_t> integers;
  Block<uint8_t> maxima;

  Workspace<float>& of(float) { return single; }
  Workspace<double>& of(double) { return precise; }

  void trim() {
    single.trim();
    precise.trim();
  }
};

}  // namespace PHONO_ISA
