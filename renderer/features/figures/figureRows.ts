import {
  figureColourMapNames,
  figureFormatNames,
  figureLimits,
  figureThemeNames,
} from '../../../preload/contract/figureFormat.ts';
import { colourMapTitles } from '../../shared/colormap/colourMaps.ts';
import type { SettingRow } from '../../shared/ui/SettingRows.tsx';
import type { FigureSettings } from '../../state/figureSettings.ts';

const millimetres = {
  dimension: 'length',
  format: (mm: number) => `${String(Number(mm.toFixed(1)))} mm`,
  minValue: figureLimits.leastMm,
  maxValue: figureLimits.mostMm,
  step: 5,
} as const;

export function figureRows({
  hasSelection,
  heightMm,
}: {
  readonly hasSelection: boolean;
  readonly heightMm: number; // where none is set
}): readonly SettingRow<FigureSettings>[] {
  return [
    {
      key: 'range',
      label: 'Shows',
      options: [
        { value: 'view', title: 'View' },
        ...(hasSelection ? [{ value: 'selection', title: 'Selection' }] : []),
      ],
    },
    {
      key: 'format',
      label: 'Format',
      options: figureFormatNames.map((value) => ({ value, title: value.toUpperCase() })),
    },
    { ...millimetres, key: 'widthMm', label: 'Width' },
    {
      ...millimetres,
      key: 'heightMm',
      label: 'Height',
      isEmptyAllowed: true,
      placeholder: millimetres.format(heightMm),
    },
    {
      key: 'dpi',
      label: 'Picture (dpi)',
      dimension: 'plain',
      format: (dpi) => String(Math.round(dpi)),
      minValue: figureLimits.leastDpi,
      maxValue: figureLimits.mostDpi,
      step: 50,
    },
    {
      key: 'textPt',
      label: 'Text (pt)',
      dimension: 'plain',
      format: (pt) => String(Number(pt.toFixed(1))),
      minValue: figureLimits.leastTextPt,
      maxValue: figureLimits.mostTextPt,
      step: 0.5,
    },
    {
      key: 'theme',
      label: 'Paper',
      options: figureThemeNames.map((value) => ({ value, title: value === 'light' ? 'White (print)' : 'Dark' })),
    },
    {
      key: 'colours',
      label: 'Colours',
      options: [
        ...figureColourMapNames
          .map((value) => ({ value, title: colourMapTitles[value].replace(' (print)', '') }))
          .reverse(),
        { value: 'lane', title: 'As in the lane' },
      ],
    },
    { key: 'hasTitle', label: 'Name and parameters above' },
  ];
}
