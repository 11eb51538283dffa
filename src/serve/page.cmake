# Builds the page (TypeScript, by Vite) and its files into the program. With CONTRA_PAGE off, or the first time without
# Node, the program has the API and no pages; it says so.
option(CONTRA_PAGE "Build the pages of `contra serve` in (needs Node.js and npm)" OFF)
set(contra_page_sources ${PROJECT_SOURCE_DIR}/src/serve/page)
set(contra_page_files ${PROJECT_BINARY_DIR}/page_files.cpp)
if(CONTRA_PAGE)
  find_program(CONTRA_NPM npm REQUIRED)
  set(contra_page_folder ${PROJECT_BINARY_DIR}/page)
  file(GLOB_RECURSE contra_page_inputs CONFIGURE_DEPENDS ${contra_page_sources}/*)
  list(FILTER contra_page_inputs EXCLUDE REGEX "/page/(node_modules|dist|build)/")
  add_custom_command(
    OUTPUT ${contra_page_files}
    COMMAND ${CMAKE_COMMAND} -DSOURCES=${contra_page_sources} -DFOLDER=${contra_page_folder} -DNPM=${CONTRA_NPM} -DOUT=${contra_page_files}
      -P ${PROJECT_SOURCE_DIR}/src/serve/build_page.cmake
    DEPENDS ${contra_page_inputs} ${PROJECT_SOURCE_DIR}/src/serve/build_page.cmake
    COMMENT "Building the page"
    VERBATIM)
else()
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/no_page_files.cpp CONTENT
"// Made by page.cmake: the program is built without its pages.
#include \"serve/pages.hpp\"

namespace contra::serve {

const std::vector<PageFile>& page_files() {
  static const std::vector<PageFile> files;
  return files;
}

}  // namespace contra::serve
")
  set(contra_page_files ${PROJECT_BINARY_DIR}/no_page_files.cpp)
endif()
target_sources(contra_serve PRIVATE ${contra_page_files})
