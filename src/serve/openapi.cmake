# Builds the API's description and the schemas of the form, of what to ask next and of an export into the program.
set(contra_openapi ${PROJECT_BINARY_DIR}/openapi.cpp)
file(GLOB contra_openapi_parts CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/serve/openapi/*.json ${PROJECT_SOURCE_DIR}/src/serve/*.schema.json)
add_custom_command(
  OUTPUT ${contra_openapi}
  COMMAND ${CMAKE_COMMAND} -DFOLDER=${PROJECT_SOURCE_DIR}/src/serve -DOUT=${contra_openapi} -DJSON=${PROJECT_BINARY_DIR}/openapi.json -P ${PROJECT_SOURCE_DIR}/src/serve/join_openapi.cmake
  COMMAND ${CMAKE_COMMAND} -E touch ${contra_openapi}
  DEPENDS ${contra_openapi_parts} ${PROJECT_SOURCE_DIR}/src/serve/join_openapi.cmake
  COMMENT "Joining the API's description"
  VERBATIM)
target_sources(contra_serve PRIVATE ${contra_openapi})
