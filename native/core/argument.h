// What a kernel is called with, the same for the addon and for WASM: numbers and views of typed arrays.
// Every argument is checked in invoke.h against the kernel's signature; a kernel checks how they fit each other.
#pragma once
#include <stdint.h>

enum Status : int32_t {
  statusOk = 0,
  statusArgument = 1,  // wrong number or kind of arguments
  statusRange = 2,     // a number outside its rule
  statusShape = 3,     // an array too short or too long, or arrays that overlap
  statusMemory = 4,
};

// Letters of a signature: i an integer, r a finite number, f d s n the elements read, F D S N U the elements written.
enum ArgumentKind : int32_t { kindNumber = 0, kindFloat32 = 1, kindFloat64 = 2, kindInt16 = 3, kindInt32 = 4, kindUint16 = 5 };

struct Argument {
  int32_t kind;
  int32_t unused;
  double number;  // the number, or how many elements
  union {
    void* data;
    uint64_t word;  // the same size where a pointer has 32 bits
  };

  int64_t integer() const { return static_cast<int64_t>(number); }
  int64_t length() const { return static_cast<int64_t>(number); }
  template <class T> T* as() const { return static_cast<T*>(data); }
};
static_assert(sizeof(Argument) == 24, "wasmKernels.ts writes this layout");
