# The texts for people, checked and embedded into base: i18n/*.json and i18n/parts/*.json.
file(GLOB texts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/i18n/*.json ${CMAKE_SOURCE_DIR}/i18n/parts/*.json)
set(text_table ${SAHAY_GENERATED}/base/i18n_table.cc)
add_custom_command(OUTPUT ${text_table}
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/embed_i18n.py ${CMAKE_SOURCE_DIR}/i18n ${text_table}
  DEPENDS ${texts} ${CMAKE_SOURCE_DIR}/tools/embed_i18n.py ${CMAKE_SOURCE_DIR}/tools/messages.py
  COMMENT "Texts in en, bn, ru")
target_sources(base PRIVATE ${text_table})
