# What our own targets are compiled with. Variables end with this folder's scope, so nothing here reaches a parent project.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

if(PROJECT_IS_TOP_LEVEL)
  set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
  find_program(CONTRA_CCACHE ccache)
  if(CONTRA_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CONTRA_CCACHE})
  endif()
endif()

if(CONTRA_SANITIZE)
  add_compile_options(-fsanitize=${CONTRA_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${CONTRA_SANITIZE})
endif()

add_library(contra_warnings INTERFACE)
# $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>: GCC 12 warns falsely on "literal" + std::string (its bug 105651).
target_compile_options(contra_warnings INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wno-missing-field-initializers $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<BOOL:${CONTRA_WERROR}>:-Werror>)
