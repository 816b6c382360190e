#!/bin/sh
# Praat reads every TextGrid of written/ and says what it found: sh tests/golden/annotations/praat.sh
set -e
cd "$(dirname "$0")"
script=$(mktemp)
cat > "$script" <<'P'
form Files
  sentence in
  sentence out
endform
Read from file: in$
Text writing preferences: "UTF-8"
Save as text file: out$
P
for form in long8 short16le long16be binary; do
  praat --run "$script" "$PWD/written/$form.TextGrid" "$PWD/read/praat-$form.TextGrid"
done
rm "$script"
