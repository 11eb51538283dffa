# samples/embed as a reader builds it, and the C program under two watchers of memory.
set(embed ${PROJECT_SOURCE_DIR}/samples/embed)

function(contra_embed target source)
  add_executable(${target} ${embed}/${source})
  target_link_libraries(${target} PRIVATE contra::contra)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Werror ${ARGN})
  target_link_options(${target} PRIVATE ${ARGN})
  set_target_properties(${target} PROPERTIES C_STANDARD 11 C_EXTENSIONS OFF CXX_STANDARD 17 CXX_EXTENSIONS OFF)
endfunction()
function(contra_embed_test name)
  add_test(NAME embed_${name} COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/embed.py ${ARGN})
endfunction()

contra_embed(embed_c screen.c)
contra_embed(embed_cpp screen.cpp)
contra_embed_test(page page $<TARGET_FILE:embed_c> ${embed}/README.md ${PROJECT_SOURCE_DIR})
contra_embed_test(c records $<TARGET_FILE:embed_c> -- ${PROJECT_SOURCE_DIR})

# A build with sanitizers watches by itself, and does not go together with others.
if(NOT CONTRA_SANITIZE)
  contra_embed(embed_c_asan screen.c -fsanitize=address,undefined -fno-sanitize-recover=all)
  contra_embed_test(asan records $<TARGET_FILE:embed_c_asan> -- ${PROJECT_SOURCE_DIR})
  # A few records: a GO, a WAIT of several reasons, one that is refused. Without valgrind the test fails.
  find_program(CONTRA_VALGRIND valgrind)
  contra_embed_test(valgrind records ${CONTRA_VALGRIND} --quiet --leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=all --error-exitcode=99
    $<TARGET_FILE:embed_c> -- ${PROJECT_SOURCE_DIR} c-0101 c-0110 c-0143)
endif()
