// libFuzzer: whatever a form's body is, its fields are UTF-8 and its files lie within the body. The first line is the content type.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "http/cookies.h"
#include "http/form.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace atalaya;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto line = bytes.find('\n');
  if (line == std::string_view::npos) return 0;
  http::Request request{.method = "POST", .body = std::string(bytes.substr(line + 1))};
  request.headers.add("Content-Type", std::string(bytes.substr(0, line)));
  request.headers.add("Cookie", std::string(bytes));
  (void)http::cookie(request, "session");
  const auto form = http::read_form(request);
  if (!form) return 0;
  for (const auto& [name, value] : form->fields) {
    if (!is_utf8(name) || !is_utf8(value) || value.find('\r') != std::string::npos) std::abort();
  }
  for (const auto& file : form->files) {
    if (!is_utf8(file.name) || file.name.find('/') != std::string::npos) std::abort();
    if (file.content.data() != nullptr &&
        (file.content.data() < request.body.data() || file.content.data() + file.content.size() > request.body.data() + request.body.size())) {
      std::abort();
    }
  }
  return 0;
}
