# Embeds the data files that people read and edit (rules, words, templates, samples) into the program, so that one binary works
# offline and from any folder. Each file becomes one .incbin; the table of names is generated beside it.
file(GLOB_RECURSE resource_files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}
  ${CMAKE_SOURCE_DIR}/rules/*.json ${CMAKE_SOURCE_DIR}/rules/*.csv
  ${CMAKE_SOURCE_DIR}/reports/*.json ${CMAKE_SOURCE_DIR}/reports/*.mustache ${CMAKE_SOURCE_DIR}/reports/*.css
  ${CMAKE_SOURCE_DIR}/samples/*.csv ${CMAKE_SOURCE_DIR}/samples/*.json ${CMAKE_SOURCE_DIR}/samples/*.md ${CMAKE_SOURCE_DIR}/samples/*.xml)
list(SORT resource_files)

set(assembly ".section .rodata\n")
set(declarations "")
set(rows "")
set(index 0)
set(paths "")
foreach(file IN LISTS resource_files)
  string(APPEND assembly ".global kede_resource_${index}\n.global kede_resource_${index}_end\nkede_resource_${index}:\n.incbin \"${CMAKE_SOURCE_DIR}/${file}\"\nkede_resource_${index}_end:\n.byte 0\n")
  string(APPEND declarations "extern const char kede_resource_${index}[];\nextern const char kede_resource_${index}_end[];\n")
  string(APPEND rows "    {\"${file}\", kede_resource_${index}, kede_resource_${index}_end},\n")
  list(APPEND paths ${CMAKE_SOURCE_DIR}/${file})
  math(EXPR index "${index} + 1")
endforeach()
string(APPEND assembly ".section .note.GNU-stack,\"\",%progbits\n")
set(generated ${CMAKE_BINARY_DIR}/generated)
file(CONFIGURE OUTPUT ${generated}/resources.S CONTENT "${assembly}" @ONLY)
file(CONFIGURE OUTPUT ${generated}/resource_table.inc CONTENT "${rows}" @ONLY)
file(CONFIGURE OUTPUT ${generated}/resource_symbols.inc CONTENT "${declarations}" @ONLY)

add_library(kede_resources STATIC ${generated}/resources.S ${CMAKE_SOURCE_DIR}/engine/base/embedded/embedded_resources.cpp)
set_source_files_properties(${generated}/resources.S PROPERTIES OBJECT_DEPENDS "${paths}")
target_include_directories(kede_resources PRIVATE ${generated})
target_compile_definitions(kede_resources PRIVATE KEDE_VERSION="${PROJECT_VERSION}")
target_link_libraries(kede_resources PRIVATE kede_options)
