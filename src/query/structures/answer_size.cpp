#include "query/structures/answer_size.h"

#include "model/sdmx/walk.h"

namespace atalaya {

namespace {

class PartCounter : public sdmx::Walker<PartCounter> {
 public:
  template <typename T, typename F>
  void enter(T& x, F inside) {
    ++count;
    inside(*this, x);
  }

  std::size_t count = 0;
};

}  // namespace

std::size_t count_parts(const sdmx::Structures& structures) {
  PartCounter counter;
  structures.for_each([&](const sdmx::Artefact& artefact) {
    ++counter.count;
    std::visit([&](const auto& one) { describe(counter, one); }, artefact);
  });
  return counter.count;
}

}  // namespace atalaya
