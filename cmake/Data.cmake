# The program's own data, beside the binary: <build>/share/atalaya is a mirror of what is installed.
set(ATALAYA_SHARE ${CMAKE_BINARY_DIR}/share/atalaya)
file(MAKE_DIRECTORY ${ATALAYA_SHARE})
foreach(folder agendas web)
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${folder} ${ATALAYA_SHARE}/${folder} SYMBOLIC)
endforeach()
configure_file(${CMAKE_SOURCE_DIR}/src/base/version.h.in ${CMAKE_BINARY_DIR}/include/atalaya/base/version.h @ONLY)
