#include "site/register/instrument_data.h"

#include "base/hash.h"
#include "http/streaming.h"
#include "register/instruments/open_data.h"
#include "register/store/log.h"
#include "site/register/instrument_parts.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

using instruments::OpenData;

class Source final : public http::BodySource {
 public:
  explicit Source(std::unique_ptr<OpenData> data) : data_(std::move(data)) {}
  State read(std::string& out, std::size_t wanted) override {
    const std::size_t begin = out.size();
    while (out.size() - begin < wanted) {
      const auto more = data_->next(out);
      if (!more) return State::Failed;
      if (!*more) return State::End;
    }
    return State::More;
  }

 private:
  std::unique_ptr<OpenData> data_;
};

http::Response refuse(const Locale& l, const Error& error) {
  if (error.kind != ErrorKind::Input) return http::status_response(error.kind == ErrorKind::System ? 503 : 500);
  return http::text_response(400, "text/plain; charset=utf-8", sentence(l, {error.kind, error.what, {}, error.hint}) + "\n");
}

http::Response answer(Desk& desk, OpenData::Form form, const http::Request& request, const http::PathParameters& parameters) {
  const Presenter* presenter = desk.site.presenter(parameters["lang"]);
  if (presenter == nullptr) return http::status_response(404);
  const auto filter = read_filter(request.query, presenter->agenda());
  if (!filter) return refuse(presenter->locale(), filter.error());
  const auto table = instruments::parse_table(request.query.get("table", "instruments"));
  if (!table)
    return refuse(presenter->locale(), {ErrorKind::Input, tr_noop("there is no such table: instruments, events, targets, milestones and links are"), {}, {}});
  // Whatever changes is an entry of the log; states depend on the day, too.
  const auto head = reg::log::head(desk.store);
  if (!head) return refuse(presenter->locale(), head.error());
  const bool json = form == OpenData::Form::Json;
  const std::string name = std::string(to_string(*table)) + (json ? ".json" : ".csv");
  const std::string tag = sha256(head->hash + "\n" + desk.store.now().substr(0, 10) + "\n" + name + "\n" + filter_query(*filter)).substr(0, 32);
  http::Headers headers;
  headers.set("Cache-Control", "no-cache");
  headers.set("Access-Control-Allow-Origin", "*");
  headers.set("Content-Disposition", "attachment; filename=\"" + name + "\"");
  auto data = OpenData::open(desk.store, form, *table, *filter);
  if (!data) return refuse(presenter->locale(), data.error());
  return http::respond(request, {.content_type = json ? "application/json" : "text/csv; charset=utf-8; header=present", .headers = std::move(headers)}, tag,
                       [&]() -> std::shared_ptr<http::BodySource> { return std::make_shared<Source>(std::move(*data)); });
}

}  // namespace

Status add_instrument_data(http::Router& router, Desk& desk) {
  for (const auto form : {OpenData::Form::Csv, OpenData::Form::Json}) {
    TRY_STATUS(
        router.get(form == OpenData::Form::Csv ? "/{lang}/register/instruments.csv" : "/{lang}/register/instruments.json",
                   [&desk, form](const http::Request& request, const http::PathParameters& parameters) { return answer(desk, form, request, parameters); }));
  }
  return {};
}

}  // namespace atalaya::site::desk
