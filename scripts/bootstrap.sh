#!/bin/sh
# Bring this folder's virtual environment into being. `make` calls it; nobody needs to.
#
#   bootstrap.sh product     make .venv, install requirements/product.txt, find Pango
#   bootstrap.sh test        install requirements/test.txt into it as well
#   bootstrap.sh node        install a Node into it (requirements/node.txt) unless the system's will do
#   bootstrap.sh libraries   only look whether .venv and Pango are still there (about 0.05 s)
#
# Environment: CHAPBOOK_PYTHON  the Python to use; without it the first of python3,
#                               python3.14 ... python3.11 that is new enough
#              NO_APT=1         never install a system package, only say what is missing
#
# What is missing is named, all at once, with the line to type on this system. As root on Debian,
# Ubuntu and their kin that line is run instead: that is how a container or a CI machine comes.

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

# Print the line that installs the packages named; root needs no sudo, and a container has none.
install_line() {
    sudo='sudo '
    [ "$(id -u)" != 0 ] || sudo=''
    case $(system_kind) in
        apt) echo "${sudo}apt-get update && ${sudo}apt-get install -y $*" ;;
        dnf) echo "${sudo}dnf install -y $*" ;;
        zypper) echo "${sudo}zypper install -y $*" ;;
        pacman) echo "${sudo}pacman -S --needed $*" ;;
        apk) echo "${sudo}apk add $*" ;;
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
    apt-get update -qq </dev/null >&2 || say "chapbook: apt-get update failed; trying the lists at hand"
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" </dev/null >/dev/null
}

# ---------------------------------------------------------------- what the system must have

is_new_enough() {
    "$1" -I -S -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Debian cuts ensurepip out of Python and keeps it in python3.X-venv.
can_make_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

venv_works() { is_new_enough "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; }

# Set `python` to the first Python that is new enough and complete; failing that, to the first that
# is new enough; failing that, to nothing.
find_python() {
    python=''
    if [ -n "${CHAPBOOK_PYTHON:-}" ]; then
        set -- "$CHAPBOOK_PYTHON"
    else
        set -- python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3
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

# Print the packages that bring a new enough Python.
python_packages() {
    case $(system_kind) in
        apt)
            if command -v python3 >/dev/null; then
                echo python3.11 python3.11-venv
            else
                echo python3 python3-venv
            fi
            ;;
        zypper) echo python311 ;;
        brew) echo python@3.13 ;;
        pacman) echo python ;;
        apk) echo python3 ;;
        *) echo python3.11 ;;
    esac
}

# Print the libraries of which no name can be loaded by the Python given; fail if it does not run.
# The names are those that WeasyPrint 70 tries on Linux and macOS (weasyprint/text/ffi.py); without
# harfbuzz-subset it still runs, but embeds fonts by way of fontTools: other files than the tested ones.
missing_libraries() {
    "$1" -I -S -c '
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
print(*(label for label, names in wanted.items() if not any(map(loads, names))), sep=", ")
' 2>/dev/null
}

# Print the packages that bring those libraries.
library_packages() {
    case $(system_kind) in
        apt) echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ;;
        zypper) echo libpango-1_0-0 libharfbuzz-subset0 ;;
        apk) echo pango harfbuzz-subset fontconfig ;;
        *) echo pango harfbuzz ;;
    esac
}

# Note one thing that is missing: the packages that bring it, and what to say about it.
lack() {
    packages="$packages $1"
    complaints="$complaints${complaints:+; }$2"
}

lack_python() {
    asked=${CHAPBOOK_PYTHON:-python3}
    if found=$("$asked" -c 'import platform as p, sys; print(p.python_version(), "at", sys.executable)' \
        2>/dev/null); then
        lack "$(python_packages)" "Python $oldest or newer (there is only $found)"
    else
        lack "$(python_packages)" "Python $oldest or newer ('$asked' does not run)"
    fi
}

lack_ensurepip() {
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    package=$(python_packages)
    [ "$(system_kind)" != apt ] || package=python$version-venv
    lack "$package" \
        "the module ensurepip of $(command -v "$python") (Python $version), to make a virtual environment"
}

# Set `packages` and `complaints` to what is missing, all of it at once; and `python`.
look_around() {
    packages='' complaints=''
    if venv_works; then
        python=$venv/bin/python
    else
        find_python
        if [ -z "$python" ]; then
            lack_python
            return
        fi
        can_make_venv "$python" || lack_ensurepip
    fi
    libraries=$(missing_libraries "$python")
    [ -z "$libraries" ] ||
        lack "$(library_packages)" "the libraries that set the pages of a PDF ($libraries)"
}

need_system() {
    look_around
    # Twice, because without a Python the libraries cannot be looked for.
    for _ in 1 2; do
        [ -n "$packages" ] || return 0
        may_use_apt || break
        # No package can make a Python that was named run.
        [ -n "$python" ] || [ -z "${CHAPBOOK_PYTHON:-}" ] || break
        say "chapbook: missing: $complaints."
        # shellcheck disable=SC2086  # one word for each package
        apt_install $packages || break
        look_around
    done
    [ -n "$packages" ] || return 0
    # shellcheck disable=SC2086  # one word for each package
    set -- "Type:  $(install_line $packages)" "then run make again."
    case $complaints in
        *Python*) set -- "$@" "Another Python can be named: make PYTHON=/path/to/python3.12" ;;
    esac
    [ "$(system_kind)" != brew ] ||
        set -- "$@" "If Pango is installed:  export DYLD_FALLBACK_LIBRARY_PATH=\"\$(brew --prefix)/lib\""
    die "missing: $complaints." "$@"
}

# ---------------------------------------------------------------- the virtual environment

# Install one lock file: exactly these versions, only files with these hashes, never a build.
install_lock() {
    say "chapbook: installing requirements/$1.txt into $venv (about 15 seconds)"
    "$venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check \
        --require-hashes --no-deps --only-binary :all: -r "requirements/$1.txt" >&2 ||
        die "requirements/$1.txt could not be installed; pip says why above." \
            "The first time needs a network (PyPI or a mirror of it); afterwards nothing is fetched."
    : >"$venv/.$1"
}

install_product() {
    need_system
    if ! venv_works; then
        say "chapbook: making $venv with $("$python" --version)"
        "$python" -m venv --clear "$venv"
    fi
    install_lock product
}

# html-validate, the pickiest of the validators, wants Node 20.19, or 22.12 and newer.
node_is_new_enough() {
    command -v npm >/dev/null && node -e '
        const [major, minor] = process.versions.node.split(".").map(Number)
        process.exit(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1)
    ' 2>/dev/null
}

case ${1:-} in
    product) install_product ;;
    test) install_lock test ;;
    node) node_is_new_enough || install_lock node ;;
    libraries)
        # A system upgrade can take away the Python that .venv points to, or a library.
        if ! libraries=$(missing_libraries "$venv/bin/python") || [ -n "$libraries" ]; then
            install_product
        fi
        ;;
    *) die "usage: bootstrap.sh product | test | node | libraries" ;;
esac
