#!/bin/sh
# Bring this folder's virtual environment into being. `make` calls it; nobody needs to.
#
#   bootstrap.sh product     make .venv, install requirements/product.txt, find Pango
#   bootstrap.sh test        install requirements/test.txt into it as well
#   bootstrap.sh libraries   only look whether .venv and Pango are still there (about 0.05 s)
#
# Environment: CHAPBOOK_PYTHON  the Python to use; without it the first of python3,
#                               python3.14 ... python3.11 that is new enough
#              NO_APT=1         never install a system package, only say what is missing
#
# What is missing is named, with the line to type on this system. As root on Debian, Ubuntu and
# their kin that line is run instead, since there it can do no harm that typing it would not.

set -eu

venv=.venv
oldest=3.11

# A user's pip settings must not send packages outside the virtual environment.
PIP_USER=no
export PIP_USER
unset PYTHONHOME PYTHONPATH PIP_TARGET PIP_PREFIX

say() { printf '%s\n' "$*" >&2; }

die() {
    say "chapbook: $1"
    shift
    for line in "$@"; do say "    $line"; done
    exit 1
}

# ---------------------------------------------------------------- the system's package manager

# Print the kind of system: apt, dnf, zypper, pacman, apk, brew or unknown.
system_kind() {
    if [ "$(uname -s)" = Darwin ]; then
        echo brew
        return
    fi
    ID='' ID_LIKE=''
    # shellcheck source=/dev/null
    [ -r /etc/os-release ] && . /etc/os-release
    case " $ID $ID_LIKE " in
        *' debian '* | *' ubuntu '*) echo apt ;;
        *' fedora '* | *' rhel '*) echo dnf ;;
        *' suse '* | *' opensuse '*) echo zypper ;;
        *' arch '*) echo pacman ;;
        *' alpine '*) echo apk ;;
        *) echo unknown ;;
    esac
}

# Print the line that installs the packages named, for a person who is not root where that matters.
install_line() {
    case $(system_kind) in
        apt) echo "sudo apt-get update && sudo apt-get install -y $*" ;;
        dnf) echo "sudo dnf install -y $*" ;;
        zypper) echo "sudo zypper install -y $*" ;;
        pacman) echo "sudo pacman -S --needed $*" ;;
        apk) echo "sudo apk add $*" ;;
        brew) echo "brew install $*" ;;
        *) echo "install with your system's package manager: $*" ;;
    esac
}

may_use_apt() {
    [ "${NO_APT:-}" = '' ] && [ "$(system_kind)" = apt ] && [ "$(id -u)" = 0 ] &&
        command -v apt-get >/dev/null
}

# Install Debian packages as root, saying so first. Fails if one of them cannot be had.
apt_install() {
    say "chapbook: running as root on a Debian-like system, so installing: $*"
    say "chapbook: (NO_APT=1 forbids this)"
    apt-get update -q </dev/null >&2 || say "chapbook: apt-get update failed; trying the lists at hand"
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" </dev/null >&2
}

# ---------------------------------------------------------------- Python

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Debian cuts ensurepip out of Python and keeps it in python3.X-venv.
can_make_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# Set `python` to the first Python that is new enough and complete; failing that, to the first that
# is new enough; failing that, to nothing.
find_python() {
    python=''
    if [ -n "${CHAPBOOK_PYTHON:-}" ]; then
        set -- "$CHAPBOOK_PYTHON"
    else
        set -- python3 python3.14 python3.13 python3.12 python3.11
    fi
    for candidate; do
        is_new_enough "$candidate" || continue
        if can_make_venv "$candidate"; then
            python=$candidate
            return
        fi
        python=${python:-$candidate}
    done
}

python_packages() {
    case $(system_kind) in
        apt) echo python3.11 python3.11-venv ;;
        dnf) echo python3.11 ;;
        zypper) echo python311 ;;
        pacman) echo python ;;
        apk) echo python3 ;;
        brew) echo python@3.13 ;;
        *) echo "Python $oldest or newer" ;;
    esac
}

