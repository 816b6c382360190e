# The pitch tier of a sound, stylised.
form Stylize
    sentence input
    sentence output
    real resolution
    sentence unit
endform
sound = Read from file: input$
pitch = To Pitch: 0.01, 75, 600
tier = Down to PitchTier
Stylize: resolution, unit$
n = Get number of points
writeFile: output$, ""
for i to n
    t = Get time from index: i
    f = Get value at index: i
    appendFileLine: output$, fixed$ (t, 9), " ", fixed$ (f, 9)
endfor
