import type { DocumentInfo, TrackInfo } from '../../../preload/contract/project.ts';
import { NumberField } from '../../shared/ui/NumberField.tsx';
import { Section } from '../../shared/ui/Section.tsx';
import { SelectField } from '../../shared/ui/SelectField.tsx';
import { defaultLayout, useLayout } from '../../state/layout.ts';
import { formatZoom, largestWaveformZoom, setWaveformZoom, useWaveformAxis } from '../../state/waveformAxis.ts';

export function WaveformSection({ document }: { readonly document: DocumentInfo }) {
  const waveformScale = useLayout((s) => s.waveformScale);
  const change = useLayout((s) => s.change);
  return (
    <Section title="Waveform">
      <SelectField
        label="Amplitude"
        testId="waveform-scale"
        value={waveformScale}
        defaultValue={defaultLayout.waveformScale}
        options={[
          { value: 'linear', title: 'Linear' },
          { value: 'db', title: 'Logarithmic (dB)' },
        ]}
        onChange={(scale) => {
          change({ waveformScale: scale });
        }}
      />
      {document.tracks.map((track) => (
        <ZoomField
          key={track.trackId}
          track={track}
          label={document.tracks.length > 1 ? `Magnify ${track.name}` : 'Magnify'}
        />
      ))}
    </Section>
  );
}

function ZoomField({ track, label }: { readonly track: TrackInfo; readonly label: string }) {
  const { zoom } = useWaveformAxis(track.trackId);
  return (
    <NumberField
      label={label}
      testId="waveform-zoom"
      dimension="plain"
      value={zoom}
      defaultValue={1}
      format={formatZoom}
      minValue={1}
      maxValue={largestWaveformZoom}
      step={(from, direction) => (direction > 0 ? from * 2 : from / 2)}
      onChange={(next) => {
        if (next !== null) setWaveformZoom(track.trackId, next);
      }}
    />
  );
}
