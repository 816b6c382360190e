/**
 * Files of main/engine/dsp whose exports are parts of other functions: nothing outside the folder may import them, and
 * the functions that do are at the edge in their stead.
 */
export const inner: readonly string[] = [
  'besselI0.ts',
  'fftKernel.ts', // of fft.ts
  'fftPasses.ts',
  'frameBlocks.ts', // of stft.ts, mel.ts
  'spectrogramPowers.ts', // of spectrogramColumns.ts
  'peakBins.ts', // of peaks.ts
  'peakChannel.ts',
  'peakLevel.ts',
  'cepstrum/savitzkyGolay.ts', // of deltas.ts
  'constantQ/constantQKernel.ts',
  'filters/analogPrototype.ts', // of iirFilter.ts
  'filters/bandTransform.ts',
  'filters/complex.ts',
  'filters/pairSections.ts',
  'filters/kaiserSinc.ts',
  'formants/aberthRoots.ts', // of formantFrames.ts
  'formants/brickWallFilter.ts',
  'formants/brickWallResample.ts',
  'formants/burg.ts',
  'formants/framePredictor.ts',
  'formants/quadraticFactors.ts',
  'phase/gaussianFit.ts', // of pghi.ts
  'phase/maxHeap.ts',
  'pitch/autocorrelation.ts', // of trackPitch.ts
  'pitch/candidateKernel.ts',
  'pitch/candidateList.ts',
  'pitch/collectCandidates.ts',
  'pitch/correlator.ts',
  'pitch/crossCorrelation.ts',
  'pitch/gaussianLowPass.ts',
  'pitch/pitchCandidates.ts',
  'pitch/pitchGeometry.ts',
  'pitch/pitchPath.ts',
  'pitch/signalLevel.ts',
  'pitch/sincPeak.ts',
  'pitch/pyin/incompleteBeta.ts', // of trackPyin.ts
  'pitch/pyin/pitchDecoder.ts',
  'pitch/pyin/troughProbabilities.ts',
  'pitch/pyin/yinDifference.ts',
  'resample/fftCore.ts', // of resample.ts
  'resample/fftPlan.ts',
  'resample/polyphaseCore.ts',
  'resample/ratePair.ts',
  'resample/resampleCore.ts',
  'resample/resampleFilter.ts',
  'stretch/fractionalRead.ts', // of psola.ts
  'stretch/phaseVocoder.ts', // of timeStretch.ts
  'stretch/psolaMarks.ts',
  'stretch/stretchParams.ts',
  'stretch/wsola.ts',
  'mask/bands.ts', // of regionSection.ts
  'mask/brushSection.ts',
  'mask/healedMagnitudes.ts', // of spectralHeal.ts
  'rendering/renderSequential.ts', // of renderEffect.ts
  'rendering/sequentialChannels.ts',
  'voice/matchPeriod.ts', // of pulses.ts
  'voice/periods.ts', // of jitter.ts, shimmer.ts
];
