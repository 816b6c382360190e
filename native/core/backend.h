// One build of the kernels for one instruction set, as bindings see it.
#pragma once
#include "argument.h"

struct Backend {
  const char* instructionSet;
  int32_t nKernels;
  const char* (*name)(int32_t kernel);
  const char* (*signature)(int32_t kernel);
  void* (*createEngine)();  // null: no memory
  void (*destroyEngine)(void* engine);
  int32_t (*invoke)(void* engine, int32_t kernel, const Argument* arguments, int32_t count);  // a Status
};
