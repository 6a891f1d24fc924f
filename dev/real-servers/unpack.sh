#!/usr/bin/env bash
# Debian lets one mail transport and one IMAP server be installed at a time: Exim and Cyrus's imapd
# are unpacked beside Postfix and Dovecot, into .cache/real-servers. Run as root, on Debian 12.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=.cache/real-servers

runs() { [ -x "$1" ] && ! ldd "$1" | grep -q 'not found'; }

# Its libraries are installed alone: what else it depends on is at odds with the other servers.
unpack() { # package, path in it
  local scratch
  scratch=$(mktemp -d)
  (cd "$scratch" && apt-get -qq -o APT::Sandbox::User=root download "$1" >/dev/null)
  apt-get satisfy -y -qq --no-install-recommends \
    "$(dpkg-deb -f "$scratch"/*.deb Depends | tr ',' '\n' | grep '^ *lib' | paste -sd ,)" >/dev/null
  dpkg-deb --fsys-tarfile "$scratch"/*.deb | tar -xO "./$2" >"$scratch/program"
  install -m 755 "$scratch/program" "$folder/$(basename "$2")"
  rm -r "$scratch"
}

if ! runs "$folder/exim4" || ! runs "$folder/imapd"; then
  export DEBIAN_FRONTEND=noninteractive
  mkdir -p "$folder"
  apt-get update -qq
  unpack exim4-daemon-light usr/sbin/exim4
  unpack cyrus-imapd usr/lib/cyrus/bin/imapd
fi
# Exim will not start without the user it was built for.
getent passwd Debian-exim >/dev/null ||
  useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin Debian-exim
