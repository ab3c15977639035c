// What was said in a consultation, for everybody to take.
#include <algorithm>
#include <cstdio>
#include <memory>

#include "formats/tree/xml_writer.h"
#include "register/consultation/open_data.h"
#include "site/register/consultation_parts.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

/// What was written into a file without a name, from its beginning; the file goes with it.
class Spool final : public http::BodySource {
 public:
  Spool() : file_(std::tmpfile()) {}
  ~Spool() override {
    if (file_ != nullptr) std::fclose(file_);
  }
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  [[nodiscard]] Status write(std::string_view bytes) {
    if (file_ != nullptr && std::fwrite(bytes.data(), 1, bytes.size(), file_) == bytes.size()) return {};
    return fail(ErrorKind::System, "a temporary file cannot be written");
  }
  [[nodiscard]] Status rewind() {
    if (file_ != nullptr && std::fflush(file_) == 0 && std::fseek(file_, 0, SEEK_SET) == 0) return {};
    return fail(ErrorKind::System, "a temporary file cannot be written");
  }
  [[nodiscard]] State read(std::string& out, std::size_t wanted) override {
    const std::size_t before = out.size();
    out.resize(before + wanted);
    const std::size_t got = std::fread(out.data() + before, 1, wanted, file_);
    out.resize(before + got);
    if (std::ferror(file_) != 0) return State::Failed;
    return got < wanted ? State::End : State::More;
  }

 private:
  std::FILE* file_;
};

}  // namespace

Answer consultation_data(Visit& visit) {
  reg::Store& store = visit.desk().store;
  const std::string id = visit.parameter("consultation"), file = visit.parameter("file");
  auto spool = std::make_shared<Spool>();
  const con::Sink sink = [&](std::string_view bytes) { return spool->write(bytes); };
  http::Response out;
  if (file == "consultation.json") {
    TRY_STATUS(con::write_json(store, id, sink));
    out.content_type = "application/json";
  } else {
    bool found = false;
    for (const con::Table table : con::all_tables) {
      if (file != std::string(to_string(table)) + ".csv") continue;
      found = true;
      TRY_STATUS(con::write_csv(store, id, table, sink));
    }
    if (!found) return fail(ErrorKind::NotFound, "there is no such file");
    out.content_type = "text/csv; charset=utf-8; header=present";
  }
  TRY_STATUS(spool->rewind());
  out.source = std::move(spool);
  out.headers.set("Content-Disposition", "attachment; filename=\"" + file + "\"");
  return visit.finish(std::move(out));
}

// RFC 4287: the newest comments that are shown.
Answer consultation_feed(Visit& visit) {
  const Locale& l = visit.locale();
  reg::Store& store = visit.desk().store;
  const auto about = TRY(consultation_of(visit));
  const auto comments = TRY(con::comments(store, {.consultation = about.id}, "", 50));
  const std::string site = visit.desk().settings.public_url;
  std::string updated = about.opens, entries;
  for (const con::Comment& comment : comments.comments) {
    updated = std::max(updated, comment.instant);
    const std::string name = comment.name.empty() ? l.tr("Without a name") : comment.name;
    entries += "<entry><id>urn:atalaya:comment:" + comment.id + "</id><title>" + escaped_xml(fill(l.tr("Comment of {1}"), {name})) + "</title><updated>" +
               comment.instant + "</updated><author><name>" + escaped_xml(name) + "</name></author><link href=\"" +
               escaped_xml(site + visit.link(at(about, "comments/" + comment.id))) + "\"/><content type=\"text\" xml:lang=\"" + comment.language + "\">" +
               escaped_xml(comment.text) + "</content></entry>\n";
  }
  const std::string body = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"" +
                           visit.presenter().language() + "\"><id>urn:atalaya:consultation:" + about.id + "</id><title>" +
                           escaped_xml(said_in(visit.presenter(), about, about.title).text) + "</title><updated>" + updated +
                           "</updated><link rel=\"self\" href=\"" + escaped_xml(site + visit.link(at(about, "feed"))) + "\"/><link href=\"" +
                           escaped_xml(site + visit.link(at(about))) + "\"/>\n" + entries + "</feed>\n";
  return visit.finish(http::text_response(200, "application/atom+xml; charset=utf-8", body));
}

}  // namespace atalaya::site::desk
