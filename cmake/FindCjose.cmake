# cjose's own pkg-config file asks for the headers of jansson, which only its sources need.
find_path(CJOSE_INCLUDE_DIR cjose/cjose.h)
find_library(CJOSE_LIBRARY cjose)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Cjose REQUIRED_VARS CJOSE_LIBRARY CJOSE_INCLUDE_DIR)
if(Cjose_FOUND AND NOT TARGET Cjose::Cjose)
  add_library(Cjose::Cjose UNKNOWN IMPORTED)
  set_target_properties(Cjose::Cjose PROPERTIES IMPORTED_LOCATION ${CJOSE_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${CJOSE_INCLUDE_DIR})
endif()
