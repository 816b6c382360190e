// Blocks that may be refused: no exceptions, an empty block instead.
#pragma once
#include <stddef.h>
#include <stdint.h>
#if defined(__wasm__)
extern "C" void* malloc(size_t bytes);
extern "C" void free(void* block);
#else
#include <stdlib.h>
#endif

namespace PHONO_ISA {

constexpr size_t blockAlignment = 64;

template <class T> class Block {
 public:
  Block() = default;
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;
  ~Block() { free(raw); }

  // Room for at least `count` elements, their old values lost; false if there is no memory for them.
  bool reserve(int64_t count) {
    if (count <= capacity) return true;
    if (count < 0 || static_cast<uint64_t>(count) > (SIZE_MAX - blockAlignment) / sizeof(T)) return false;
    release();
    raw = malloc(static_cast<size_t>(count) * sizeof(T) + blockAlignment);
    if (raw == nullptr) return false;
    const uintptr_t aligned = (reinterpret_cast<uintptr_t>(raw) + blockAlignment - 1) & ~(blockAlignment - 1);
    values = reinterpret_cast<T*>(aligned);
    capacity = count;
    return true;
  }

  void release() {
    free(raw);
    raw = nullptr;
    values = nullptr;
    capacity = 0;
  }

  void trim(int64_t maxBytes) {
    if (capacity * static_cast<int64_t>(sizeof(T)) > maxBytes) release();
  }

  T* data() const { return values; }
  T& operator[](int64_t i) const { return values[i]; }

 private:
  void* raw = nullptr;
  T* values = nullptr;
  int64_t capacity = 0;
};

}  // namespace PHONO_ISA
