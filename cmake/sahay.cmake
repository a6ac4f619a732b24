# sahay_folder(<folder> [LINK libs...] [SOURCES files...]): one static library per folder of server/, with its .sql files
# embedded and one test program made of its *_test.cc files. Include paths are relative to server/; generated headers
# ("x_sql.h") appear under the same folder in the build tree. The objects that register the queries are link items of
# the library, so every program that links the folder holds them whole (a static library alone would drop them).
set(SAHAY_GENERATED ${CMAKE_BINARY_DIR}/generated)

add_library(sahay_pch OBJECT ${CMAKE_SOURCE_DIR}/cmake/pch.cc)
target_precompile_headers(sahay_pch PRIVATE ${CMAKE_SOURCE_DIR}/cmake/pch.h)
target_include_directories(sahay_pch PRIVATE ${CMAKE_SOURCE_DIR}/server)
# What ccache hashes instead of the precompiled header (CCACHE_PCH_EXTSUM), which holds the paths of this checkout: the
# list of headers, the flags, and the versions that decide their content.
file(SHA256 ${CMAKE_SOURCE_DIR}/cmake/pch.h pch_digest)
get_directory_property(pch_options COMPILE_OPTIONS)
file(WRITE ${CMAKE_BINARY_DIR}/CMakeFiles/sahay_pch.dir/cmake_pch.hxx.pch.sum
  "${pch_digest} ${CMAKE_CXX_COMPILER_VERSION} ${CMAKE_BUILD_TYPE} ${pch_options} ${Boost_VERSION} ${GTest_VERSION}")

function(sahay_folder folder)
  cmake_parse_arguments(ARG "NO_PCH" "" "LINK;TEST_LINK;SOURCES" ${ARGN})
  string(REPLACE "/" "_" name ${folder})
  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.cc)
  file(GLOB tests CONFIGURE_DEPENDS ${folder}/*_test.cc)
  file(GLOB statements CONFIGURE_DEPENDS ${folder}/*.sql)
  list(FILTER sources EXCLUDE REGEX "(_test|_fuzz)\\.cc$")
  foreach(sql ${statements})
    get_filename_component(stem ${sql} NAME_WE)
    set(header ${SAHAY_GENERATED}/${folder}/${stem}_sql.h)
    set(source ${SAHAY_GENERATED}/${folder}/${stem}_sql.cc)
    add_custom_command(OUTPUT ${header} ${source}
      COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/embed_sql.py ${sql} ${folder} ${header} ${source}
      DEPENDS ${sql} ${CMAKE_SOURCE_DIR}/tools/embed_sql.py COMMENT "SQL ${folder}/${stem}.sql")
    list(APPEND headers ${header})
    list(APPEND registrations ${source})
  endforeach()
  if(NOT sources)
    return()
  endif()
  add_library(${name} STATIC ${sources} ${headers} ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/server ${SAHAY_GENERATED})
  target_link_libraries(${name} PUBLIC ${ARG_LINK})
  if(folder MATCHES ${SAHAY_PROFILE_FOLDERS})
    target_compile_options(${name} PRIVATE ${SAHAY_PROFILE_OPTIONS})
  endif()
  # libFuzzer steers by the coverage of what it feeds; elsewhere it only costs time. (Not fuzzer-no-link: a precompiled
  # header must have been made with that too.)
  if(SAHAY_FUZZ AND folder MATCHES "^(base|platform|desk/search)")
    target_compile_options(${name} PRIVATE -fsanitize-coverage=inline-8bit-counters,indirect-calls,trace-cmp,pc-table)
  endif()
  if(NOT ARG_NO_PCH)
    target_precompile_headers(${name} REUSE_FROM sahay_pch)
  endif()
  if(registrations)
    add_library(${name}_sql OBJECT ${registrations} ${headers})
    target_include_directories(${name}_sql PRIVATE ${CMAKE_SOURCE_DIR}/server ${SAHAY_GENERATED})
    target_precompile_headers(${name}_sql REUSE_FROM sahay_pch)
    add_dependencies(${name} ${name}_sql)
    target_link_libraries(${name} INTERFACE $<TARGET_OBJECTS:${name}_sql>)
    set_property(GLOBAL APPEND PROPERTY SAHAY_QUERIES $<TARGET_OBJECTS:${name}_sql>)
  endif()
  if(tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE ${name} ${ARG_TEST_LINK} GTest::gtest GTest::gmock GTest::gtest_main)
    target_compile_definitions(${name}_test PRIVATE SAHAY_SOURCE_DIR="${SAHAY_TEST_ROOT}")
    target_precompile_headers(${name}_test REUSE_FROM sahay_pch)
    add_test(NAME ${name} COMMAND ${name}_test WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(${name} PROPERTIES TIMEOUT 300)
  endif()
  if(SAHAY_FUZZ)
    # parse_fuzz.cc of platform/mail becomes platform_mail_parse_fuzz; its seeds lie in testdata/fuzz/parse.
    file(GLOB fuzzers CONFIGURE_DEPENDS ${folder}/*_fuzz.cc)
    foreach(fuzzer ${fuzzers})
      get_filename_component(stem ${fuzzer} NAME_WE)
      add_executable(${name}_${stem} ${fuzzer})
      target_link_libraries(${name}_${stem} PRIVATE ${name} ${ARG_TEST_LINK})
      target_link_options(${name}_${stem} PRIVATE -fsanitize=fuzzer)
      target_precompile_headers(${name}_${stem} REUSE_FROM sahay_pch)
    endforeach()
  endif()
endfunction()

# sahay_migrations(<variable>): a source with server/migrations/*.sql embedded, for platform/db.
macro(sahay_migrations variable)
  set(${variable} ${SAHAY_GENERATED}/platform/db/embedded_migrations.cc)
  file(GLOB migrations CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/server/migrations/*.sql)
  add_custom_command(OUTPUT ${${variable}}
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/embed_migrations.py ${${variable}} ${migrations}
    DEPENDS ${migrations} ${CMAKE_SOURCE_DIR}/tools/embed_migrations.py COMMENT "migrations")
endmacro()
