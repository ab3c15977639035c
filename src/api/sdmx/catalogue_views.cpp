#include "api/sdmx/catalogue_views.h"

#include "model/sdmx/languages.h"
#include "query/data/query_time.h"

namespace atalaya::api {

namespace {

std::vector<std::string> languages_of(const sdmx::Structures& structures) {
  std::vector<std::string> out;
  structures.for_each([&](const sdmx::Artefact& artefact) { sdmx::add_languages(out, artefact); });
  std::erase(out, "");
  return out;
}

}  // namespace

CatalogueView::CatalogueView(const Catalogue& shown, SdmxApi api, std::shared_ptr<const Catalogue> owner)
    : kept(std::move(owner)),
      catalogue(shown),
      index(shown.structures, api == SdmxApi::V1 ? StructureModel::Sdmx21 : StructureModel::Sdmx3),
      languages(languages_of(shown.structures)) {}

CatalogueViews::CatalogueViews(const Catalogue& catalogue, SdmxApi api)
    : catalogue_(catalogue), api_(api), current_(std::make_shared<const CatalogueView>(catalogue, api)) {}

Result<std::shared_ptr<const CatalogueView>> CatalogueViews::as_of(const http::Query& parameters) const {
  const std::string* text = parameters.find("asOf");
  if (text == nullptr) return current_;
  const std::time_t moment = TRY(query::parse_moment(*text, "asOf"));
  if (moment >= catalogue_.created) return current_;
  const Catalogue::Earlier* last = nullptr;
  for (const Catalogue::Earlier& earlier : catalogue_.earlier) {
    if (earlier.created <= moment) last = &earlier;
  }
  if (last == nullptr) return fail(ErrorKind::NotFound, "there was no release yet at " + *text);
  const std::lock_guard lock(mutex_);
  auto& view = earlier_[last->release];
  if (view == nullptr) {
    auto opened = last->open();
    if (!opened) return fail(ErrorKind::Internal, opened.error().to_string());
    view = std::make_shared<const CatalogueView>(**opened, api_, *opened);
  }
  return view;
}

}  // namespace atalaya::api
