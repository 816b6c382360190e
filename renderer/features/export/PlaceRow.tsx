import { notifyError } from '../../state/notices.ts';
import { SwitchField } from '../../shared/ui/SwitchField.tsx';
import { chooseFolder } from './exportCommands.ts';
import styles from './ExportDialog.module.css';
import { useExport } from './exportStore.ts';

/** The folder of several files. */
export function PlaceRow() {
  const { folder, settings, change } = useExport();
  return (
    <div className={styles['place']}>
      <button
        type="button"
        data-testid="export-folder"
        onClick={() => {
          chooseFolder().catch((error: unknown) => {
            notifyError('Choose a folder', error);
          });
        }}
      >
        Folder…
      </button>
      <span className={styles['path']} title={folder?.shownPath} data-testid="export-folder-path">
        {folder?.shownPath ?? 'none chosen yet'}
      </span>
      <SwitchField
        label="Replace files that are there"
        testId="export-replaces"
        isOn={settings.replaces}
        onChange={(replaces) => {
          change({ replaces });
        }}
      />
    </div>
  );
}
