# shellcheck shell=bash
# Sourced by the commands of the repository: finds the JDKs, installs on Debian what is missing.

say() { printf '%s\n' "== $*" >&2; }

install() { # package…
  say "installing $*"
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

feature() { # java home
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || true
}

home_of() { # feature version: the first JDK of it beside the one in use
  local javac home
  javac=$(readlink -f "$(command -v javac 2>/dev/null || true)" 2>/dev/null || true)
  for home in "${JAVA_HOME:-}" "${javac%/bin/javac}" "${javac%/*/bin/javac}"/* /usr/lib/jvm/*; do
    if [ -n "$home" ] && [ -x "$home/bin/javac" ] && [ "$(feature "$home")" = "$1" ]; then
      printf '%s' "$home"
      return
    fi
  done
}

use_jdk17_and_maven() { # sets JAVA_HOME and PATH
  local jdk17
  jdk17=$(home_of 17)
  if [ -z "$jdk17" ]; then
    install openjdk-17-jdk-headless
    jdk17=$(home_of 17)
  fi
  [ -n "$jdk17" ] || { echo "no JDK 17 found and none could be installed" >&2; exit 1; }
  command -v mvn >/dev/null 2>&1 || install maven
  export JAVA_HOME=$jdk17 PATH=$jdk17/bin:$PATH
}

browser() { # what the page is tested with
  command -v chromedriver >/dev/null 2>&1 || install chromium chromium-driver || say "SKIPPED: no Chromium, the page is not tested in a browser"
}

use_prometheus() {
  command -v prometheus >/dev/null 2>&1 && command -v promtool >/dev/null 2>&1 && return
  install prometheus
  # Debian starts a server of its own with it; the tests start theirs, on free ports.
  [ ! -d /run/systemd/system ] || systemctl disable --quiet --now prometheus
}

linters() { # sets biome, to nothing if it cannot be had
  command -v shellcheck >/dev/null 2>&1 || install shellcheck
  command -v pyflakes3 >/dev/null 2>&1 || install pyflakes3
  # One program, which lies in a package of npm; npm itself would be 400 packages of Debian.
  local version=2.6.8 folder
  folder=${XDG_CACHE_HOME:-$HOME/.cache}/tombstone/biome-$version
  biome=$folder/node_modules/.bin/biome
  if [ ! -x "$biome" ]; then
    if ! command -v npm >/dev/null 2>&1 ||
      ! npm install --silent --prefix "$folder" --no-save --no-fund --no-audit "@biomejs/biome@$version" >&2; then
      say "SKIPPED: no npm to fetch Biome with, the page's JavaScript is not checked"
      biome=
    fi
  fi
}

jdk25_home() { # empty if there is none
  local home=${TOMBSTONE_JDK25_HOME:-$(home_of 25)}
  [ -z "$home" ] || [ ! -x "$home/bin/java" ] || printf '%s' "$home"
}
