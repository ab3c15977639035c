#include "register/passkeys/client_data.h"

#include "register/oidc/json.h"
#include "register/passkeys/authenticator_data.h"

namespace atalaya::reg::webauthn {

Result<ClientData> read_client_data(std::string_view bytes) {
  const auto read = [&]() -> Result<ClientData> {
    const JsonObject object = TRY(JsonObject::parse(bytes, "the client data", most_client_data_bytes));
    ClientData out;
    out.type = TRY(object.text("type"));
    out.challenge = TRY(object.text("challenge"));
    out.origin = TRY(object.text("origin"));
    // topOrigin is there only where another site is around the page (level 3).
    out.cross_origin = TRY(object.flag("crossOrigin", false)) || object.has("topOrigin");
    return out;
  };
  auto out = read();
  if (!out) return malformed();
  return out;
}

}  // namespace atalaya::reg::webauthn
