# SPDX-License-Identifier: AGPL-3.0-or-later
# What every compilation gets: warnings, sanitizers, compiler cache, linker.

add_library(palabre_warnings INTERFACE)
target_compile_options(palabre_warnings INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion;-Wnon-virtual-dtor;-Wold-style-cast;-Wimplicit-fallthrough>)
if(PALABRE_WERROR)
  target_compile_options(palabre_warnings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Werror>)
endif()

if(PALABRE_SANITIZE)
  # clang 16's `function` check calls coroutine frames mismatched functions.
  add_compile_options(-fsanitize=${PALABRE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${PALABRE_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID MATCHES Clang AND PALABRE_SANITIZE MATCHES undefined)
    add_compile_options(-fno-sanitize=function)
  endif()
endif()

find_program(PALABRE_CCACHE ccache)
if(PALABRE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # A precompiled header is only cached when these are allowed to differ.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} ${PALABRE_CCACHE})
endif()

find_program(PALABRE_MOLD mold)
if(PALABRE_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
