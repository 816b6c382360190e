// Node-API face of the kernels: { instructionSets, kernels, select(instructionSet), call(kernel, ...arguments) }.
// No argument can crash it: what is not a number or a typed array, or is detached, is refused here or in invoke.h.
#define NAPI_VERSION 8
#include <node_api.h>
#include <stdlib.h>
#include <string.h>
#include "../core/backend.h"

#if defined(__x86_64__)
namespace sse2 { extern const Backend backend; }
namespace avx2 { extern const Backend backend; }
namespace avx512 { extern const Backend backend; }
#else
namespace baseline { extern const Backend backend; }
#endif

namespace {

constexpr int maxBackends = 3;
constexpr int32_t maxArguments = 20;

// What this processor can run, best first.
int findBackends(const Backend** found) {
  int count = 0;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq"))
    found[count++] = &avx512::backend;
  if (__builtin_cpu_supports("avx2")) found[count++] = &avx2::backend;
  found[count++] = &sse2::backend;
#else
  found[count++] = &baseline::backend;
#endif
  return count;
}

// One of each thread's environments, which calls it from that thread alone.
struct Instance {
  const Backend* backends[maxBackends];
  int nBackends;
  const Backend* selected;
  void* engine;
};

void destroyInstance(napi_env, void* data, void*) {
  Instance* instance = static_cast<Instance*>(data);
  if (instance->engine != nullptr) instance->selected->destroyEngine(instance->engine);
  free(instance);
}

Instance* instanceOf(napi_env env) {
  void* data = nullptr;
  if (napi_get_instance_data(env, &data) != napi_ok) return nullptr;
  return static_cast<Instance*>(data);
}

bool elementKind(napi_typedarray_type type, int32_t& kind) {
  switch (type) {
    case napi_float32_array: kind = kindFloat32; return true;
    case napi_float64_array: kind = kindFloat64; return true;
    case napi_int16_array: kind = kindInt16; return true;
    case napi_int32_array: kind = kindInt32; return true;
    case napi_uint16_array: kind = kindUint16; return true;
    default: return false;
  }
}

bool readArgument(napi_env env, napi_value value, Argument& argument) {
  napi_valuetype type;
  if (napi_typeof(env, value, &type) != napi_ok) return false;
  memset(&argument, 0, sizeof argument);
  if (type == napi_number) {
    argument.kind = kindNumber;
    return napi_get_value_double(env, value, &argument.number) == napi_ok;
  }
  bool isArray = false;
  if (type != napi_object || napi_is_typedarray(env, value, &isArray) != napi_ok || !isArray) return false;
  napi_typedarray_type elements;
  size_t length = 0;
  void* data = nullptr;
  if (napi_get_typedarray_info(env, value, &elements, &length, &data, nullptr, nullptr) != napi_ok) return false;
  argument.number = data == nullptr ? 0 : static_cast<double>(length);
  argument.data = data;
  return elementKind(elements, argument.kind);
}

napi_value statusValue(napi_env env, int32_t status) {
  napi_value result = nullptr;
  napi_create_int32(env, status, &result);
  return result;
}

napi_value call(napi_env env, napi_callback_info info) {
  napi_value values[maxArguments + 1];
  size_t count = maxArguments + 1;
  Instance* instance = instanceOf(env);
  if (instance == nullptr || napi_get_cb_info(env, info, &count, values, nullptr, nullptr) != napi_ok)
    return statusValue(env, statusArgument);
  int32_t kernel = -1;
  if (count < 1 || count > maxArguments + 1 || napi_get_value_int32(env, values[0], &kernel) != napi_ok)
    return statusValue(env, statusArgument);
  Argument arguments[maxArguments];
  for (size_t i = 1; i < count; i++)
    if (!readArgument(env, values[i], arguments[i - 1])) return statusValue(env, statusArgument);
  if (instance->engine == nullptr) instance->engine = instance->selected->createEngine();
  if (instance->engine == nullptr) return statusValue(env, statusMemory);
  return statusValue(
      env, instance->selected->invoke(instance->engine, kernel, arguments, static_cast<int32_t>(count - 1)));
}

napi_value select(napi_env env, napi_callback_info info) {
  napi_value value = nullptr, result = nullptr;
  size_t count = 1, length = 0;
  char wanted[16] = "";
  Instance* instance = instanceOf(env);
  bool isFound = false;
  if (instance != nullptr && napi_get_cb_info(env, info, &count, &value, nullptr, nullptr) == napi_ok && count == 1 &&
      napi_get_value_string_utf8(env, value, wanted, sizeof wanted, &length) == napi_ok) {
    for (int i = 0; i < instance->nBackends; i++) {
      if (strcmp(instance->backends[i]->instructionSet, wanted) != 0) continue;
      if (instance->engine != nullptr) instance->selected->destroyEngine(instance->engine);
      instance->engine = nullptr;
      instance->selected = instance->backends[i];
      isFound = true;
    }
  }
  napi_get_boolean(env, isFound, &result);
  return result;
}

void setText(napi_env env, napi_value array, uint32_t index, const char* text) {
  napi_value value;
  if (napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &value) == napi_ok)
    napi_set_element(env, array, index, value);
}

// "name signature" of each kernel, by index.
napi_value kernelNames(napi_env env, const Backend& backend) {
  napi_value array = nullptr;
  if (napi_create_array(env, &array) != napi_ok) return nullptr;
  for (int32_t i = 0; i < backend.nKernels; i++) {
    char text[64] = "";
    strncat(text, backend.name(i), 30);
    strncat(text, " ", 2);
    strncat(text, backend.signature(i), 30);
    setText(env, array, static_cast<uint32_t>(i), text);
  }
  return array;
}

void setFunction(napi_env env, napi_value exports, const char* name, napi_callback callback) {
  napi_value function;
  if (napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, nullptr, &function) == napi_ok)
    napi_set_named_property(env, exports, name, function);
}

}  // namespace

NAPI_MODULE_INIT() {
  Instance* instance = static_cast<Instance*>(calloc(1, sizeof(Instance)));
  if (instance == nullptr) return exports;
  instance->nBackends = findBackends(instance->backends);
  instance->selected = instance->backends[0];
  if (napi_set_instance_data(env, instance, destroyInstance, nullptr) != napi_ok) {
    free(instance);
    return exports;
  }
  napi_value sets = nullptr;
  if (napi_create_array(env, &sets) == napi_ok) {
    for (int i = 0; i < instance->nBackends; i++)
      setText(env, sets, static_cast<uint32_t>(i), instance->backends[i]->instructionSet);
    napi_set_named_property(env, exports, "instructionSets", sets);
  }
  napi_value names = kernelNames(env, *instance->selected);
  if (names != nullptr) napi_set_named_property(env, exports, "kernels", names);
  setFunction(env, exports, "select", select);
  setFunction(env, exports, "call", call);
  return exports;
}
