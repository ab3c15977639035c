#include "cli/register_part.h"

#include <spdlog/spdlog.h>

#include "base/yaml.h"
#include "cli/register_care.h"
#include "cli/register_setup.h"
#include "register/oidc/relying_party.h"
#include "register/questionnaire/reader.h"
#include "register/signatures/trust.h"
#include "register/sheets/sheets.h"
#include "register/submissions/documents.h"
#include "site/register/routes.h"

namespace atalaya::cli {

namespace {

// A section of a questionnaire with long answers; a document with what the form has around it.
constexpr std::size_t form_bytes = std::size_t{1} << 20U;
constexpr std::size_t document_bytes = reg::Documents::usual_most_bytes + form_bytes;
constexpr std::size_t workbook_bytes = XlsxLimits().packed_bytes + form_bytes;

/// "/es/register" and all below it; and what providers post.
bool is_register_path(std::string_view path) {
  if (path.starts_with("/register/logout/")) return true;
  if (path.size() < 12 || path[0] != '/' || path[3] != '/') return false;
  const std::string_view rest = path.substr(4);
  return rest == "register" || rest.starts_with("register/");
}

Result<reg::LoginConfiguration> read_providers(const Workspace& workspace, const Agenda& agenda) {
  const auto file = workspace.root / "login.yaml";
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return reg::LoginConfiguration{};
  Faults faults;
  auto configuration = reg::read_login_configuration(file, agenda, faults);
  if (!faults.empty() || !configuration) {
    std::string all;
    for (const Error& fault : faults.errors()) all += (all.empty() ? "" : "\n") + fault.to_string();
    return fail(ErrorKind::Input, all, {}, "mend login.yaml, or take it away to serve with local accounts alone");
  }
  return std::move(*configuration);
}

}  // namespace

struct RegisterPart::State {
  State(std::unique_ptr<reg::Store> opened, reg::ReceiptKeys keys, std::vector<reg::Questionnaire> asked, const std::filesystem::path& folder,
        std::string form_key, reg::SecretKey secret_key)
      : store(std::move(opened)),
        receipts(std::move(keys)),
        questionnaires(std::move(asked)),
        documents(folder / "documents"),
        comments(*store, reg::consultation::Forms(std::move(form_key), {})),
        sessions(*store),
        secrets(std::move(secret_key)),
        accounts(*store, sessions, {.secrets = &secrets}),
        passkeys(*store, sessions, accounts),
        pending(store->clock()),
        provider_logins(store->clock()) {}

  std::unique_ptr<reg::Store> store;
  reg::ReceiptKeys receipts;
  std::vector<reg::Questionnaire> questionnaires;
  reg::Documents documents;
  reg::consultation::Comments comments;
  reg::Sessions sessions;
  reg::SecretKey secrets;
  reg::Accounts accounts;
  reg::Passkeys passkeys;
  site::desk::PendingLogins pending;
  site::desk::ProviderLogins provider_logins;
  std::unique_ptr<reg::Fetcher> fetcher = {};
  std::unique_ptr<reg::RelyingParty> providers = {};
  std::unique_ptr<site::desk::Desk> desk = {};
  std::optional<reg::PrivacyPolicy> privacy = {};
  std::optional<reg::Mail> mail = {};
  std::optional<reg::signatures::Configuration> signatures = {};
  std::unique_ptr<reg::downloads::Counter> downloads = {};
  std::unique_ptr<RegisterCare> care = {};  ///< The last member: its thread ends before what it uses.
};

RegisterPart::RegisterPart(std::unique_ptr<State> state) : state_(std::move(state)) {}
RegisterPart::~RegisterPart() = default;

Result<std::unique_ptr<RegisterPart>> RegisterPart::open(const Workspace& workspace, const Agenda& agenda) {
  auto store = open_register(workspace);
  if (!store && store.error().kind == ErrorKind::NotFound) return nullptr;
  if (!store) return std::unexpected(store.error());
  auto secrets = TRY(open_secret_key(workspace, **store));
  auto state = std::make_unique<State>(TRY(std::move(store)), TRY(open_receipt_keys(workspace)), TRY(reg::load_questionnaires(workspace.agenda(), agenda)),
                                       register_folder(workspace), TRY(open_form_key(workspace)), std::move(secrets));
  TRY(reg::cycles::bind_to_meaning(*state->store, state->questionnaires));
  auto configuration = TRY(read_providers(workspace, agenda));
  if (!configuration.providers.empty()) {
    state->fetcher = reg::make_fetcher({.certificate_authorities = configuration.authorities});
    state->providers = std::make_unique<reg::RelyingParty>(std::move(configuration.providers), *state->fetcher, state->store->clock());
  }
  state->privacy = TRY(reg::load_privacy_policy(workspace.agenda(), agenda));
  state->mail = TRY(reg::load_mail_configuration(workspace.root));
  state->signatures = TRY(reg::signatures::load_configuration(workspace.root));
  // Faults in the folders are told now; they are read again for each signature.
  if (state->signatures) TRY(reg::signatures::Trust::load(*state->signatures));
  state->care =
      TRY(RegisterCare::make(*state->store, state->accounts, agenda, state->mail ? &*state->mail : nullptr, state->privacy ? &*state->privacy : nullptr));
  state->downloads = std::make_unique<reg::downloads::Counter>(
      *state->store, reg::downloads::Counter::Settings{.complain = [](const Error& error) { spdlog::error("downloads: {}", error.to_string()); }});
  return std::unique_ptr<RegisterPart>(new RegisterPart(std::move(state)));
}

reg::downloads::Counter& RegisterPart::downloads() { return *state_->downloads; }

Status RegisterPart::add_routes(http::Router& router, const site::Site& site) {
  state_->desk.reset(new site::desk::Desk{.store = *state_->store,
                                          .sessions = state_->sessions,
                                          .accounts = state_->accounts,
                                          .passkeys = state_->passkeys,
                                          .site = site,
                                          .providers = state_->providers.get(),
                                          .pending = state_->pending,
                                          .provider_logins = state_->provider_logins,
                                          .questionnaires = state_->questionnaires,
                                          .receipts = state_->receipts,
                                          .documents = state_->documents,
                                          .comments = state_->comments,
                                          .settings = {},
                                          .privacy = state_->privacy ? &*state_->privacy : nullptr,
                                          .mail = state_->mail ? &*state_->mail : nullptr,
                                          .signatures = state_->signatures ? &*state_->signatures : nullptr});
  return site::desk::add_routes(router, *state_->desk);
}

void RegisterPart::set_limits(http::ServerOptions& options) {
  options.methods = {"GET", "HEAD", "OPTIONS", "POST"};
  options.body_limit = document_bytes;
  options.body_limit_for = [](const http::Request& head) -> std::size_t {
    if (!is_register_path(head.path)) return 0;
    if (head.path.ends_with("/workbook")) return workbook_bytes;
    const bool has_document = head.path.contains("/sections/") || head.path.ends_with("/document") || head.path.ends_with("/papers");
    return has_document ? document_bytes : form_bytes;
  };
  options.slow_threads = 4;
}

bool RegisterPart::takes(const http::Request& request) { return is_register_path(request.path); }

// What a form sends waits for the disk, and those that wait together share its flush (store/write_queue.h). Logins compute, but few at once
// (access/passwords.h).
bool RegisterPart::waits(const http::Request& request) { return request.method == "POST" && is_register_path(request.path); }

void RegisterPart::set_public_url(std::string url) {
  state_->desk->settings.public_url = url;
  state_->care->begin(std::move(url));
}

}  // namespace atalaya::cli
