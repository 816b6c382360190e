import { useState } from 'react';
import {
  forgetUnrecognised,
  openFiles,
  useUnrecognised,
  type RawPcmFormat,
  type Unrecognised,
} from '../../client/openFiles.ts';
import { formatRate } from '../../shared/format/frequency.ts';
import { NumberField } from '../../shared/ui/NumberField.tsx';
import { SelectField } from '../../shared/ui/SelectField.tsx';
import { notifyError } from '../../state/notices.ts';
import styles from './RawPcmForm.module.css';

const encodings: readonly { readonly value: RawPcmFormat['encoding']; readonly title: string }[] = [
  { value: 's16le', title: '16-bit, little-endian' },
  { value: 's16be', title: '16-bit, big-endian' },
  { value: 's24le', title: '24-bit, little-endian' },
  { value: 's24be', title: '24-bit, big-endian' },
  { value: 's32le', title: '32-bit, little-endian' },
  { value: 's32be', title: '32-bit, big-endian' },
  { value: 'f32le', title: '32-bit float, little-endian' },
  { value: 'f32be', title: '32-bit float, big-endian' },
  { value: 'f64le', title: '64-bit float, little-endian' },
  { value: 'f64be', title: '64-bit float, big-endian' },
  { value: 's8', title: '8-bit, signed' },
  { value: 'u8', title: '8-bit, unsigned' },
  { value: 'alaw', title: 'A-law' },
  { value: 'ulaw', title: 'µ-law' },
];

const usual: RawPcmFormat = { sampleRateHz: 16_000, channels: 1, encoding: 's16le', skipBytes: 0 };

/** Files without a header that says what they hold: the person says it, in place, one file after the other. */
export function RawPcmForm() {
  const [file, ...waiting] = useUnrecognised((s) => s.files);
  const [format, setFormat] = useState<RawPcmFormat>(usual); // kept: files that come together are mostly alike
  if (file === undefined) return null;
  const change = (values: Partial<RawPcmFormat>) => {
    setFormat({ ...format, ...values });
  };
  const open = () => {
    forgetUnrecognised(file.fileId);
    openFiles([file.fileId], format).catch((error: unknown) => {
      notifyError(`Open ${file.title}`, error);
    });
  };
  return (
    <section
      className={styles['form']}
      aria-label="Read as headerless samples"
      data-testid="raw-pcm-form"
      onKeyDown={({ key }) => {
        if (key === 'Escape') forgetUnrecognised(file.fileId);
      }}
    >
      <Reason file={file} waiting={waiting} />
      <div className={styles['fields']}>
        <NumberField
          label="Rate"
          dimension="frequency"
          value={format.sampleRateHz}
          format={formatRate}
          minValue={8}
          maxValue={1_000_000}
          step={1000}
          onChange={(sampleRateHz) => {
            if (sampleRateHz !== null) change({ sampleRateHz });
          }}
        />
        <NumberField
          label="Channels"
          dimension="samples"
          value={format.channels}
          format={String}
          minValue={1}
          maxValue={32}
          onChange={(channels) => {
            if (channels !== null) change({ channels });
          }}
        />
        <SelectField
          label="Encoding"
          value={format.encoding}
          options={encodings}
          onChange={(encoding) => {
            change({ encoding });
          }}
        />
        <NumberField
          label="Skip"
          dimension="samples"
          value={format.skipBytes ?? 0}
          format={(bytes) => `${bytes} B`}
          minValue={0}
          onChange={(skipBytes) => {
            if (skipBytes !== null) change({ skipBytes });
          }}
        />
        <span className={styles['actions']}>
          <button type="button" className={styles['primary']} onClick={open}>
            Read as samples
          </button>
          <button
            type="button"
            onClick={() => {
              forgetUnrecognised(file.fileId);
            }}
          >
            Dismiss
          </button>
        </span>
      </div>
    </section>
  );
}

interface ReasonProps {
  readonly file: Unrecognised;
  readonly waiting: readonly Unrecognised[];
}

function Reason({ file, waiting }: ReasonProps) {
  return (
    <p role="alert">
      <strong>{file.title}</strong> {file.reason.replace(`"${file.title}" `, '')}.
      {waiting.length > 0 && (
        <span className={styles['waiting']}> Next: {waiting.map(({ title }) => title).join(', ')}.</span>
      )}
    </p>
  );
}
