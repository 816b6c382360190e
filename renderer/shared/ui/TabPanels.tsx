import type { ComponentType, ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import styles from './TabPanels.module.css';

interface Props<T extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: T; readonly title: string; readonly View: ComponentType }[];
  readonly selected: T;
  readonly action?: ReactNode; // at the end of the strip
  readonly onSelect: (id: T) => void;
}

/** A panel of which one part is shown at a time; a part that fails leaves the others at work. */
export function TabPanels<T extends string>({ label, tabs, selected, action, onSelect }: Props<T>) {
  return (
    <Tabs
      className={styles['tabs'] ?? ''}
      selectedKey={selected}
      onSelectionChange={(key) => {
        const tab = tabs.find(({ id }) => id === key);
        if (tab !== undefined) onSelect(tab.id);
      }}
    >
      <div className={styles['head']}>
        <TabList className={styles['tabList'] ?? ''} aria-label={label}>
          {tabs.map(({ id, title }) => (
            <Tab key={id} id={id} className={styles['tab'] ?? ''}>
              {title}
            </Tab>
          ))}
        </TabList>
        {action}
      </div>
      {tabs.map(({ id, title, View }) => (
        <TabPanel key={id} id={id} className={styles['content'] ?? ''}>
          <ErrorBoundary name={title}>
            <View />
          </ErrorBoundary>
        </TabPanel>
      ))}
    </Tabs>
  );
}
