#include "register/oidc/configuration.h"

#include <algorithm>

#include "agenda/pack_reader.h"
#include "base/files.h"
#include "base/text.h"
#include "base/yaml.h"
#include "register/oidc/jws.h"
#include "register/oidc/url.h"

namespace atalaya::reg {

namespace {

constexpr std::size_t most_providers = 200, most_secret_bytes = 4096;
constexpr long most_seconds = 10L * 365 * 24 * 3600, most_skew = 600;

class ConfigurationReader {
 public:
  ConfigurationReader(std::filesystem::path folder, const Agenda& agenda, Faults& faults) : folder_(std::move(folder)), agenda_(agenda), faults_(faults) {}

  LoginConfiguration read(const YamlNode& file) {
    LoginConfiguration out;
    file.only({"authorities", "providers"}, faults_);
    if (file.has("authorities")) out.authorities = folder_ / file.text("authorities", faults_);
    const auto items = file["providers"].items(faults_);
    if (items.empty()) faults_.add(file.place(), "'providers' is missing or empty", "without the file there is no login by a provider");
    if (items.size() > most_providers) {
      faults_.add(file["providers"].place(), "more than " + std::to_string(most_providers) + " providers");
      return out;
    }
    for (const YamlNode& node : items) {
      Provider provider = read_provider(node);
      // A subject is known by issuer and subject together; two clients of one issuer would be two ways to one account, at two levels.
      for (const Provider& other : out.providers) {
        if (other.id == provider.id) faults_.add(node.place(), "the provider '" + provider.id + "' stands twice");
        if (other.issuer == provider.issuer) faults_.add(node.place(), "the issuer " + shown(provider.issuer) + " stands twice");
      }
      out.providers.push_back(std::move(provider));
    }
    return out;
  }

 private:
  Provider read_provider(const YamlNode& node) {
    Provider out;
    if (!node.is_map()) {
      faults_.add(node.place(), "a map (key: value) is expected here");
      return out;
    }
    node.only({"id", "name", "issuer", "client_id", "client_secret", "client_secret_file", "authentication", "countries", "scopes", "algorithms", "max_age",
               "clock_skew", "assurance"},
              faults_);
    out.id = node.text("id", faults_);
    if (!is_id(out.id) && node.has("id")) faults_.add(node["id"].place(), "an id has 1 to 40 lower-case letters, digits and hyphens");
    out.name = pack::local_text(node, "name", agenda_, faults_);
    out.issuer = node.text("issuer", faults_);
    if (node.has("issuer")) check_issuer(node["issuer"], out.issuer);
    out.client_id = node.text("client_id", faults_);
    if (out.client_id.empty() && node.has("client_id")) faults_.add(node["client_id"].place(), "'client_id' is empty");
    read_secret(node, out);
    read_countries(node, out);
    read_scopes(node, out);
    read_algorithms(node, out);
    if (node.has("max_age")) out.max_age = std::chrono::seconds(seconds(node, "max_age", most_seconds));
    if (node.has("clock_skew")) out.clock_skew = std::chrono::seconds(seconds(node, "clock_skew", most_skew));
    read_assurance(node["assurance"], out);
    return out;
  }

