# DuckDB's shared library and C header: the system's where it has them, else those of two pinned npm packages
# (`@duckdb/node-bindings-linux-*` has the library, `duckdb` the header of the same version; see docs/dependencies.md).
if(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
  set(duckdb_arch arm64)
else()
  set(duckdb_arch x64)
endif()
set(duckdb_npm ${CMAKE_SOURCE_DIR}/node_modules)
find_library(DuckDB_LIBRARY NAMES duckdb HINTS ${duckdb_npm}/@duckdb/node-bindings-linux-${duckdb_arch})
find_path(DuckDB_INCLUDE_DIR NAMES duckdb.h HINTS ${duckdb_npm}/duckdb/src/duckdb/src/include)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(DuckDB REQUIRED_VARS DuckDB_LIBRARY DuckDB_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "run scripts/setup.sh, which installs the pinned npm packages")

if(DuckDB_FOUND AND NOT TARGET DuckDB::DuckDB)
  add_library(DuckDB::DuckDB SHARED IMPORTED)
  # The npm package `duckdb` ships the whole source tree beside duckdb.h; only the C header is used, from a folder of its own.
  set(duckdb_headers ${CMAKE_BINARY_DIR}/include/duckdb)
  file(MAKE_DIRECTORY ${duckdb_headers})
  file(COPY_FILE ${DuckDB_INCLUDE_DIR}/duckdb.h ${duckdb_headers}/duckdb.h ONLY_IF_DIFFERENT)
  set_target_properties(DuckDB::DuckDB PROPERTIES
    IMPORTED_LOCATION ${DuckDB_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${duckdb_headers}
    INTERFACE_SYSTEM_INCLUDE_DIRECTORIES ${duckdb_headers})
endif()
