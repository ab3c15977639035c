// Columns of a cube: vectors whose memory, once it is large, lies in huge pages.
#pragma once

#include <sys/mman.h>

#include <cstdlib>
#include <limits>
#include <new>
#include <vector>

namespace atalaya {

/// A column of millions of cells is written once, from front to back; with pages of 4 KiB most of the time would go into the kernel giving them out one by one.
template <typename T>
class ColumnAllocator {
 public:
  using value_type = T;
  ColumnAllocator() = default;
  template <typename U>
  explicit(false) ColumnAllocator(const ColumnAllocator<U>&) {}

  [[nodiscard]] T* allocate(std::size_t count) {
    if (count > std::numeric_limits<std::size_t>::max() / sizeof(T) - huge_page) throw std::bad_alloc();
    const std::size_t bytes = count * sizeof(T);
    if (bytes < large) return static_cast<T*>(::operator new(bytes));
    const std::size_t whole = (bytes + huge_page - 1) / huge_page * huge_page;
    void* const memory = std::aligned_alloc(huge_page, whole);
    if (memory == nullptr) throw std::bad_alloc();
    ::madvise(memory, whole, MADV_HUGEPAGE);  // A hint: without it all is the same, and slower.
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) {
    if (count * sizeof(T) < large) {
      ::operator delete(memory);
    } else {
      std::free(memory);
    }
  }
  bool operator==(const ColumnAllocator&) const = default;

 private:
  static constexpr std::size_t huge_page = std::size_t{2} << 20U;
  static constexpr std::size_t large = 2 * huge_page;
};

template <typename T>
using Column = std::vector<T, ColumnAllocator<T>>;

}  // namespace atalaya
