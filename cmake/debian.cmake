# The Debian packages: contra (command, packs, manual), libcontra-dev (library, headers), and with BUILD_SHARED_LIBS the
# shared library by itself. Debian's policy wants manual and changelog compressed, and the copyright in a form of its own.
find_program(CONTRA_GZIP gzip)
if(NOT CONTRA_GZIP OR NOT TARGET contra_command)
  return()
endif()
set(contra_debian ${contra_installed}/debian)
file(MAKE_DIRECTORY ${contra_debian})
function(contra_gzip from to)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${from})
  execute_process(COMMAND ${CONTRA_GZIP} -9nc ${from} OUTPUT_FILE ${to} COMMAND_ERROR_IS_FATAL ANY)
endfunction()
contra_gzip(${PROJECT_SOURCE_DIR}/src/cli/contra.1 ${contra_debian}/contra.1.gz)
contra_gzip(${PROJECT_SOURCE_DIR}/CHANGELOG.md ${contra_debian}/changelog.gz)
contra_gzip(${PROJECT_SOURCE_DIR}/cmake/debian/changelog ${contra_debian}/changelog.Debian.gz)

set(contra_packages contra libcontra-dev)
if(BUILD_SHARED_LIBS)
  list(APPEND contra_packages libcontra${contra_soversion})
endif()
foreach(package ${contra_packages})
  install(FILES ${PROJECT_SOURCE_DIR}/cmake/debian/copyright ${contra_debian}/changelog.gz ${contra_debian}/changelog.Debian.gz
    DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT debian-${package} EXCLUDE_FROM_ALL)
endforeach()
install(FILES ${contra_debian}/contra.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT debian-contra EXCLUDE_FROM_ALL)
install(FILES ${PROJECT_SOURCE_DIR}/README.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/contra COMPONENT debian-contra EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME contra)
set(CPACK_PACKAGE_VENDOR contra)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "contraindication checks for skin treatments")
set(CPACK_PACKAGE_CONTACT "contra maintainers <maintainers@contra.invalid>" CACHE STRING "Name and address of who makes the packages")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES TRUE)
set(CPACK_CMAKE_GENERATOR Ninja)
set(CPACK_DEB_COMPONENT_INSTALL TRUE)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_COMPONENTS_ALL command records development debian-contra debian-libcontra-dev)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)
find_program(CONTRA_SHLIBDEPS dpkg-shlibdeps)
if(CONTRA_SHLIBDEPS)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS TRUE)
  set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS TRUE)
endif()

set(CPACK_DEBIAN_TOOLS_PACKAGE_NAME contra)
set(CPACK_DEBIAN_TOOLS_DESCRIPTION "contra screens a client's intake record by rules that anyone can read, and
answers GO or WAIT for a day, with reasons: which answer, which window, until
when, who can clear it, which source. Whatever is missing or vague waits.

It is decision support for professionals, not medical advice.

This package has the command and the rules it comes with.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libcontra-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "contra screens a client's intake record by rules that anyone can read, and
answers GO or WAIT for a day, with reasons.

This package has the library with its C++ and C headers, its CMake package and
its pkg-config file.")
if(BUILD_SHARED_LIBS)
  set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libcontra${contra_soversion} (= ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})")
  list(APPEND CPACK_COMPONENTS_ALL library debian-libcontra${contra_soversion})
  set(CPACK_DEBIAN_SHARED_PACKAGE_NAME libcontra${contra_soversion})
  set(CPACK_DEBIAN_SHARED_PACKAGE_SECTION libs)
  set(CPACK_DEBIAN_SHARED_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/cmake/debian/triggers)
  set(CPACK_DEBIAN_SHARED_DESCRIPTION "contra screens a client's intake record by rules that anyone can read, and
answers GO or WAIT for a day, with reasons.

This package has the shared library.")
else()
  # What a program links beside the static library.
  set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libsimdjson-dev, libsodium-dev, libutf8proc-dev, pkgconf | pkg-config")
endif()

include(CPack)
cpack_add_component_group(tools)
cpack_add_component_group(development)
cpack_add_component(command GROUP tools)
cpack_add_component(records GROUP tools)
cpack_add_component(debian-contra GROUP tools)
cpack_add_component(development GROUP development)
cpack_add_component(debian-libcontra-dev GROUP development)
if(BUILD_SHARED_LIBS)
  cpack_add_component_group(shared)
  cpack_add_component(library GROUP shared)
  cpack_add_component(debian-libcontra${contra_soversion} GROUP shared)
endif()
