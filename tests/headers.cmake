# Proof that every header compiles alone, and twice: one source file for each, in a library of objects that nothing links.
# Left out is x.hpp beside an x.cpp, which includes it first (a law, see tests/laws) and so proves it already; except in the tests, where the
# precompiled header stands before the first include.
# Built with the rest when KEDE_CHECK_HEADERS is on, else only by name: cmake --build … --target kede_headers
option(KEDE_CHECK_HEADERS "Compile every header by itself" OFF)

file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}
  ${CMAKE_SOURCE_DIR}/engine/*.hpp ${CMAKE_SOURCE_DIR}/importers/*.hpp ${CMAKE_SOURCE_DIR}/reports/*.hpp ${CMAKE_SOURCE_DIR}/tests/*.hpp)
set(header_sources "")
foreach(header IN LISTS headers)
  string(REGEX REPLACE "hpp$" "cpp" own_source ${CMAKE_SOURCE_DIR}/${header})
  if(EXISTS ${own_source} AND NOT header MATCHES "^tests/")
    continue()
  endif()
  string(MAKE_C_IDENTIFIER ${header} name)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/headers/${name}.cpp CONTENT "#include \"${header}\"\n#include \"${header}\"\n" @ONLY)
  list(APPEND header_sources ${CMAKE_BINARY_DIR}/generated/headers/${name}.cpp)
endforeach()
add_library(kede_headers OBJECT ${header_sources})
target_link_libraries(kede_headers PRIVATE kede_test_main fmt::fmt Boost::graph Boost::program_options pugixml::pugixml PkgConfig::libzip PkgConfig::xlsxwriter
                                           PkgConfig::graphviz)
if(NOT KEDE_CHECK_HEADERS)
  set_target_properties(kede_headers PROPERTIES EXCLUDE_FROM_ALL ON)
endif()
