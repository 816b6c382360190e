"""wavinfo reads the cues of written/cues.wav: python tests/golden/annotations/cues.py"""
import json, pathlib

from wavinfo import WavInfoReader

here = pathlib.Path(__file__).parent
cues = WavInfoReader(str(here / "written" / "cues.wav"), info_encoding="utf-8").cues
found = []
for cue in cues.cues:
    label, _ = cues.label_and_note(cue.name)
    found.append([cue.sample_offset, cues.range(cue.name) or 0, label])
(here / "read" / "wavinfo-cues.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
