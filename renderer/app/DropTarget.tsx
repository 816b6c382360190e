import { useEffect, useState, type ReactNode } from 'react';
import { registerDroppedFile } from '../client/shell.ts';
import { openAll } from './openAll.ts';
import { notify, notifyError } from '../state/notices.ts';
import styles from './DropTarget.module.css';

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

async function openDropped(files: readonly File[]): Promise<void> {
  const ids = await Promise.all(files.map(registerDroppedFile));
  const fileIds = ids.filter((id) => id !== null);
  if (fileIds.length < files.length)
    notify('error', 'Drop', `${files.length - fileIds.length} of ${files.length} dropped items are not files on disk`);
  if (fileIds.length > 0) await openAll(fileIds);
}

/** Files may be dropped anywhere on the window. */
export function DropTarget({ children }: { readonly children: ReactNode }) {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      event.preventDefault(); // also for what we do not take: the window must never navigate to it
      if (!holdsFiles(event)) return;
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0)
        openDropped(files).catch((error: unknown) => {
          notifyError('Open dropped files', error);
        });
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
  return (
    <>
      {children}
      {isOver && (
        <div className={styles['overlay']} aria-hidden>
          <span>Drop to open</span>
        </div>
      )}
    </>
  );
}
