// Compiled once for each instruction set: PHONO_ISA is the namespace, PHONO_VECTOR_BYTES the width of its vectors.
#include "core/invoke.h"

#define PHONO_TEXT(x) #x
#define PHONO_NAME(x) PHONO_TEXT(x)

// Construction in a block of our own: there is no C++ library with an operator new.
namespace PHONO_ISA {
struct Place {
  void* block;
};
}  // namespace PHONO_ISA
__attribute__((always_inline)) inline void* operator new(size_t, PHONO_ISA::Place place) noexcept { return place.block; }

namespace PHONO_ISA {

static void* createEngine() {
  void* block = malloc(sizeof(Engine));
  return block == nullptr ? nullptr : new (Place{block}) Engine;
}

static void destroyEngine(void* engine) {
  if (engine == nullptr) return;
  static_cast<Engine*>(engine)->~Engine();
  free(engine);
}

static bool isKernel(int32_t kernel) { return kernel >= 0 && kernel < nKernels; }

extern const Backend backend;
const Backend backend = {
    PHONO_NAME(PHONO_ISA),
    nKernels,
    [](int32_t kernel) { return isKernel(kernel) ? kernels[kernel].name : ""; },
    [](int32_t kernel) { return isKernel(kernel) ? kernels[kernel].signature : ""; },
    createEngine,
    destroyEngine,
    invoke,
};

}  // namespace PHONO_ISA
