#!/bin/sh
# Install the Debian packages that the tests use, where they are missing and where this user may.
set -eu

missing=
need() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
need chromium chromium
need rapper raptor2-utils
need virtuoso-t virtuoso-opensource
need java default-jre-headless
[ -e /usr/share/java/jena-core.jar ] || missing="$missing libapache-jena-java"
"${PYTHON:-python3}" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then as=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as=sudo
else
  echo "not installed, and this user may not install them:$missing" >&2
  echo "ask for: apt-get install$missing (the tests that need them say so)" >&2
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
$as apt-get update -qq
# shellcheck disable=SC2086 # a list of words
$as apt-get install -y -qq --no-install-recommends $missing >/dev/null
