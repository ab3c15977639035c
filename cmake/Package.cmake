# Installation and the Debian package: the program, its data, and DuckDB's library where it came from npm.
include(GNUInstallDirs)
install(TARGETS atalaya RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${CMAKE_SOURCE_DIR}/agendas ${CMAKE_SOURCE_DIR}/web DESTINATION ${CMAKE_INSTALL_DATADIR}/atalaya)
install(DIRECTORY ${ATALAYA_SHARE}/locale DESTINATION ${CMAKE_INSTALL_DATADIR}/atalaya)
if(DuckDB_LIBRARY MATCHES "node_modules")
  install(FILES ${DuckDB_LIBRARY} DESTINATION lib/atalaya)
  set_target_properties(atalaya PROPERTIES INSTALL_RPATH "$ORIGIN/../lib/atalaya")
  # dpkg-shlibdeps knows no package that has this library, and needs none.
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_SOURCE_DIR}/node_modules/@duckdb/node-bindings-linux-${duckdb_arch})
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME atalaya)
set(CPACK_PACKAGE_VENDOR "Atalaya")
set(CPACK_PACKAGE_CONTACT "Atalaya maintainers <maintainers@users.noreply.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Observatory of a public agenda: figures to releases to pages, in one program")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# The libraries come by SHLIBDEPS; a PostgreSQL for the register may be elsewhere.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS postgresql)
# Logging in by a provider needs the authorities that vouch for its certificate.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_STRIP_FILES ON)
include(CPack)
