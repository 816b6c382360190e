# Pitch of a sound by Praat, one line a frame: time, frequency, strength, intensity. Run by generate.py.
form Pitch
  sentence Input
  sentence Output
  sentence Method
  real Time_step
  real Floor
  real Ceiling
  integer Max_candidates
  boolean Very_accurate
  real Silence
  real Voicing
  real Octave
  real Jump
  real Voiced_unvoiced
endform
sound = Read from file: input$
pitch = noprogress To Pitch ('method$'): time_step, floor, max_candidates, very_accurate, silence, voicing, octave, jump, voiced_unvoiced, ceiling
Save as short text file: output$
