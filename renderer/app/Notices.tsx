import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react';
import { focusLanes } from './focusRegions.ts';
import { useNotices, type Notice } from '../state/notices.ts';
import styles from './Notices.module.css';

const icons = { error: CircleAlert, warning: TriangleAlert, info: Info } as const;

/** What went wrong, where and why; stays until it is dismissed. */
export function Notices() {
  const notices = useNotices((s) => s.notices);
  return (
    <div className={styles['list']} role="log" aria-label="Notices" data-testid="notices">
      {notices.map((notice) => (
        <NoticeRow key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeRow({ notice }: { readonly notice: Notice }) {
  const dismiss = useNotices((s) => s.dismiss);
  const Icon = icons[notice.severity];
  return (
    <div
      className={styles['notice']}
      data-severity={notice.severity}
      role={notice.severity === 'info' ? 'status' : 'alert'}
    >
      <Icon size={16} aria-hidden />
      <p>
        <strong>{notice.title}</strong> {notice.message}
        {notice.code !== null && <code>{notice.code}</code>}
      </p>
      <button
        type="button"
        aria-label={`Dismiss: ${notice.title}`}
        onClick={({ currentTarget }) => {
          const list = currentTarget.closest('[data-testid="notices"]');
          dismiss(notice.id);
          requestAnimationFrame(() => {
            const next = list?.querySelector('button');
            if (next == null) focusLanes(1);
            else next.focus();
          });
        }}
      >
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}
