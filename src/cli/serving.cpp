#include "cli/serving.h"

namespace atalaya::cli {

Status serve(const Workspace&, const ServeArguments&) { return fail(ErrorKind::Internal, "no server yet"); }

}  // namespace atalaya::cli
