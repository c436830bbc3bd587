# SPDX-License-Identifier: AGPL-3.0-or-later
# Files that the server carries inside itself: the pages, the scenarios, the protocol's tables.

# palabre_embed(NAME FOLDER folder DEPENDS file… [PATTERNS *.json …]): object library palabre_embedded_NAME that holds
# every file below FOLDER (as it is at build time) and defines palabre::embedded::NAME(), declared in
# server/embedded.hpp.
function(palabre_embed name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FOLDER" "DEPENDS;PATTERNS")
  set(out "${PROJECT_BINARY_DIR}/embedded/${name}")
  add_custom_command(
    OUTPUT "${out}.cpp" "${out}.S"
    COMMAND ${CMAKE_COMMAND} -DNAME=${name} "-DFOLDER=${arg_FOLDER}" "-DOUT=${out}"
      "-DPATTERNS=${arg_PATTERNS}" -P "${PROJECT_SOURCE_DIR}/cmake/embed_table.cmake"
    DEPENDS ${arg_DEPENDS} "${PROJECT_SOURCE_DIR}/cmake/embed_table.cmake"
    COMMENT "Embedding ${name}" VERBATIM)
  add_library(palabre_embedded_${name} OBJECT "${out}.cpp" "${out}.S")
  target_include_directories(palabre_embedded_${name} PRIVATE "${PROJECT_SOURCE_DIR}/server")
  target_link_libraries(palabre_embedded_${name} PRIVATE palabre_warnings)
endfunction()

# palabre_web(OUT_FOLDER OUT_STAMP): builds client-web with vite into a folder of the build tree.
function(palabre_web folder_variable stamp_variable)
  set(source "${PROJECT_SOURCE_DIR}/client-web")
  set(folder "${PROJECT_BINARY_DIR}/web")
  set(stamp "${PROJECT_BINARY_DIR}/web.stamp")
  set(with_node "${PROJECT_SOURCE_DIR}/cmake/with_node.sh")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${source}/src/*" "${source}/public/*"
    "${source}/*.html" "${PROJECT_SOURCE_DIR}/protocol/*.json"
    "${PROJECT_SOURCE_DIR}/protocol/catalogue/*.json")
  list(FILTER sources EXCLUDE REGEX "/node_modules/")
  add_custom_command(
    OUTPUT "${stamp}"
    COMMAND "${with_node}" npm-ci
    COMMAND "${with_node}" npx --no-install vite build --logLevel warn --emptyOutDir --outDir
      "${folder}"
    COMMAND ${CMAKE_COMMAND} -E touch "${stamp}"
    WORKING_DIRECTORY "${source}"
    DEPENDS ${sources} "${source}/package.json" "${source}/package-lock.json"
      "${source}/vite.config.ts" "${source}/tsconfig.json" "${with_node}"
    COMMENT "Building the pages" VERBATIM)
  set(${folder_variable} "${folder}" PARENT_SCOPE)
  set(${stamp_variable} "${stamp}" PARENT_SCOPE)
endfunction()

# palabre_embed_all(TARGET): everything the executable TARGET carries.
function(palabre_embed_all target)
  set(web_folder "")
  set(web_stamp "")
  if(PALABRE_WEB AND EXISTS "${PROJECT_SOURCE_DIR}/client-web/package.json")
    palabre_web(web_folder web_stamp)
  endif()
  palabre_embed(web FOLDER "${web_folder}" DEPENDS ${web_stamp})
  file(GLOB_RECURSE scenarios CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/scenarios/*.json"
    "${PROJECT_SOURCE_DIR}/scenarios/*.md")
  palabre_embed(scenarios FOLDER "${PROJECT_SOURCE_DIR}/scenarios" DEPENDS ${scenarios})
  file(GLOB protocol CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/protocol/*.json"
    "${PROJECT_SOURCE_DIR}/protocol/catalogue/*.json")
  palabre_embed(protocol FOLDER "${PROJECT_SOURCE_DIR}/protocol" DEPENDS ${protocol}
    PATTERNS *.json catalogue/*.json)
  foreach(part web scenarios protocol)
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:palabre_embedded_${part}>)
  endforeach()
endfunction()
