// malloc and free for a WASM module without a C library: a list of free blocks in order of address, first fit, neighbours
// joined. Blocks are few and long lived (work space, arrays of one call).
#include <stddef.h>
#include <stdint.h>

extern unsigned char __heap_base;

namespace {

constexpr size_t pageBytes = 65536;
constexpr size_t unit = 16;  // every block is a multiple of it and begins at one

struct Header {
  size_t bytes;  // of the block, header included
  Header* next;  // free blocks only
};

Header* firstFree = nullptr;
uintptr_t heapEnd = 0;

size_t roundUp(size_t bytes, size_t step) { return (bytes + step - 1) / step * step; }

void giveBack(Header* block) {
  Header** link = &firstFree;
  Header* before = nullptr;
  while (*link != nullptr && *link < block) {
    before = *link;
    link = &before->next;
  }
  block->next = *link;
  *link = block;
  unsigned char* end = reinterpret_cast<unsigned char*>(block) + block->bytes;
  if (block->next != nullptr && end == reinterpret_cast<unsigned char*>(block->next)) {
    block->bytes += block->next->bytes;
    block->next = block->next->next;
  }
  if (before != nullptr && reinterpret_cast<unsigned char*>(before) + before->bytes == reinterpret_cast<unsigned char*>(block)) {
    before->bytes += block->bytes;
    before->next = block->next;
  }
}

bool grow(size_t bytes) {
  if (heapEnd == 0) heapEnd = roundUp(reinterpret_cast<uintptr_t>(&__heap_base), unit);
  const size_t memoryBytes = __builtin_wasm_memory_size(0) * pageBytes;
  if (memoryBytes - heapEnd < bytes) {
    const size_t pages = roundUp(bytes - (memoryBytes - heapEnd), pageBytes) / pageBytes;
    if (__builtin_wasm_memory_grow(0, pages) == SIZE_MAX) return false;
  }
  Header* block = reinterpret_cast<Header*>(heapEnd);
  block->bytes = bytes;
  heapEnd += bytes;
  giveBack(block);
  return true;
}

}  // namespace

extern "C" void* malloc(size_t asked) {
  if (asked > SIZE_MAX / 2) return nullptr;
  const size_t bytes = roundUp(asked + unit, unit);
  for (int attempt = 0; attempt < 2; attempt++) {
    for (Header** link = &firstFree; *link != nullptr; link = &(*link)->next) {
      Header* block = *link;
      if (block->bytes < bytes) continue;
      if (block->bytes >= bytes + 2 * unit) {
        Header* rest = reinterpret_cast<Header*>(reinterpret_cast<unsigned char*>(block) + bytes);
        rest->bytes = block->bytes - bytes;
        rest->next = block->next;
        block->bytes = bytes;
        *link = rest;
      } else {
        *link = block->next;
      }
      return reinterpret_cast<unsigned char*>(block) + unit;
    }
    if (!grow(bytes)) return nullptr;
  }
  return nullptr;
}

extern "C" void free(void* block) {
  if (block != nullptr) giveBack(reinterpret_cast<Header*>(static_cast<unsigned char*>(block) - unit));
}

// The compiler asks for these by name.
extern "C" void* memset(void* to, int value, size_t bytes) {
  unsigned char* at = static_cast<unsigned char*>(to);
  for (size_t i = 0; i < bytes; i++) at[i] = static_cast<unsigned char>(value);
  return to;
}
extern "C" void* memcpy(void* to, const void* from, size_t bytes) {
  for (size_t i = 0; i < bytes; i++) static_cast<unsigned char*>(to)[i] = static_cast<const unsigned char*>(from)[i];
  return to;
}
