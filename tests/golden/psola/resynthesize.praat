# A Manipulation with its pitch multiplied (or made flat, if flatHz > 0) and its duration multiplied, overlap-added.
form Resynthesize
    sentence input
    sentence output
    real factor
    real flatHz
    real duration
endform
sound = Read from file: input$
end = Get total duration
manipulation = To Manipulation: 0.01, 75, 600
tier = Extract pitch tier
if flatHz > 0
    Formula: string$ (flatHz)
else
    Multiply frequencies: 0, end, factor
endif
plusObject: manipulation
Replace pitch tier
durations = Create DurationTier: "d", 0, end
Add point: 0, duration
plusObject: manipulation
Replace duration tier
selectObject: manipulation
result = Get resynthesis (overlap-add)
Save as WAV file: output$
