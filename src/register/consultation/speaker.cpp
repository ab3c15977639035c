#include "register/consultation/speaker.h"

namespace atalaya::reg::consultation {

Speaker speaker_of(const Principal& principal, const std::string& address) {
  if (principal.anonymous()) return {.person = {}, .name = {}, .standing = Voice::Anonymous, .address = address};
  return {.person = principal.person,
          .name = principal.name,
          .standing = principal.assurance >= Assurance::Substantial ? Voice::Verified : Voice::Registered,
          .address = address};
}

}  // namespace atalaya::reg::consultation