  static bool is_id(std::string_view id) {
    return !id.empty() && id.size() <= 40 && std::ranges::all_of(id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  }

  /// OpenID Connect Discovery, section 3: https, without query and fragment.
  void check_issuer(const YamlNode& node, const std::string& issuer) {
    const auto url = parse_secure_url(issuer, Loopback::Allow);
    if (!url) {
      faults_.add(node.place(), url.error().what, url.error().hint);
    } else if (url->has_query) {
      faults_.add(node.place(), "an issuer has no query");
    }
  }

  void read_secret(const YamlNode& node, Provider& out) {
    out.client_secret = node.text_or("client_secret", "", faults_);
    if (node.has("client_secret_file")) {
      if (node.has("client_secret")) faults_.add(node["client_secret_file"].place(), "'client_secret' and 'client_secret_file' exclude each other");
      const auto text = read_file(folder_ / node.text("client_secret_file", faults_), most_secret_bytes);
      if (text) {
        out.client_secret = trim(*text);
        if (out.client_secret.empty()) faults_.add(node["client_secret_file"].place(), "the file with the secret is empty");
      } else {
        faults_.add(node["client_secret_file"].place(), text.error().to_string());
      }
    }
    out.authentication = out.client_secret.empty() ? ClientAuthentication::None : ClientAuthentication::Basic;
    if (!node.has("authentication")) return;
    const std::string way = node.choice("authentication", {"basic", "post", "none"}, faults_);
    out.authentication = way == "basic" ? ClientAuthentication::Basic : way == "post" ? ClientAuthentication::Post : ClientAuthentication::None;
    if ((out.authentication == ClientAuthentication::None) != out.client_secret.empty()) {
      faults_.add(node["authentication"].place(), out.client_secret.empty() ? "there is no secret to show" : "there is a secret, and it would not be shown");
    }
  }

  void read_countries(const YamlNode& node, Provider& out) {
    out.countries = node.texts("countries", faults_);
    if (node.has("countries") && out.countries.empty()) faults_.add(node["countries"].place(), "no country is named", "leave the key out for any country");
    for (const std::string& country : out.countries) {
      if (agenda_.find_country(country) == nullptr) faults_.add(node["countries"].place(), "the agenda has no country " + shown(country));
    }
  }

  /// A scope's letters are those of RFC 6749, section 3.3.
  void read_scopes(const YamlNode& node, Provider& out) {
    if (!node.has("scopes")) return;
    out.scopes = node.texts("scopes", faults_);
    for (const std::string& scope : out.scopes) {
      const bool good = !scope.empty() && std::ranges::all_of(scope, [](char c) { return c > ' ' && c < '\x7f' && c != '"' && c != '\\'; });
      if (!good) faults_.add(node["scopes"].place(), shown(scope) + " is no scope");
    }
    if (std::ranges::find(out.scopes, "openid") == out.scopes.end()) faults_.add(node["scopes"].place(), "the scope 'openid' is missing");
  }

  void read_algorithms(const YamlNode& node, Provider& out) {
    if (!node.has("algorithms")) return;
    out.algorithms = node.texts("algorithms", faults_);
    if (out.algorithms.empty()) faults_.add(node["algorithms"].place(), "no algorithm is named");
    for (const std::string& name : out.algorithms) {
      if (find_algorithm(name) == nullptr)
        faults_.add(node["algorithms"].place(), shown(name) + " is no algorithm that is taken", "taken: " + algorithm_names());
    }
  }

  long seconds(const YamlNode& node, const char* key, long most) {
    const long value = node.integer(key, faults_);
    if (value >= 0 && value <= most) return value;
    faults_.add(node[key].place(), std::string("'") + key + "' takes 0 to " + std::to_string(most) + " seconds");
    return 0;
  }

  void read_assurance(const YamlNode& node, Provider& out) {
    if (!node.defined()) return;
    node.only({"default", "acr"}, faults_);
    if (node.has("default")) out.assurance = level(node, "default");
    for (const auto& [acr, value] : node["acr"].members(faults_)) {
      if (acr.empty() || acr.find(' ') != std::string::npos) faults_.add(value.place(), "the name of a class is empty or has a blank");
      out.acr.emplace_back(acr, level(node["acr"], acr));
    }
  }

  Assurance level(const YamlNode& node, const std::string& key) {
    return parse_assurance(node.choice(key, {"low", "substantial", "high"}, faults_)).value_or(Assurance::Low);
  }

  std::filesystem::path folder_;
  const Agenda& agenda_;
  Faults& faults_;
};

}  // namespace

Assurance Provider::assurance_of(const std::string& acr_value) const {
  const auto found = std::ranges::find(acr, acr_value, &std::pair<std::string, Assurance>::first);
  return found == acr.end() ? assurance : found->second;
}

std::vector<std::string> Provider::classes_for(Assurance least) const {
  std::vector<std::string> out;
  for (const auto& [one, level] : acr) {
    if (level >= least) out.push_back(one);
  }
  return out;
}

bool Provider::serves(const std::string& country) const { return countries.empty() || std::ranges::find(countries, country) != countries.end(); }

std::optional<LoginConfiguration> read_login_configuration(const std::filesystem::path& path, const Agenda& agenda, Faults& faults) {
  const std::size_t before = faults.errors().size();
  const auto file = YamlNode::load(path, faults);
  if (!file) return std::nullopt;
  LoginConfiguration out = ConfigurationReader(path.parent_path(), agenda, faults).read(*file);
  if (faults.errors().size() != before) return std::nullopt;
  return out;
}

}  // namespace atalaya::reg
