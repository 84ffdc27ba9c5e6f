#!/usr/bin/env bash
# Sets up Ķēde on Debian 12: installs the packages it needs, configures, builds, and then does what is asked:
#   ./setup.sh                 build only
#   ./setup.sh screen [ARGS]   build, then screen the bundled sample school-cleaning (or what ARGS name)
#   ./setup.sh test            build, then run all tests
#   ./setup.sh packages        install the packages only
# It can be run again at any time; what is there already is left as it is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

packages=(
  g++ cmake ninja-build pkg-config ca-certificates
  libboost-graph-dev libboost-program-options-dev rapidjson-dev libsqlite3-dev catch2
  libicu-dev libpugixml-dev libzip-dev libxlsxwriter-dev libfmt-dev libkainjow-mustache-dev libgraphviz-dev
  zlib1g-dev libzstd-dev libarchive-dev libexpat1-dev libssl-dev
)

say() { printf '== %s\n' "$*" >&2; }

install_packages() {
  local missing=()
  for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  if [ ${#missing[@]} -eq 0 ]; then
    say "all ${#packages[@]} packages are installed"
    return
  fi
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { say "these packages are missing, and neither root rights nor sudo are at hand: ${missing[*]}"; exit 1; }
    as_root=(sudo)
  fi
  say "installing: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

build() {  # PRESET [TARGET…]
  local preset=$1
  shift
  say "configuring (preset $preset)"
  cmake --preset "$preset" >/dev/null
  say "building (preset $preset); the first time this takes some minutes"
  cmake --build --preset "$preset" ${1:+--target "$@"} >&2
}

main() {
  local task=${1:-build}
  [ $# -gt 0 ] && shift
  install_packages
  case $task in
    packages) ;;
    build) build release kede && say "ready: build/release/bin/kede --help" ;;
    screen)
      build release kede
      [ $# -gt 0 ] || set -- samples/school-cleaning
      say "kede screen $*"
      build/release/bin/kede screen "$@"
      ;;
    test)
      build dev
      say "running the tests"
      ctest --preset dev -j "$(nproc)"
      ;;
    *) say "unknown task: $task (build, screen, test, packages)"; exit 2 ;;
  esac
}

main "$@"
