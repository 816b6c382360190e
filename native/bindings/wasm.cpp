// WASM face of the kernels, without imports. The caller takes blocks of this memory, writes arrays and the table of
// Arguments there (argument.h), calls, and reads what was written. See main/engine/native/wasmKernels.ts.
#include <stddef.h>
#include "../core/backend.h"

#define PHONO_EXPORT(name) extern "C" __attribute__((export_name(name)))

extern "C" void* malloc(size_t bytes);
extern "C" void free(void* block);
namespace wasm { extern const Backend backend; }

static void* engine = nullptr;

PHONO_EXPORT("allocate") void* phonoAllocate(uint32_t bytes) { return malloc(bytes); }
PHONO_EXPORT("release") void phonoRelease(void* block) { free(block); }
PHONO_EXPORT("kernelCount") int32_t phonoKernelCount() { return wasm::backend.nKernels; }
PHONO_EXPORT("kernelName") const char* phonoKernelName(int32_t kernel) { return wasm::backend.name(kernel); }
PHONO_EXPORT("kernelSignature") const char* phonoKernelSignature(int32_t kernel) { return wasm::backend.signature(kernel); }

PHONO_EXPORT("call") int32_t phonoCall(int32_t kernel, const Argument* arguments, int32_t count) {
  if (engine == nullptr) engine = wasm::backend.createEngine();
  if (engine == nullptr) return statusMemory;
  return wasm::backend.invoke(engine, kernel, arguments, count);
}
