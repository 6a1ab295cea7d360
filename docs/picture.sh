#!/bin/sh
# Draw docs/editions.png from what make built: the first pages of three editions, side by side.
# Needs pdftoppm (poppler-utils) and montage (imagemagick).
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
number=0
for page in output/calcinosis.pdf:1 output/calcinosis.pdf:3 output/handouts/calcinosis-patient.pdf:1 \
    output/handouts/calcinosis-student.pdf:3; do
    number=$((number + 1))
    pdftoppm -r 55 -png -singlefile -f "${page##*:}" -l "${page##*:}" "${page%:*}" "$folder/$number"
done
montage "$folder"/*.png -tile 4x1 -geometry +6+6 -background '#d5dadd' -strip docs/editions.png
