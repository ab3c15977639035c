# Translations with gettext. Only C++ sources of the site and the register hold text to translate (templates take every text through variables).
#   translations   msgfmt of each po/<language>.po into <binary>/share/atalaya/locale/<language>/LC_MESSAGES/atalaya.mo (part of `all`)
#   pot            xgettext of the sources into po/atalaya.pot, and msgmerge of it into each po file; run it by hand
find_program(MSGFMT msgfmt REQUIRED)
find_program(XGETTEXT xgettext)
find_program(MSGMERGE msgmerge)

function(atalaya_translations)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "LANGUAGES;FOLDERS")
  set(catalogues)
  foreach(language IN LISTS arg_LANGUAGES)
    set(po ${PROJECT_SOURCE_DIR}/po/${language}.po)
    set(mo ${PROJECT_BINARY_DIR}/share/atalaya/locale/${language}/LC_MESSAGES/atalaya.mo)
    cmake_path(GET mo PARENT_PATH folder)
    add_custom_command(OUTPUT ${mo}
      COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
      COMMAND ${MSGFMT} --check --output-file=${mo} ${po}
      DEPENDS ${po} VERBATIM)
    list(APPEND catalogues ${mo})
  endforeach()
  add_custom_target(translations ALL DEPENDS ${catalogues})

  if(XGETTEXT AND MSGMERGE)
    # The list is made when the target runs, so that a new source file is never forgotten.
    list(JOIN arg_FOLDERS " " folders)
    set(commands COMMAND sh -c "find ${folders} -name '*.h' -o -name '*.cpp' | LC_ALL=C sort | ${XGETTEXT} --language=C++ --from-code=UTF-8 \
--keyword --keyword=tr --keyword=tr_noop --keyword=ntr:1,2 --keyword=ctr:1c,2 --add-comments=Translators --no-wrap --sort-by-file \
--package-name=Atalaya --package-version=${PROJECT_VERSION} --copyright-holder=Atalaya --files-from=- --output=po/atalaya.pot")
    foreach(language IN LISTS arg_LANGUAGES)
      list(APPEND commands COMMAND ${MSGMERGE} --update --backup=none --no-wrap --no-fuzzy-matching po/${language}.po po/atalaya.pot)
    endforeach()
    add_custom_target(pot ${commands} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} VERBATIM)
  endif()
endfunction()

atalaya_translations(LANGUAGES es pt FOLDERS src/register src/site)
