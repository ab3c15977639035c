// A QR code (ISO/IEC 18004) as the outline of its dark squares, for an <svg> element of a page.
#pragma once

#include <string>
#include <string_view>

namespace atalaya::site::desk {

struct QrCode {
  int side = 0;      ///< Squares, without the quiet zone around; 0: the text is too long for any.
  std::string path;  ///< Dark squares as an SVG path, one unit a square, moved in by the quiet zone.
};
inline constexpr int qr_quiet_zone = 4;  ///< Light squares on each side, which readers need (section 9.1).

/// With error correction of level M. The text is at most some 2,300 bytes.
[[nodiscard]] QrCode qr_code(std::string_view text);

}  // namespace atalaya::site::desk
