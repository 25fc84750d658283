# Sourced by ./run and ./test: makes sure of the .NET SDK and, when asked, of Debian packages. Quiet when all is there.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

die() { printf 'vigil: %s\n' "$*" >&2; exit 1; }

need_dotnet() {
  if ! command -v dotnet >/dev/null || ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
    apt_install dotnet-sdk-10.0 || die "the .NET 10 SDK is needed and could not be installed: see https://dotnet.microsoft.com/download"
  fi
}

# Installs the named Debian packages that are missing. Needs root or sudo; says what to do when it has neither.
apt_install() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  command -v apt-get >/dev/null || { printf 'vigil: please install: %s\n' "${missing[*]}" >&2; return 1; }
  local sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo -n)
  printf 'vigil: installing %s\n' "${missing[*]}" >&2
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 update -qq >&2 || true
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
