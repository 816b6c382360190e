#!/bin/sh
# ffmpeg and mkvtoolnix read the subtitles of written/ and write them again: sh tests/golden/annotations/subtitles.sh
set -e
cd "$(dirname "$0")"
mkv=$(mktemp --suffix .mkv)
for form in srt vtt; do
  ffmpeg -v error -y -i "written/cues.$form" -f srt "read/ffmpeg-from-$form.srt"
  ffmpeg -v error -y -i "written/cues.$form" -f webvtt "read/ffmpeg-from-$form.vtt"
  mkvmerge -q -o "$mkv" "written/cues.$form"
  mkvextract -q "$mkv" tracks "0:read/mkvtoolnix-from-$form.$form"
done
rm "$mkv"
