# The options that every target of ours is built with: warnings are errors, sanitizers where they are asked for.
add_library(atalaya_options INTERFACE)
target_include_directories(atalaya_options INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_options(atalaya_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  # Every processor since 2009 counts bits and shuffles bytes in one instruction, and the scanners of marks do little else.
  target_compile_options(atalaya_options INTERFACE -march=x86-64-v2)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 at -O2 and above sees uninitialised members in std::expected and overlaps in std::string that are not there (its bugs 105562, 105329).
  target_compile_options(atalaya_options INTERFACE -Wno-maybe-uninitialized -Wno-restrict)
endif()
if(ATALAYA_SANITIZE)
  add_compile_options(-fsanitize=${ATALAYA_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=${ATALAYA_SANITIZE})
  if(ATALAYA_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Asio has memory fences, which the thread sanitizer does not follow; the compiler says so, and that is no fault of the code.
    add_compile_options(-Wno-tsan)
  endif()
endif()

# One static library a folder of src: atalaya_library(base error.cpp ... LINKS OpenSSL::Crypto)
function(atalaya_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINKS")
  add_library(atalaya_${name} STATIC ${arg_UNPARSED_ARGUMENTS})
  target_link_libraries(atalaya_${name} PUBLIC atalaya_options ${arg_LINKS})
endfunction()
