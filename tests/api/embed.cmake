# samples/embed as a reader builds it, each program under a watcher of memory too.
set(embed ${PROJECT_SOURCE_DIR}/samples/embed)
set(record ${PROJECT_SOURCE_DIR}/samples/intakes/c-0110-several-windows.json)

add_executable(embed_c ${embed}/screen.c)
add_executable(embed_cpp ${embed}/screen.cpp)
foreach(target embed_c embed_cpp)
  target_link_libraries(${target} PRIVATE contra::contra)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Werror)
  set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX C_STANDARD 11 C_EXTENSIONS OFF CXX_STANDARD 17 CXX_EXTENSIONS OFF)
endforeach()

# The answer is the one that its README shows.
add_test(NAME embed_readme COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/embed_readme.py ${embed}/README.md ${PROJECT_SOURCE_DIR} $<TARGET_FILE:embed_c> $<TARGET_FILE:embed_cpp>)
