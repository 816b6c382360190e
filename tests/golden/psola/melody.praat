# The frequency in hertz of each frame of a sound, 0 where it is unvoiced.
form Melody
    sentence input
    sentence output
endform
sound = Read from file: input$
pitch = To Pitch: 0.01, 75, 600
n = Get number of frames
writeFile: output$, ""
for i to n
    f = Get value in frame: i, "Hertz"
    if f = undefined
        f = 0
    endif
    appendFileLine: output$, fixed$ (f, 3)
endfor
