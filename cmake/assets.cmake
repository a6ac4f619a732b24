# sahay_embed_assets(<target> <directory> <name> [DEPENDS targets or files...]): compiles every file below the directory
# into the target. #include "assets/<name>.h" declares sahay::assets::<name>(), a list for http::add_assets(). <name> is a
# C++ name ("console"). A directory that is not there gives an empty list: its addresses answer 404.
function(sahay_embed_assets target directory name)
  cmake_parse_arguments(ARG "" "" "DEPENDS" ${ARGN})
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${directory}/*)
  set(header ${SAHAY_GENERATED}/assets/${name}.h)
  set(source ${SAHAY_GENERATED}/assets/${name}.cc)
  set(bytes ${SAHAY_GENERATED}/assets/${name}_bytes.S)
  add_custom_command(OUTPUT ${header} ${source} ${bytes}
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/embed_assets.py ${directory} ${name} ${header} ${source} ${bytes}
            ${CMAKE_BINARY_DIR}/packed/${name}
    DEPENDS ${files} ${ARG_DEPENDS} ${CMAKE_SOURCE_DIR}/tools/embed_assets.py COMMENT "Assets ${name}")
  target_sources(${target} PRIVATE ${source} ${bytes} ${header})
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR}/server ${SAHAY_GENERATED})
endfunction()
