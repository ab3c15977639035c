#include "register/oidc/configuration.h"

#include <gtest/gtest.h>

#include "agenda/agenda.h"
#include "base/text.h"
#include "base/yaml.h"
#include "scratch.h"

namespace atalaya::reg {
namespace {

const Agenda& agenda() {
  static const Agenda loaded = load_agenda(std::filesystem::path(ATALAYA_SOURCE) / "tests/packs/tiny").value();
  return loaded;
}

std::string faults_of(const std::string& text) {
  const cases::Scratch scratch;
  scratch.write("login.yaml", text);
  Faults faults;
  const auto read = read_login_configuration(scratch.files() / "login.yaml", agenda(), faults);
  EXPECT_EQ(read.has_value(), faults.empty());
  std::string out;
  for (const Error& error : faults.errors())
    out += std::to_string(error.place.line) + ": " + replace_all(error.what, scratch.files().string() + "/", "") + "\n";
  return out;
}

TEST(LoginConfiguration, ReadsSeveralProviders) {
  const cases::Scratch scratch;
  scratch.write("secret", "s3cret \n");
  scratch.write("login.yaml", R"(authorities: ca.pem
providers:
  - id: chile
    name: {en: Chile's}
    issuer: https://accounts.example.org
    client_id: atalaya
    client_secret_file: secret
    countries: [CHL]
    scopes: [openid, profile]
    algorithms: [ES256, RS256]
    max_age: 3600
    clock_skew: 5
    assurance:
      default: low
      acr: {"urn:gold": high, "urn:silver": substantial, "urn:tin": low}
  - {id: all, name: {en: Everybody's}, issuer: "http://localhost:3000", client_id: a, client_secret: b, authentication: post}
  - {id: public, name: {en: Public}, issuer: "https://b.example.org/x", client_id: a}
)");
  Faults faults;
  const auto read = read_login_configuration(scratch.files() / "login.yaml", agenda(), faults);
  ASSERT_TRUE(read) << faults.errors().front().to_string();
  EXPECT_EQ(read->authorities, scratch.files() / "ca.pem");
  ASSERT_EQ(read->providers.size(), 3U);
  const Provider& first = read->providers[0];
  EXPECT_EQ(first.name.in("en"), "Chile's");
  EXPECT_EQ(first.client_secret, "s3cret");
  EXPECT_EQ(first.authentication, ClientAuthentication::Basic);
  EXPECT_TRUE(first.serves("CHL"));
  EXPECT_FALSE(first.serves("ARG"));
  EXPECT_EQ(first.max_age, std::chrono::seconds(3600));
  EXPECT_EQ(first.assurance_of("urn:gold"), Assurance::High);
  EXPECT_EQ(first.assurance_of("urn:other"), Assurance::Low);
  EXPECT_EQ(first.assurance_of(""), Assurance::Low);
  EXPECT_EQ(first.classes_for(Assurance::Substantial), (std::vector<std::string>{"urn:gold", "urn:silver"}));
  EXPECT_TRUE(first.reaches(Assurance::High));
  EXPECT_EQ(read->providers[1].authentication, ClientAuthentication::Post);
  EXPECT_TRUE(read->providers[1].serves("ARG"));
  EXPECT_FALSE(read->providers[1].reaches(Assurance::Substantial));
  EXPECT_EQ(read->providers[2].authentication, ClientAuthentication::None);
  EXPECT_EQ(read->providers[2].algorithms, std::vector<std::string>{"RS256"});
}

TEST(LoginConfiguration, EveryFaultHasItsPlace) {
  EXPECT_EQ(faults_of("providers: []\n"), "1: 'providers' is missing or empty\n");
  EXPECT_EQ(faults_of(R"(providers:
- id: A b
  name: {en: A}
  issuer: http://accounts.example.org
  client_id: ""
  client_secret: s
  client_secret_file: none
  authentication: none
  countries: [XXX]
  scopes: [profile, "a b"]
  algorithms: [HS256, none]
  max_age: -1
  clock_skew: 10000
  assurance: {default: sure, acr: {"a b": high}}
  colour: red
)"),
            "15: unknown key 'colour'\n"
            "2: an id has 1 to 40 lower-case letters, digits and hyphens\n"
            "4: 'http://accounts.example.org' is not secret on its way\n"
            "5: 'client_id' is empty\n"
            "7: 'client_secret' and 'client_secret_file' exclude each other\n"
            "7: none: cannot open the file: No such file or directory\n"
            "8: there is a secret, and it would not be shown\n"
            "9: the agenda has no country 'XXX'\n"
            "10: 'a b' is no scope\n"
            "10: the scope 'openid' is missing\n"
            "11: 'HS256' is no algorithm that is taken\n"
            "11: 'none' is no algorithm that is taken\n"
            "12: 'max_age' takes 0 to 315360000 seconds\n"
            "13: 'clock_skew' takes 0 to 600 seconds\n"
            "14: 'default' cannot be 'sure'\n"
            "14: the name of a class is empty or has a blank\n");
  EXPECT_EQ(faults_of(R"(providers:
- {id: a, name: {en: A}, issuer: "https://x.example.org", client_id: c, authentication: basic}
- {id: a, name: {es: A}, issuer: "https://x.example.org", client_id: c}
- {id: b, name: {en: B}, issuer: "https://y.example.org?a=b", client_id: c}
- 7
)"),
            "2: there is no secret to show\n"
            "3: the agenda has no language 'es'\n"
            "3: 'name' has no text in 'en'\n"
            "3: the provider 'a' stands twice\n"
            "3: the issuer 'https://x.example.org' stands twice\n"
            "4: an issuer has no query\n"
            "5: a map (key: value) is expected here\n");
}

}  // namespace
}  // namespace atalaya::reg
