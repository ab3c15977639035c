#include "register/submissions/documents.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "base/locale.h"
#include "base/text.h"
#include "register/text/typed_text.h"

namespace atalaya::reg {

namespace fs = std::filesystem;

namespace {

enum Kind : std::size_t { Pdf, Odt, Ods, Docx, Xlsx, Jpeg, Png, Txt, Csv };
constexpr std::array<DocumentKind, 9> kinds = {{
    {"application/pdf", ".pdf"},
    {"application/vnd.oasis.opendocument.text", ".odt"},
    {"application/vnd.oasis.opendocument.spreadsheet", ".ods"},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"},
    {"image/jpeg", ".jpg"},
    {"image/png", ".png"},
    {"text/plain", ".txt"},
    {"text/csv", ".csv"},
}};

bool has(std::string_view bytes, std::string_view part) { return bytes.find(part) != std::string_view::npos; }

/// A name of PDF (ISO 32000-1, 7.3.5) as a whole word. In it "#4A" may stand for "J"; who writes names so hides something.
bool has_pdf_name(std::string_view bytes, std::string_view name) {
  for (std::size_t at = bytes.find(name); at != std::string_view::npos; at = bytes.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool whole = end >= bytes.size() || std::string_view(" \t\r\n\f()<>[]{}/%\0", 16).find(bytes[end]) != std::string_view::npos;
    if (whole) return true;
  }
  return false;
}

Result<DocumentKind> recognise_pdf(std::string_view bytes) {
  for (const std::string_view name : {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/SubmitForm", "/ImportData"}) {
    if (has_pdf_name(bytes, name)) {
      return fail(ErrorKind::Input, tr_noop("the PDF has something that runs, or another file in it"), {}, tr_noop("print it into a new PDF"));
    }
  }
  for (const std::string_view hidden : {"/J#", "/#4A", "/#4a", "/Java#", "/L#", "/#4C", "/#4c"}) {
    if (has(bytes, hidden)) return fail(ErrorKind::Input, tr_noop("the PDF hides names of what it does"), {}, tr_noop("print it into a new PDF"));
  }
  return kinds[Pdf];
}

/// A ZIP tells its files' names in the clear (APPNOTE, 4.3.7 and 4.3.12).
Result<DocumentKind> recognise_zip(std::string_view bytes) {
  const std::string lower = to_lower_ascii(bytes);
  for (const std::string_view macro : {"vbaproject.bin", "vbadata.xml", "basic/", "scripts/", "/macrosheets/", "/activex/", "/embeddings/", "oleobject"}) {
    if (has(lower, macro)) return fail(ErrorKind::Input, tr_noop("the document has macros or other files in it"), {}, tr_noop("save it without them"));
  }
  constexpr std::string_view mark = "mimetype";
  if (bytes.size() > 100 && bytes.substr(30, mark.size()) == mark) {
    const std::string_view type = bytes.substr(30 + mark.size());
    for (const Kind kind : {Odt, Ods}) {
      const std::string_view wanted = kinds[kind].media_type;
      // "…text-template" begins with "…text".
      if (type.starts_with(wanted) && (type.size() == wanted.size() || type[wanted.size()] != '-')) return kinds[kind];
    }
  }
  if (has(bytes, "[Content_Types].xml")) {
    if (has(bytes, "word/document.xml")) return kinds[Docx];
    if (has(bytes, "xl/workbook.xml")) return kinds[Xlsx];
  }
  return fail(ErrorKind::Input, tr_noop("an archive of files is not kept as evidence"));
}

bool is_plain_text(std::string_view bytes) {
  if (!is_utf8(bytes)) return false;
  return std::ranges::none_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t'; });
}

std::string clean_name(std::string_view name) {
  std::string out = replace_invalid_utf8(name.substr(name.find_last_of("/\\") + 1));
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '"'; });
  while (out.starts_with('.')) out.erase(0, 1);
  return std::string(trim(out));
}

std::string extension(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  std::string out = dot == std::string_view::npos ? "" : to_lower_ascii(name.substr(dot));
  return out == ".jpeg" ? ".jpg" : out;
}

}  // namespace

std::span<const DocumentKind> document_kinds() { return kinds; }

Result<DocumentKind> recognise(std::string_view bytes) {
  if (bytes.starts_with("%PDF-")) return recognise_pdf(bytes);
  if (bytes.starts_with("PK\x03\x04")) return recognise_zip(bytes);
  if (bytes.starts_with("\xff\xd8\xff")) return kinds[Jpeg];
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return kinds[Png];
  if (is_plain_text(bytes)) return kinds[Txt];
  std::string known;
  for (const DocumentKind& kind : kinds) known += (known.empty() ? "" : ", ") + std::string(kind.extension + 1);
  return fail(ErrorKind::Input, tr_noop("this is no document of a kind that is kept"), {}, known);
}

fs::path Documents::place(std::string_view sha256) const { return folder_ / std::string(sha256.substr(0, 2)) / std::string(sha256); }

Result<KeptDocument> Documents::keep(std::string_view bytes, std::string_view name, std::string_view claimed) const {
  if (bytes.empty()) return fail(ErrorKind::Input, tr_noop("the document is empty"));
  if (bytes.size() > most_bytes_) return fail(ErrorKind::Input, tr_noop("the document is too large"), {}, "≤ " + std::to_string(most_bytes_ >> 20U) + " MiB");
  DocumentKind kind = TRY(recognise(bytes));
  const std::string clean = clean_name(name), said = extension(clean);
  // Text alone does not say whether it is a table.
  if (kind.extension == std::string_view(".txt") && said == ".csv") kind = kinds[Csv];
  if (clean.empty() || clean.size() > 200) return fail(ErrorKind::Input, tr_noop("the document's name is empty or longer than 200 letters"));
  if (said != kind.extension) {
    return fail(ErrorKind::Input, tr_noop("the ending of the document's name is not that of what is in it"), {}, std::string("*") + kind.extension);
  }
  const std::string type = to_lower_ascii(trim(claimed.substr(0, claimed.find(';'))));
  // Browsers send these where their system does not know the kind; of CSV each has its own opinion.
  const bool vague = type.empty() || type == "application/octet-stream" || kind.media_type == std::string_view("text/csv");
  if (!vague && type != kind.media_type) return fail(ErrorKind::Input, tr_noop("the document is of another kind than it is said to be"), {}, kind.media_type);

  return KeptDocument{TRY(keep_examined(bytes)), clean, kind.media_type, static_cast<long long>(bytes.size())};
}

Result<std::string> Documents::keep_examined(std::string_view bytes) const {
  std::string hash = sha256(bytes);
  const fs::path path = place(hash);
  std::error_code code;
  if (fs::exists(path, code)) return hash;
  fs::create_directories(path.parent_path(), code);
  if (code) return fail(ErrorKind::System, "cannot make the folder: " + code.message(), {.file = path.parent_path().string()});
  fs::permissions(folder_, fs::perms::owner_all, code);
  TRY_STATUS(write_file(path, bytes));
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, code);
  return hash;
}

Result<MappedFile> Documents::open(std::string_view sha) const {
  if (!is_sha256(sha)) return fail(ErrorKind::NotFound, "there is no such document");
  const fs::path path = place(sha);
  std::error_code code;
  if (!fs::exists(path, code)) return fail(ErrorKind::NotFound, "there is no such document");
  MappedFile file = TRY(MappedFile::open(path));
  if (sha256(file.bytes()) != sha) return fail(ErrorKind::System, "a kept document is not what it was", {.file = path.string()}, "restore it from a backup");
  return file;
}

}  // namespace atalaya::reg
