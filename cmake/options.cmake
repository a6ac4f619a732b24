# Compiler flags of every target: warnings, hardening in release, sanitizers on demand.
add_compile_options(-Wall -Wextra -Wshadow -Wnon-virtual-dtor -fno-omit-frame-pointer)
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  # Lets ccache reuse objects that were built with the same precompiled header.
  add_compile_options(-Xclang -fno-pch-timestamp)
endif()
# For all alike, or the precompiled header does not fit the folders whose libraries ask for it.
add_compile_options(-pthread)
add_compile_definitions(_GLIBCXX_ASSERTIONS BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
                        BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_BOOST_REGEX)
# Without line tables, which took an eighth of the compiler's time: the symbols name each function in a backtrace, and who
# needs lines adds -DCMAKE_CXX_FLAGS=-g1.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2")
# Instrumented code that is optimised too takes five times as long to compile (groups_api.cc under ASan and UBSan: 30 s at
# -O1 with coverage, 5.7 s so).
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
# Test programs share the libraries' precompiled header, which clang only allows when both are position independent in
# the same way.
set(CMAKE_CXX_COMPILE_OPTIONS_PIE -fPIC)
# What the program does most often is laid out and inlined by a recorded run: "make" builds the program that records
# (tools/profile.py), "use" reads the record. Functions that changed since are compiled without it.
set(SAHAY_PROFILE "use" CACHE STRING "make, use or none")
set(SAHAY_PROFILE_FOLDERS "^(base|platform/(api|db|events|files|http|jobs|mail|net|text)|desk/(care|channels|email|people|search|sla|tickets))$")
set(SAHAY_PROFILE_RECORD ${CMAKE_SOURCE_DIR}/cmake/release.profdata)
set(SAHAY_PROFILE_OPTIONS)
if(CMAKE_CXX_COMPILER_ID MATCHES Clang AND CMAKE_BUILD_TYPE STREQUAL RelWithDebInfo AND NOT SAHAY_SANITIZE)
  if(SAHAY_PROFILE STREQUAL make)
    set(SAHAY_PROFILE_OPTIONS -fprofile-generate)
    add_link_options(-fprofile-generate)
  elseif(SAHAY_PROFILE STREQUAL use AND EXISTS ${SAHAY_PROFILE_RECORD})
    set(SAHAY_PROFILE_OPTIONS -fprofile-use=${SAHAY_PROFILE_RECORD} -Wno-profile-instr-unprofiled -Wno-profile-instr-out-of-date -Wno-backend-plugin)
  endif()
endif()
if(SAHAY_SANITIZE)
  add_compile_options(-fsanitize=${SAHAY_SANITIZE} -fno-sanitize-recover=all)
  if(SAHAY_SANITIZE MATCHES undefined)
    # A null pointer ends in ASan's report all the same, and nothing here reads memory at foreign alignments (bytes are
    # copied); the two checks stand before every access and took a fifth of the compiler's time.
    add_compile_options(-fno-sanitize=null,alignment)
  endif()
  add_link_options(-fsanitize=${SAHAY_SANITIZE})
else()
  add_compile_options(-fstack-protector-strong -fcf-protection=full)
  if(CMAKE_BUILD_TYPE STREQUAL RelWithDebInfo)
    add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
  endif()
  add_link_options(-pie -Wl,-z,relro,-z,now)
  # (mold of Debian 12 breaks down over folded sections that count.)
  if(CMAKE_CXX_COMPILER_ID MATCHES Clang AND CMAKE_BUILD_TYPE STREQUAL RelWithDebInfo AND NOT SAHAY_PROFILE STREQUAL make)
    # Templates that came out alike are kept once and what nobody calls not at all: less text to load. (Only clang marks
    # the functions whose addresses are compared, which "safe" leaves alone.)
    add_link_options(-Wl,--gc-sections,--icf=safe)
  endif()
endif()
