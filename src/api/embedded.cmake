# Builds rules/ into the library: included by the root, because a made file belongs to the folder of its target.
file(GLOB_RECURSE contra_rule_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/rules/*.contra)
set(contra_embedded ${PROJECT_BINARY_DIR}/embedded_rules.cpp)
set(contra_schemas ${PROJECT_SOURCE_DIR}/src/present)
add_custom_command(
  OUTPUT ${contra_embedded}
  COMMAND ${CMAKE_COMMAND} -DOUT=${contra_embedded} -DROOT=${PROJECT_SOURCE_DIR} -DSCHEMAS=${contra_schemas} -P ${PROJECT_SOURCE_DIR}/src/api/embed.cmake
  COMMAND ${CMAKE_COMMAND} -E touch ${contra_embedded}
  DEPENDS ${contra_rule_files} ${contra_schemas}/decision.schema.json ${contra_schemas}/verdict.schema.json ${PROJECT_SOURCE_DIR}/src/api/embed.cmake
  COMMENT "Building the rules in"
  VERBATIM)
target_sources(contra_api PRIVATE ${contra_embedded})
target_compile_definitions(contra_api PRIVATE CONTRA_VERSION="${PROJECT_VERSION}")
