// All kernels by name: a new one is a file beside this, an include and a line here, and a method in
// main/engine/native/kernels.ts.
#pragma once
#include "burg.h"
#include "levels.h"
#include "mel.h"
#include "peaks.h"
#include "pitch.h"
#include "resample.h"
#include "spectrogram.h"
#include "stft.h"

namespace PHONO_ISA {

struct Kernel {
  const char* name;
  const char* signature;  // argument.h
  Status (*run)(Engine&, const Argument*);
};

static const Kernel kernels[] = {
    {"burg", "ddniDD", burg},
    {"crossPitchCandidates", "fnniiiiddirirrDNDD", crossPitchCandidates},
    {"extent", "fD", extent},
    {"firstNonFinite", "fN", firstNonFinite},
    {"limitRange", "Frrr", limitRange},
    {"mel", "ffiiinnfirrrF", mel<float>},
    {"melPrecise", "fdiiinndirrrF", mel<double>},
    {"overlapAdd", "fffiiD", overlapAdd},
    {"peaks", "fiFFF", peaks<float>},
    {"peaks16", "siFFF", peaks<int16_t>},
    {"pitchCandidates", "fnddiiddirirrDNDD", pitchCandidates},
    {"resample", "fiiiifiiiF", resample},
    {"spectrogram", "ffiiiiiF", spectrogram},
    {"stft", "ffiiiiFF", stft},
};
static constexpr int nKernels = sizeof kernels / sizeof kernels[0];

}  // namespace PHONO_ISA
