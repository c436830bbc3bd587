# SPDX-License-Identifier: AGPL-3.0-or-later
# Writes OUT.S (the bytes of every file below FOLDER) and OUT.cpp (their table, sorted by path).
set(files "")
if(FOLDER AND EXISTS "${FOLDER}")
  if(PATTERNS)
    list(TRANSFORM PATTERNS PREPEND "${FOLDER}/")
    file(GLOB files RELATIVE "${FOLDER}" ${PATTERNS})
  else()
    file(GLOB_RECURSE files RELATIVE "${FOLDER}" "${FOLDER}/*")
  endif()
endif()
list(SORT files COMPARE STRING)

set(bytes "// SPDX-License-Identifier: AGPL-3.0-or-later\n\t.section .rodata\n")
set(symbols "")
set(rows "")
set(count 0)
foreach(path ${files})
  set(symbol "palabre_embedded_${NAME}_${count}")
  string(APPEND bytes
    "\t.balign 8\n\t.globl ${symbol}_begin\n${symbol}_begin:\n\t.incbin \"${FOLDER}/${path}\"\n"
    "\t.globl ${symbol}_end\n${symbol}_end:\n\t.byte 0\n")
  string(APPEND symbols "extern \"C\" const char ${symbol}_begin[];\nextern \"C\" const char ${symbol}_end[];\n")
  string(APPEND rows "      File{\"${path}\", between(${symbol}_begin, ${symbol}_end)},\n")
  math(EXPR count "${count} + 1")
endforeach()
string(APPEND bytes "\t.section .note.GNU-stack,\"\",%progbits\n")
file(WRITE "${OUT}.S" "${bytes}")

if(count EQUAL 0)
  set(body "  return {};\n")
  set(helper "")
else()
  set(helper
    "namespace {\nstd::string_view between(const char* begin, const char* end) {\n  return {begin, static_cast<std::size_t>(end - begin)};\n}\n}  // namespace\n\n")
  set(body "  static const std::array<File, ${count}> files{{\n${rows}  }};\n  return files;\n")
endif()
file(WRITE "${OUT}.cpp"
  "// SPDX-License-Identifier: AGPL-3.0-or-later\n// Written by cmake/embed_table.cmake.\n#include \"embedded.hpp\"\n\n#include <array>\n#include <cstddef>\n\n${symbols}\nnamespace palabre::embedded {\n\n${helper}std::span<const File> ${NAME}() {\n${body}}\n\n}  // namespace palabre::embedded\n")
