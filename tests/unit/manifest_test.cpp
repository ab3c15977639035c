#include "release/manifest.h"

#include "base/files.h"
#include "base/hash.h"
#include "scratch.h"
#include "support.h"

namespace atalaya {
namespace {

namespace fs = std::filesystem;

/// A folder with files and its manifest, as freeze() leaves one.
Manifest make(const cases::Scratch& scratch) {
  scratch.write("a.txt", "one");
  scratch.write("b/c.txt", "two");
  scratch.write("b/empty", "");
  const Manifest manifest{
      .id = "2026-01-31.1", .created = "2026-01-31T12:00:00Z", .agenda = "TINY", .program = "1", .files = hash_files(scratch.files()).value()};
  scratch.write(manifest_file, write_manifest(manifest));
  return manifest;
}

TEST(Manifest, ReadsBackAndVerifies) {
  const cases::Scratch scratch;
  const Manifest manifest = make(scratch);
  ASSERT_EQ(manifest.files.size(), 3U);
  EXPECT_EQ(manifest.files[0].path, "a.txt");
  EXPECT_EQ(manifest.files[1].path, "b/c.txt");
  EXPECT_EQ(manifest.files[0].sha256, "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed");  // of "one"
  EXPECT_EQ(manifest.files[2].sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");  // of nothing
  const auto again = read_manifest(scratch.files());
  ASSERT_TRUE(again) << again.error().to_string();
  EXPECT_EQ(write_manifest(*again), write_manifest(manifest));
  EXPECT_TRUE(verify(scratch.files(), *again));
}

TEST(Manifest, AnyDifferenceIsAConflict) {
  const struct {
    const char* what;
    void (*change)(const fs::path&);
    const char* message;
  } all[] = {
      {"changed", [](const fs::path& d) { (void)write_file(d / "a.txt", "onE"); }, "a.txt: the file's SHA-256 is not that of the manifest"},
      {"longer", [](const fs::path& d) { (void)write_file(d / "b/empty", " "); }, "b/empty: the file's SHA-256"},
      {"gone", [](const fs::path& d) { fs::remove(d / "b/c.txt"); }, "b/c.txt: a file of the release is missing"},
      {"gone at the end", [](const fs::path& d) { fs::remove(d / "b/empty"); }, "b/empty: a file of the release is missing"},
      {"added at the end", [](const fs::path& d) { (void)write_file(d / "z", ""); }, "z: the manifest does not name this file"},
      {"added amid", [](const fs::path& d) { (void)write_file(d / "b/a", ""); }, "b/a: the manifest does not name this file"},
      {"hidden", [](const fs::path& d) { (void)write_file(d / ".hidden", ""); }, ".hidden: the manifest does not name this file"},
      {"renamed", [](const fs::path& d) { fs::rename(d / "a.txt", d / "b.txt"); }, "a.txt: a file of the release is missing"},
      {"a link", [](const fs::path& d) { fs::create_symlink("a.txt", d / "link"); }, "link: a release holds plain files only"},
  };
  for (const auto& [what, change, message] : all) {
    const cases::Scratch scratch;
    const Manifest manifest = make(scratch);
    change(scratch.files());
    const auto status = verify(scratch.files(), manifest);
    ASSERT_FALSE(status) << what;
    EXPECT_EQ(status.error().kind, ErrorKind::Conflict) << what;
    EXPECT_NE(status.error().to_string().find(message), std::string::npos) << status.error().to_string();
  }
}

TEST(Manifest, WhatIsNoManifestIsRefused) {
  for (const char* text :
       {"", "[]", "{\"id\": 1", "{\"id\": \"x\"}", "{\"id\":\"x\",\"created\":\"\",\"agenda\":\"\",\"program\":\"\",\"files\":[{\"path\":\"a\"}]}"}) {
    const cases::Scratch scratch;
    scratch.write(manifest_file, text);
    EXPECT_FALSE(read_manifest(scratch.files())) << text;
  }
}

TEST(WriteFile, IsThereWhollyOrNotAtAll) {
  const cases::Scratch scratch;
  scratch.write("f", "old");
  EXPECT_TRUE(write_file(scratch.files() / "f", "new"));
  EXPECT_EQ(read_file(scratch.files() / "f"), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator(scratch.files()), fs::directory_iterator()), 1) << "nothing else is left";
  EXPECT_EQ(write_file(scratch.files() / "no/f", "x").error().kind, ErrorKind::NotFound);
  EXPECT_EQ(read_file(scratch.files()).error().kind, ErrorKind::Input);
  EXPECT_EQ(read_file(scratch.files() / "f", 2).error().kind, ErrorKind::Input);
}

}  // namespace
}  // namespace atalaya
