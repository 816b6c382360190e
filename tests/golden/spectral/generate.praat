# Goldens of main/engine/dsp/{formants,intensity,spectrum} from Praat.
#
#     praat --run tests/golden/spectral/generate.praat
#
# Reads ../../fixtures/jfk.wav and voice.wav, writes values.json beside itself. voice.wav is a part of jfk.wav with its
# formants raised by 1.16 and its pitch to 205 Hz ("Change gender"), at 22,050 Hz: another speaker at another rate.
# Every value is text, so that "undefined" can be one.

out$ = "values.json"
writeFileLine: out$, "{"
appendFileLine: out$, """praat"": """, praatVersion$, ""","

procedure formantFrames: .sound, .name$, .ceiling, .number, .every
    selectObject: .sound
    .formant = To Formant (burg): 0, .number, .ceiling, 0.025, 50
    .n = Get number of frames
    .t1 = Get time from frame number: 1
    selectObject: .sound
    .intensity = To Intensity: 100, 0, "yes"
    selectObject: .sound
    .pitch = To Pitch: 0, 75, 600
    appendFileLine: out$, """", .name$, """: {""ceilingHz"": ", .ceiling, ", ""maxFormants"": ", .number, ", ""nFrames"": ", .n, ", ""firstTimeSec"": ", .t1, ", ""frames"": ["
    .last = 1 + .every * floor ((.n - 1) / .every)
    .i = 1
    while .i <= .n
        selectObject: .formant
        .t = Get time from frame number: .i
        .count = Get number of formants: .i
        selectObject: .pitch
        .hz = Get value at time: .t, "Hertz", "linear"
        .voiced = if .hz = undefined then 0 else 1 fi
        .line$ = "[" + string$ (.i - 1) + "," + string$ (.voiced)
        selectObject: .formant
        for .k to .count
            .f = Get value at time: .k, .t, "hertz", "linear"
            .b = Get bandwidth at time: .k, .t, "hertz", "linear"
            .line$ = .line$ + "," + fixed$ (.f, 6) + "," + fixed$ (.b, 6)
        endfor
        appendFileLine: out$, .line$, if .i = .last then "]]}," else "]," fi
        .i = .i + .every
    endwhile
    removeObject: .intensity, .pitch
endproc

jfk = Read from file: "../../fixtures/jfk.wav"
voice = Read from file: "voice.wav"
appendFileLine: out$, """formants"": {"
@formantFrames: jfk, "jfk 5500", 5500, 5, 7
f = formantFrames.formant
@formantFrames: jfk, "jfk 5000", 5000, 5, 11
removeObject: formantFrames.formant
@formantFrames: jfk, "jfk 8000", 8000, 5.5, 23
removeObject: formantFrames.formant
@formantFrames: jfk, "jfk 9876.5", 9876.5, 4, 29
removeObject: formantFrames.formant
@formantFrames: voice, "voice 5500", 5500, 5, 3
removeObject: formantFrames.formant
@formantFrames: voice, "voice 6000", 6000, 6, 5
removeObject: formantFrames.formant
appendFileLine: out$, """none"": null},"

# Values, means and quantiles of jfk at 5500 Hz; the stretches begin and end between frames.
appendFileLine: out$, """formantQueries"": ["
selectObject: f
for i to 12
    for k to 5
        t1 = 0.3 + 0.7123 * i
        t2 = t1 + 0.05 + 0.0371 * i
        v = Get value at time: k, t1, "hertz", "linear"
        b = Get bandwidth at time: k, t1, "hertz", "linear"
        m = Get mean: k, t1, t2, "hertz"
        q = Get quantile: k, t1, t2, "hertz", 0.5
        appendFileLine: out$, "[", k - 1, ",", t1, ",", t2, ",""", v, """,""", b, """,""", m, """,""", q, """],"
    endfor
endfor
appendFileLine: out$, "null],"

track = Track: 3, 550, 1650, 2750, 3850, 4950, 1, 1, 1
n = Get number of frames
appendFileLine: out$, """track"": ["
i = 1
while i <= n
    t = Get time from frame number: i
    f1 = Get value at time: 1, t, "hertz", "linear"
    f2 = Get value at time: 2, t, "hertz", "linear"
    f3 = Get value at time: 3, t, "hertz", "linear"
    appendFileLine: out$, "[", i - 1, ",""", f1, """,""", f2, """,""", f3, """],"
    i = i + 13
endwhile
appendFileLine: out$, "null],"

procedure intensityFrames: .sound, .name$, .minPitch, .subtract$, .every
    selectObject: .sound
    .intensity = To Intensity: .minPitch, 0, .subtract$
    .n = Get number of frames
    .t1 = Get time from frame number: 1
    appendFileLine: out$, """", .name$, """: {""minPitchHz"": ", .minPitch, ", ""subtractMean"": """, .subtract$, """, ""nFrames"": ", .n, ", ""firstTimeSec"": ", .t1, ", ""frames"": ["
    .i = 1
    while .i <= .n
        .v = Get value in frame: .i
        appendFileLine: out$, "[", .i - 1, ",", .v, "],"
        .i = .i + .every
    endwhile
    appendFileLine: out$, "null]},"
endproc

appendFileLine: out$, """intensity"": {"
@intensityFrames: jfk, "jfk 100", 100, "yes", 19
intensity = intensityFrames.intensity
@intensityFrames: jfk, "jfk 75 raw", 75, "no", 23
removeObject: intensityFrames.intensity
@intensityFrames: voice, "voice 150", 150, "yes", 9
removeObject: intensityFrames.intensity
appendFileLine: out$, """none"": null},"

appendFileLine: out$, """intensityQueries"": ["
selectObject: intensity
for i to 12
    t1 = 0.3 + 0.7123 * i
    t2 = t1 + 0.05 + 0.0371 * i
    v = Get value at time: t1, "linear"
    energy = Get mean: t1, t2, "energy"
    sones = Get mean: t1, t2, "sones"
    db = Get mean: t1, t2, "dB"
    q = Get quantile: t1, t2, 0.5
    appendFileLine: out$, "[", t1, ",", t2, ",", v, ",", energy, ",", sones, ",", db, ",", q, "],"
endfor
appendFileLine: out$, "null],"

# Moments and band energies of stretches of jfk.
appendFileLine: out$, """moments"": ["
for i to 6
    t1 = 0.3 + 1.1125 * i
    selectObject: jfk
    part = Extract part: t1, t1 + 0.05 * i, "rectangular", 1, "no"
    n = Get number of samples
    spectrum = To Spectrum: "yes"
    for power to 2
        c = Get centre of gravity: power
        d = Get standard deviation: power
        s = Get skewness: power
        k = Get kurtosis: power
        difference = Get band energy difference: 0, 1000, 1000, 4000
        appendFileLine: out$, "[", t1, ",", n, ",", power, ",", c, ",", d, ",", s, ",", k, ",", difference, "],"
    endfor
    removeObject: part, spectrum
endfor
appendFileLine: out$, "null],"

procedure averageSpectrum: .sound, .name$, .bandwidth
    selectObject: .sound
    .ltas = To Ltas: .bandwidth
    .n = Get number of bins
    .slope = Get slope: 0, 1000, 1000, 4000, "energy"
    appendFileLine: out$, """", .name$, """: {""bandwidthHz"": ", .bandwidth, ", ""slopeDb"": ", .slope, ", ""tilts"": ["
    for .axis to 2
        for .fit to 2
            .axis$ = if .axis = 1 then "linear" else "logarithmic" fi
            .fit$ = if .fit = 1 then "robust" else "least squares" fi
            .report$ = Report spectral tilt: 100, 5000, .axis$, .fit$
            .tilt = extractNumber (.report$, "Slope: ")
            .offset = extractNumber (.report$, "Offset: ")
            appendFileLine: out$, "[""", .axis$, """,""", .fit$, """,", .tilt, ",", .offset, "],"
        endfor
    endfor
    appendFileLine: out$, "null], ""db"": ["
    for .i to .n
        .v = Get value in bin: .i
        appendFileLine: out$, .v, ","
    endfor
    appendFileLine: out$, "null]},"
endproc

appendFileLine: out$, """ltas"": {"
@averageSpectrum: jfk, "jfk 100", 100
@averageSpectrum: voice, "voice 125", 125
appendFileLine: out$, """none"": null},"
appendFileLine: out$, """end"": null}"
