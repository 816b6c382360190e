# Least and greatest pitch of ranges by Praat, into extremes.json. From the project's root:
#   praat --run tests/golden/pitch/extremes.praat "$PWD/tests/fixtures/jfk.wav" "$PWD/tests/golden/pitch/extremes.json"
form Extremes
  sentence Input
  sentence Output
endform
Read from file: input$
To Pitch (ac): 0, 75, 15, "no", 0.03, 0.45, 0.01, 0.35, 0.14, 600
writeFileLine: output$, "{"
appendFileLine: output$, "  ""praat"": """, praatVersion$, ""","
appendFileLine: output$, "  ""tolerance"": ""0.001 Hz and 0.0001 semitones"","
appendFileLine: output$, "  ""ranges"": ["
procedure range: .from, .to, .end$
  for .i to 2
    .unit$ = if .i = 1 then "Hertz" else "semitones re 100 Hz" fi
    .min'.i' = Get minimum: .from, .to, .unit$, "parabolic"
    .max'.i' = Get maximum: .from, .to, .unit$, "parabolic"
  endfor
  appendFileLine: output$, "    { ""fromSec"": ", .from, ", ""toSec"": ", .to, ", ""hz"": [", .min1, ", ", .max1, "], ""semitones"": [", .min2, ", ", .max2, "] }", .end$
endproc
@range: 0, 11, ","
@range: 0.3, 0.8, ","
@range: 1, 2, ","
@range: 2, 4, ","
@range: 0.5, 0.55, ","
@range: 0.42, 0.47, ","
@range: 3.3, 3.31, ","
@range: 5, 7, ""
appendFileLine: output$, "  ]"
appendFileLine: output$, "}"
