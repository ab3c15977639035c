#include "formats/sdmx_ml/structures_xml20.h"
namespace atalaya::sdmx_ml {
void read_structures20(const Node&, sdmx::Structures&, ReadContext&) {}
}  // namespace atalaya::sdmx_ml