python_is_too_old() {
    asked=${CHAPBOOK_PYTHON:-python3}
    if found=$("$asked" -c 'import platform, sys; print(platform.python_version(), sys.executable)' 2>/dev/null); then
        found="found only $found"
    else
        found="'$asked' does not run"
    fi
    die "Python $oldest or newer is needed; $found." \
        "Type:  $(install_line "$(python_packages)")" \
        "then run make again. Another Python can be named: make PYTHON=/path/to/python3.12"
}

need_python() {
    find_python
    if [ -z "$python" ] && [ -z "${CHAPBOOK_PYTHON:-}" ] && may_use_apt; then
        # The distribution's own python3 comes first: it is the newest one with a venv package.
        apt_install python3 python3-venv || true
        find_python
        # shellcheck disable=SC2046  # one word for each package
        [ -n "$python" ] || apt_install $(python_packages) || true
        find_python
    fi
    [ -n "$python" ] || python_is_too_old
}

need_ensurepip() {
    can_make_venv "$python" && return
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    package=$(system_kind)
    case $package in
        apt) package=python$version-venv ;;
        *) package="a complete Python $version (with the modules venv and ensurepip)" ;;
    esac
    if may_use_apt; then
        apt_install "$package" || true
        can_make_venv "$python" && return
    fi
    die "$(command -v "$python") (Python $version) cannot make a virtual environment: its module ensurepip is missing." \
        "Type:  $(install_line "$package")" \
        "then run make again. Another Python can be named: make PYTHON=/path/to/python3.12"
}

# ---------------------------------------------------------------- Pango

# Print the libraries of which no name can be loaded. The names are those that WeasyPrint 70 tries on
# Linux and macOS (weasyprint/text/ffi.py); without harfbuzz-subset it still runs, but embeds
# fonts by way of fontTools: other, larger files than the ones that were tested.
missing_libraries() {
    "$venv/bin/python" -I -S -c '
import ctypes

def loads(name):
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True

wanted = {
    "GObject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "HarfBuzz-Subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib"),
}
lost = (label for label, names in wanted.items() if not any(map(loads, names)))
print(*lost, sep=", ")
'
}

pango_packages() {
    case $(system_kind) in
        apt) echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ;;
        zypper) echo libpango-1_0-0 libharfbuzz-subset0 ;;
        apk) echo pango harfbuzz-subset fontconfig ;;
        *) echo pango harfbuzz ;;
    esac
}

need_pango() {
    missing=$(missing_libraries)
    [ -n "$missing" ] || return 0
    say "chapbook: the libraries that set the pages are missing: $missing."
    if may_use_apt; then
        # shellcheck disable=SC2046  # one word for each package
        apt_install $(pango_packages) || true
        missing=$(missing_libraries)
        [ -n "$missing" ] || return 0
    fi
    set -- "Type:  $(install_line "$(pango_packages)")" "then run make again."
    [ "$(system_kind)" != brew ] ||
        set -- "$@" "If they are installed:  export DYLD_FALLBACK_LIBRARY_PATH=\"\$(brew --prefix)/lib\""
    die "cannot load: $missing. Without them no PDF can be made." "$@"
}

# ---------------------------------------------------------------- the virtual environment

venv_runs() { "$venv/bin/python" -I -S -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

make_venv() {
    if venv_runs && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        return
    fi
    need_python
    need_ensurepip
    say "chapbook: making $venv with $("$python" --version)"
    rm -f "$venv/.product" "$venv/.test"
    "$python" -m venv --clear "$venv"
}

# Install one lock file: exactly these versions, only files with these hashes, never a build.
install_lock() {
    say "chapbook: installing requirements/$1.txt into $venv (about 15 seconds)"
    "$venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check \
        --require-hashes --no-deps --only-binary :all: -r "requirements/$1.txt" >&2 ||
        die "requirements/$1.txt could not be installed; pip says why above." \
            "Without a network this cannot work the first time; afterwards nothing is fetched."
}

install_product() {
    make_venv
    need_pango
    install_lock product
    : >"$venv/.product"
}

case ${1:-} in
    product) install_product ;;
    test)
        install_lock test
        : >"$venv/.test"
        ;;
    libraries)
        # The Python that .venv points to can vanish in an upgrade of the system.
        venv_runs || install_product
        need_pango
        ;;
    *) die "usage: bootstrap.sh product | test | libraries" ;;
esac
