/** Sections of the inspector, in their order: features bring their own. */
import type { ComponentType } from 'react';
import type { DocumentInfo } from '../../preload/contract/project.ts';
import { createRegistry, type Named } from './registry.ts';

export interface InspectorSection extends Named {
  /** Smaller comes first. The inspector's own stand at whole tens: selection 10 … recording 70. */
  readonly order: number;
  /** A `Section`, or nothing while there is nothing to say. */
  readonly View: ComponentType<{ readonly document: DocumentInfo }>;
}

export const inspectorSections = createRegistry<InspectorSection>();
