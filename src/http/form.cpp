#include "http/form.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace atalaya::http {

namespace {

// The value of a parameter of a header field ("form-data; name=\"a\""): a token or a quoted string (RFC 9110, section 5.6.6). Browsers write a quote in
// a name as %22 and never with a backslash (HTML, section 4.10.21.8), so a backslash stands for itself: it is in the paths of old ones.
std::optional<std::string> parameter(std::string_view field, std::string_view name) {
  std::size_t at = field.find(';');
  while (at != std::string_view::npos) {
    std::string_view rest = trim(field.substr(at + 1));
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view key = trim(rest.substr(0, equals));
    rest = rest.substr(equals + 1);
    std::string_view value;
    if (rest.starts_with('"')) {
      const auto end = rest.find('"', 1);
      if (end == std::string_view::npos) return std::nullopt;
      value = rest.substr(1, end - 1);
      rest = rest.substr(end + 1);
    } else {
      value = trim(rest.substr(0, rest.find(';')));
    }
    if (equal_ignoring_case(key, name)) return std::string(value);
    const auto next = rest.find(';');
    if (next == std::string_view::npos) return std::nullopt;
    field = rest;
    at = next;
  }
  return std::nullopt;
}

std::string base_name(std::string_view name) {
  const auto slash = name.find_last_of("/\\");
  return std::string(slash == std::string_view::npos ? name : name.substr(slash + 1));
}

std::string with_plain_breaks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r') {
      out += '\n';
      if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::unexpected<Error> broken(std::string what) {
  return fail(ErrorKind::Input, std::move(what), {.file = "request body"}, "send the form again from its page");
}

bool is_clean(std::string_view text) { return is_utf8(text) && text.find('\0') == std::string_view::npos; }

// The header section of a part.
struct PartHead {
  std::string disposition, content_type;
};

std::optional<PartHead> part_head(std::string_view text) {
  PartHead head;
  for (std::string_view line : split(text, '\n')) {
    line = trim(line);
    if (line.empty()) continue;
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return std::nullopt;
    const std::string_view name = line.substr(0, colon);
    if (equal_ignoring_case(name, "Content-Disposition")) head.disposition = trim(line.substr(colon + 1));
    if (equal_ignoring_case(name, "Content-Type")) head.content_type = trim(line.substr(colon + 1));
  }
  return head;
}

Status add_part(std::string_view head_text, std::string_view content, Form& form) {
  const auto head = part_head(head_text);
  if (!head || !is_clean(head_text)) return broken("a part of the form has a header that is not readable");
  const auto kind = trim(std::string_view(head->disposition).substr(0, head->disposition.find(';')));
  const auto name = parameter(head->disposition, "name");
  if (!equal_ignoring_case(kind, "form-data") || !name) return broken("a part of the form has no name");
  if (const auto file = parameter(head->disposition, "filename")) {
    form.files.push_back({*name, base_name(*file), head->content_type, content});
    return {};
  }
  if (!is_clean(content)) return broken("the field '" + shorten(*name, 80) + "' is not UTF-8 text");
  form.fields.add(*name, with_plain_breaks(content));
  return {};
}

// RFC 2046, section 5.1.1: each part stands between delimiters, which are a line break, two hyphens and the boundary; two hyphens end the last one.
Result<Form> read_multipart(std::string_view body, std::string_view boundary) {
  if (boundary.empty() || boundary.size() > 70) return broken("the boundary between the parts of the form is missing or too long");
  const std::string delimiter = "\r\n--" + std::string(boundary);
  Form form;
  // The first delimiter may lack its line break.
  std::size_t at = 0;
  if (body.starts_with(std::string_view(delimiter).substr(2))) {
    at = delimiter.size() - 2;
  } else if (const auto first = body.find(delimiter); first != std::string_view::npos) {
    at = first + delimiter.size();
  } else {
    return broken("the form has no parts");
  }
  std::size_t parts = 0;
  while (!body.substr(at).starts_with("--")) {
    if (++parts > form_most_parts) return broken("the form has more than " + std::to_string(form_most_parts) + " fields");
    const auto line_end = body.find("\r\n", at);
    if (line_end == std::string_view::npos || !trim(body.substr(at, line_end - at)).empty()) return broken("a part of the form does not begin as it should");
    // A part may have no header fields at all: then the empty line follows the delimiter at once.
    const auto head_end = body.find("\r\n\r\n", line_end);
    if (head_end == std::string_view::npos || head_end - line_end > form_most_part_head) return broken("a part of the form has no end of its header");
    const auto content = head_end + 4;
    const auto end = body.find(delimiter, content - 2);
    if (end == std::string_view::npos) return broken("the form is cut off");
    TRY_STATUS(add_part(body.substr(line_end, head_end - line_end), end < content ? std::string_view() : body.substr(content, end - content), form));
    at = end + delimiter.size();
  }
  return form;
}

}  // namespace

Result<Form> read_form(const Request& request) {
  const std::string_view type = request.header("Content-Type").value_or("");
  const std::string_view media = trim(type.substr(0, type.find(';')));
  if (equal_ignoring_case(media, "multipart/form-data")) return read_multipart(request.body, parameter(type, "boundary").value_or(""));
  if (!equal_ignoring_case(media, "application/x-www-form-urlencoded")) {
    return fail(ErrorKind::Usage, "a form is expected here, and the request has '" + shorten(type, 80) + "'", {},
                "send application/x-www-form-urlencoded or multipart/form-data");
  }
  if (static_cast<std::size_t>(std::ranges::count(request.body, '&')) >= form_most_parts) {
    return broken("the form has more than " + std::to_string(form_most_parts) + " fields");
  }
  const auto fields = Query::parse(request.body);
  if (!fields) return broken("the form is not readable: " + fields.error().what);
  Form form;
  for (const auto& [name, value] : *fields) form.fields.add(name, with_plain_breaks(value));
  return form;
}

}  // namespace atalaya::http
