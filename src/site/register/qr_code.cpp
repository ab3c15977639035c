#include "site/register/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace atalaya::site::desk {

QrCode qr_code(std::string_view text) {
  struct Free {
    void operator()(QRcode* code) const { QRcode_free(code); }
  };
  // Version 0: the smallest that holds it.
  const std::unique_ptr<QRcode, Free> code(
      QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M));
  if (!code) return {};
  QrCode out{.side = code->width, .path = {}};
  const auto dark = [&](int row, int column) { return (code->data[row * code->width + column] & 1U) != 0; };
  for (int row = 0; row < code->width; ++row) {
    for (int column = 0; column < code->width;) {
      int run = 0;
      while (column + run < code->width && dark(row, column + run)) ++run;
      if (run > 0) {
        const std::string length = std::to_string(run);
        out.path += "M" + std::to_string(column + qr_quiet_zone) + " " + std::to_string(row + qr_quiet_zone) + "h" + length + "v1h-" + length + "z";
      }
      column += run > 0 ? run : 1;
    }
  }
  return out;
}

}  // namespace atalaya::site::desk
