// The checks that hold for every kernel: kinds and count of the arguments, numbers that are finite and integers where
// they must be, and no output that lies over another array.
#pragma once
#include "../kernels/table.h"
#include "backend.h"

namespace PHONO_ISA {

static int elementBytes(int32_t kind) {
  switch (kind) {
    case kindFloat64: return 8;
    case kindInt16:
    case kindUint16: return 2;
    default: return 4;
  }
}

static bool fits(char letter, const Argument& argument) {
  switch (letter) {
    case 'i': {
      const double limit = 9007199254740992.0;
      if (argument.kind != kindNumber || !(argument.number > -limit && argument.number < limit)) return false;
      return static_cast<double>(argument.integer()) == argument.number;
    }
    case 'r': return argument.kind == kindNumber && argument.number - argument.number == 0;
    case 'f':
    case 'F': return argument.kind == kindFloat32;
    case 'd':
    case 'D': return argument.kind == kindFloat64;
    case 's':
    case 'S': return argument.kind == kindInt16;
    case 'n':
    case 'N': return argument.kind == kindInt32;
    case 'U': return argument.kind == kindUint16;
    default: return false;
  }
}

static bool isOutput(char letter) { return letter >= 'A' && letter <= 'Z'; }

static bool overlap(const Argument& a, const Argument& b) {
  const uintptr_t aStart = reinterpret_cast<uintptr_t>(a.data), bStart = reinterpret_cast<uintptr_t>(b.data);
  const uintptr_t aBytes = static_cast<uintptr_t>(a.length()) * elementBytes(a.kind);
  const uintptr_t bBytes = static_cast<uintptr_t>(b.length()) * elementBytes(b.kind);
  return aBytes > 0 && bBytes > 0 && aStart < bStart + bBytes && bStart < aStart + aBytes;
}

static int32_t invoke(void* engine, int32_t index, const Argument* arguments, int32_t count) {
  if (index < 0 || index >= nKernels) return statusArgument;
  const Kernel& kernel = kernels[index];
  int32_t length = 0;
  for (; kernel.signature[length] != 0; length++)
    if (length >= count || !fits(kernel.signature[length], arguments[length])) return statusArgument;
  if (length != count) return statusArgument;
  for (int32_t i = 0; i < count; i++) {
    if (!isOutput(kernel.signature[i])) continue;
    for (int32_t j = 0; j < count; j++)
      if (i != j && arguments[j].kind != kindNumber && overlap(arguments[i], arguments[j])) return statusShape;
  }
  Engine& work = *static_cast<Engine*>(engine);
  const Status status = kernel.run(work, arguments);
  work.trim();
  return status;
}

}  // namespace PHONO_ISA
