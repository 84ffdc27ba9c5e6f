# The layers and the program a second time, with sanitizers, in <build>/sanitized. The tests are not instrumented, which would take three times
# as long and find nothing more: the same objects are linked with either, so that they are compiled once.
# Built by name only: cmake --build … --target sanitized
get_property(instrumented DIRECTORY ${CMAKE_SOURCE_DIR} PROPERTY BUILDSYSTEM_TARGETS)
list(REMOVE_ITEM instrumented kede_options kede_resources)
list(JOIN instrumented "|" instrumented_names)
add_custom_target(sanitized)

function(kede_link_sanitized target)  # LIBRARY…
  list(TRANSFORM ARGN REPLACE "^(${instrumented_names})$" "\\1_sanitized")
  target_link_libraries(${target} ${ARGN})
  target_link_options(${target} PUBLIC -fsanitize=${KEDE_SANITIZE})
endfunction()

# Left out of "undefined": null and object-size, which the address sanitizer sees too, and alignment, which x86 does not need; they are a third of
# the code.
foreach(target IN LISTS instrumented)
  get_target_property(sources ${target} SOURCES)
  list(TRANSFORM sources PREPEND "${CMAKE_SOURCE_DIR}/" REGEX "^[^/]")
  get_target_property(libraries ${target} LINK_LIBRARIES)
  get_target_property(type ${target} TYPE)
  if(type STREQUAL "EXECUTABLE")
    add_executable(${target}_sanitized EXCLUDE_FROM_ALL ${sources})
    set_target_properties(${target}_sanitized PROPERTIES OUTPUT_NAME ${target} RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/sanitized/bin)
    add_dependencies(sanitized ${target}_sanitized)
  else()
    add_library(${target}_sanitized STATIC EXCLUDE_FROM_ALL ${sources})
  endif()
  kede_link_sanitized(${target}_sanitized ${libraries})
  target_compile_options(${target}_sanitized PRIVATE
    -fsanitize=${KEDE_SANITIZE} -fno-sanitize=null,object-size,alignment -fno-sanitize-recover=all -fno-omit-frame-pointer
    -Wno-subobject-linkage)  # takes a source that a unity build includes for a header
  set_target_properties(${target}_sanitized PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
endforeach()

function(kede_sanitized_test name)
  add_executable(${name}_sanitized EXCLUDE_FROM_ALL $<TARGET_OBJECTS:${name}> $<TARGET_OBJECTS:kede_test_main>)
  get_target_property(libraries ${name} LINK_LIBRARIES)
  get_target_property(support_libraries kede_test_main LINK_LIBRARIES)
  list(REMOVE_ITEM libraries kede_test_main)
  kede_link_sanitized(${name}_sanitized ${libraries} ${support_libraries})
  set_target_properties(${name}_sanitized PROPERTIES LINKER_LANGUAGE CXX OUTPUT_NAME ${name} RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/sanitized/tests)
  add_dependencies(sanitized ${name}_sanitized)
endfunction()
