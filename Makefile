# The usual ways in. `make demo` on a fresh Debian 12: installs, builds, serves the observatory at http://localhost:8080/.
#   make demo [PORT=9000] [DATA=folder]   prepare figures and serve; DATA loads publishers' files in place of the starter figures
#   make test                             build and run all tests
#   make fuzz [FUZZ_SECONDS=600]          build and run each fuzz target
.DEFAULT_GOAL := build
.PHONY: demo build test unit browser clients bench format lint fuzz package clean

PORT ?= 8080
ATALAYA := build/release/atalaya
# Clang 16 has std::expected only where it is told that it has GCC's concepts, which it has.
TIDY_ARGS := --extra-arg=-std=c++2b --extra-arg=-D__cpp_concepts=202002L --extra-arg=-Wno-builtin-macro-redefined --extra-arg=-Wno-macro-redefined --extra-arg=-Wno-unknown-warning-option
DEMO ?= $(if $(DATA),demo/full,demo/starter)

build:
	@scripts/setup.sh
	@cmake --preset release -DATALAYA_TESTS=OFF --log-level=WARNING >/dev/null
	@cmake --build --preset release --target atalaya translations

demo: build
	@PORT=$(PORT) $(ATALAYA) demo --workspace $(DEMO) $(if $(DATA),--data $(DATA))

test: unit browser clients

unit:
	@scripts/setup.sh test
	@cmake --preset release -DATALAYA_TESTS=ON --log-level=WARNING >/dev/null
	@cmake --build --preset release
	@ctest --preset release -j 2

browser: unit
	@node --test tests/docs/*.test.mjs tests/browser/*.test.mjs

clients: unit
	@tests/clients/run.sh

bench:
	@scripts/setup.sh
	@scripts/setup.sh bench
	@cmake --preset release -DATALAYA_TESTS=OFF --log-level=WARNING >/dev/null
	@cmake --build --preset release --target atalaya translations
	@bench/run.sh

format:
	@scripts/setup.sh lint
	@git ls-files 'src/*.h' 'src/*.cpp' 'tests/*.cpp' 'tests/*.h' 'bench/*.cpp' | xargs clang-format-16 -i

lint: build
	@scripts/setup.sh lint
	@git ls-files 'src/*.h' 'src/*.cpp' | xargs clang-format-16 --dry-run -Werror
	@git ls-files 'src/*.cpp' | xargs -P 2 -n 4 clang-tidy-16 -p build/release --quiet $(TIDY_ARGS)

fuzz:
	@scripts/setup.sh fuzz
	@cmake --preset fuzz --log-level=WARNING >/dev/null
	@cmake --build --preset fuzz --target fuzzers
	@tests/fuzz/run.sh

package: build
	@cd build/release && cpack -G DEB

clean:
	rm -rf build demo
