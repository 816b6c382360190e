# Pulses, harmonicity, jitter, shimmer and the voice report of a sound by Praat. Run by generate.py.
form Voice
  sentence Input
  sentence Folder
  real Floor
  real Ceiling
endform
sound = Read from file: input$
pitch = noprogress To Pitch (cc): 0, floor, 15, 0, 0.03, 0.45, 0.01, 0.35, 0.14, ceiling
selectObject: sound, pitch
pulses = noprogress To PointProcess (cc)
Save as short text file: folder$ + "/pulses.PointProcess"
selectObject: sound
noprogress To Harmonicity (cc): 0.01, floor, 0.1, 1
Save as short text file: folder$ + "/cc.Harmonicity"
selectObject: sound
noprogress To Harmonicity (ac): 0.01, floor, 0.1, 4.5
Save as short text file: folder$ + "/ac.Harmonicity"
writeFile: folder$ + "/ranges.txt", ""
for range to 4
  rangeStart = if range = 1 then 0 else if range = 2 then 1 else if range = 3 then 0.3 else 2 fi fi fi
  rangeEnd = if range = 1 then 0 else if range = 2 then 2.5 else if range = 3 then 0.8 else 5 fi fi fi
  selectObject: pulses
  v1 = Get jitter (local): rangeStart, rangeEnd, 0.0001, 0.02, 1.3
  v2 = Get jitter (local, absolute): rangeStart, rangeEnd, 0.0001, 0.02, 1.3
  v3 = Get jitter (rap): rangeStart, rangeEnd, 0.0001, 0.02, 1.3
  v4 = Get jitter (ppq5): rangeStart, rangeEnd, 0.0001, 0.02, 1.3
  v5 = Get jitter (ddp): rangeStart, rangeEnd, 0.0001, 0.02, 1.3
  v6 = Get mean period: rangeStart, rangeEnd, 0.0001, 0.02, 1.3
  v7 = Get stdev period: rangeStart, rangeEnd, 0.0001, 0.02, 1.3
  v8 = Get number of periods: rangeStart, rangeEnd, 0.0001, 0.02, 1.3
  selectObject: sound, pulses
  v9 = Get shimmer (local): rangeStart, rangeEnd, 0.0001, 0.02, 1.3, 1.6
  v10 = Get shimmer (local_dB): rangeStart, rangeEnd, 0.0001, 0.02, 1.3, 1.6
  v11 = Get shimmer (apq3): rangeStart, rangeEnd, 0.0001, 0.02, 1.3, 1.6
  v12 = Get shimmer (apq5): rangeStart, rangeEnd, 0.0001, 0.02, 1.3, 1.6
  v13 = Get shimmer (apq11): rangeStart, rangeEnd, 0.0001, 0.02, 1.3, 1.6
  v14 = Get shimmer (dda): rangeStart, rangeEnd, 0.0001, 0.02, 1.3, 1.6
  selectObject: sound, pitch, pulses
  report$ = Voice report: rangeStart, rangeEnd, floor, ceiling, 1.3, 1.6, 0.03, 0.45
  appendFileLine: folder$ + "/ranges.txt", "range ", rangeStart, " ", rangeEnd
  for i to 14
    appendFileLine: folder$ + "/ranges.txt", v'i'
  endfor
  appendFileLine: folder$ + "/ranges.txt", report$
endfor
