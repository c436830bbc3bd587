# SPDX-License-Identifier: AGPL-3.0-or-later
# The libraries of Debian 12, each under one name, grouped by the lowest layer that may use them.

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(date REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(spdlog REQUIRED)
find_package(prometheus-cpp REQUIRED COMPONENTS core)
find_package(CLI11 REQUIRED)
find_package(mimalloc 2 REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(hiredis REQUIRED IMPORTED_TARGET hiredis)

# From layer 0 up.
add_library(palabre_core_libraries INTERFACE)
target_link_libraries(palabre_core_libraries INTERFACE
  nlohmann_json::nlohmann_json tl::expected fmt::fmt date::date-tz PkgConfig::sodium
  PkgConfig::utf8proc)

# From layer 3 up: Asio, compiled once in server/net/boost_impl.cpp.
add_library(palabre_asio INTERFACE)
target_link_libraries(palabre_asio INTERFACE Boost::headers OpenSSL::SSL OpenSSL::Crypto
  Threads::Threads)
target_compile_definitions(palabre_asio INTERFACE BOOST_ASIO_SEPARATE_COMPILATION
  BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED)

if(PALABRE_TESTS)
  find_package(Catch2 2.13 REQUIRED)
  find_package(rapidcheck REQUIRED)
endif()
if(PALABRE_BENCH)
  find_package(benchmark REQUIRED)
endif()
