# SPDX-License-Identifier: AGPL-3.0-or-later
# How a folder becomes a target. CONTRIBUTING.md shows an example of each.

# Everything that ./dev bench runs; everything that ./dev fuzz runs.
add_custom_target(palabre_benches)
add_custom_target(palabre_fuzzers)

# palabre_add_if_there(FOLDER): takes the folder in once it has a CMakeLists.txt.
function(palabre_add_if_there folder)
  if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt")
    add_subdirectory(${folder})
  endif()
endfunction()

# A file that is listed before it is written fails the target that wants it, not everybody's configuration.
function(palabre_sources_there sources_variable missing_variable)
  set(there "")
  set(missing "")
  foreach(source ${${sources_variable}})
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${source}")
      list(APPEND there "${source}")
    else()
      list(APPEND missing "${CMAKE_CURRENT_SOURCE_DIR}/${source}")
    endif()
  endforeach()
  if(NOT there)
    file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/nothing_yet.cpp" "")
    set(there "${CMAKE_CURRENT_BINARY_DIR}/nothing_yet.cpp")
  endif()
  set(${sources_variable} "${there}" PARENT_SCOPE)
  set(${missing_variable} "${missing}" PARENT_SCOPE)
endfunction()

function(palabre_fail_for target)
  if(ARGN)
    list(JOIN ARGN " " names)
    add_custom_target(${target}_missing
      COMMAND ${CMAKE_COMMAND} -E echo "listed in CMakeLists.txt but not there: ${names}"
      COMMAND ${CMAKE_COMMAND} -E false VERBATIM)
    add_dependencies(${target} ${target}_missing)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${ARGN})
  endif()
endfunction()

# palabre_library(NAME SOURCES file… LINK layer-or-library…): static library palabre_NAME, alias palabre::NAME.
# LINK names other layers plainly (base room) and libraries by their target (SQLite::SQLite3).
function(palabre_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  palabre_sources_there(arg_SOURCES missing)
  add_library(palabre_${name} STATIC ${arg_SOURCES})
  palabre_fail_for(palabre_${name} ${missing})
  add_library(palabre::${name} ALIAS palabre_${name})
  target_include_directories(palabre_${name} PUBLIC "${PROJECT_SOURCE_DIR}/server")
  target_link_libraries(palabre_${name} PUBLIC palabre_core_libraries)
  palabre_link(palabre_${name} PUBLIC ${arg_LINK})
  target_link_libraries(palabre_${name} PRIVATE palabre_warnings)
endfunction()

# palabre_test(NAME SOURCES file… LINK layer-or-library…): executable palabre_test_NAME, run by ./dev test.
function(palabre_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  palabre_sources_there(arg_SOURCES missing)
  add_executable(palabre_test_${name} ${arg_SOURCES} $<TARGET_OBJECTS:palabre_test_main>)
  palabre_fail_for(palabre_test_${name} ${missing})
  target_include_directories(palabre_test_${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests"
    "${PROJECT_SOURCE_DIR}/server")
  target_compile_definitions(palabre_test_${name} PRIVATE PALABRE_TREE="${PROJECT_SOURCE_DIR}")
  target_link_libraries(palabre_test_${name} PRIVATE palabre_core_libraries Catch2::Catch2
    rapidcheck)
  palabre_link(palabre_test_${name} PRIVATE ${arg_LINK})
  target_link_libraries(palabre_test_${name} PRIVATE palabre_warnings)
  set_target_properties(palabre_test_${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
  set_property(GLOBAL APPEND PROPERTY PALABRE_TEST_TARGETS palabre_test_${name})
endfunction()

# palabre_bench(NAME SOURCES file… LINK layer-or-library…): executable palabre_bench_NAME, run by ./dev bench.
function(palabre_bench name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  add_executable(palabre_bench_${name} ${arg_SOURCES})
  target_include_directories(palabre_bench_${name} PRIVATE "${PROJECT_SOURCE_DIR}/server")
  target_link_libraries(palabre_bench_${name} PRIVATE palabre_core_libraries benchmark::benchmark)
  palabre_link(palabre_bench_${name} PRIVATE ${arg_LINK})
  target_link_libraries(palabre_bench_${name} PRIVATE palabre_warnings)
  set_target_properties(palabre_bench_${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bench")
  add_dependencies(palabre_benches palabre_bench_${name})
endfunction()

# Layers by their plain name or their alias, anything else as it is.
function(palabre_link target how)
  foreach(item ${ARGN})
    if(item MATCHES "^(palabre::)?(base|chart|activities|room|wire|app|store|redis|net)$")
      target_link_libraries(${target} ${how} palabre_${CMAKE_MATCH_2})
    else()
      target_link_libraries(${target} ${how} ${item})
    endif()
  endforeach()
endfunction()

# The version header: <build>/generated/version.hpp, for whoever links palabre_version.
function(palabre_version_header)
  find_package(Git QUIET)
  if(NOT PALABRE_COMMIT AND GIT_FOUND AND EXISTS "${PROJECT_SOURCE_DIR}/.git")
    execute_process(COMMAND ${GIT_EXECUTABLE} rev-parse --short=12 HEAD
      WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" OUTPUT_VARIABLE PALABRE_COMMIT
      OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  endif()
  configure_file("${PROJECT_SOURCE_DIR}/cmake/version.hpp.in"
    "${PROJECT_BINARY_DIR}/generated/version.hpp")
  add_library(palabre_version INTERFACE)
  target_include_directories(palabre_version INTERFACE "${PROJECT_BINARY_DIR}/generated")
endfunction()
palabre_version_header()

# palabre_fuzz(NAME SOURCES file… LINK layer…): a LLVMFuzzerTestOneInput. In the presets that test it becomes
# palabre_test_fuzz_NAME, which plays tests/fuzz/corpus/NAME; in the preset fuzz, palabre_fuzz_NAME for libFuzzer.
function(palabre_fuzz name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  if(PALABRE_SANITIZE MATCHES fuzzer)
    add_executable(palabre_fuzz_${name} ${arg_SOURCES})
    target_include_directories(palabre_fuzz_${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
    target_link_options(palabre_fuzz_${name} PRIVATE -fsanitize=fuzzer)
    palabre_link(palabre_fuzz_${name} PRIVATE ${arg_LINK})
    target_link_libraries(palabre_fuzz_${name} PRIVATE palabre_warnings)
    set_target_properties(palabre_fuzz_${name} PROPERTIES
      RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/fuzz")
    add_dependencies(palabre_fuzzers palabre_fuzz_${name})
  else()
    palabre_test(fuzz_${name} SOURCES ${arg_SOURCES} ../support/replay_corpus.cpp
      LINK ${arg_LINK})
    target_compile_definitions(palabre_test_fuzz_${name} PRIVATE PALABRE_CORPUS="${name}")
  endif()
endfunction()
