/** What is said to screen readers beside where the cursor is: that an edit was made, or taken back. */
import { create } from 'zustand';

interface Announcement {
  readonly text: string;
  readonly count: number; // the same again is said again
}

export const useAnnouncement = create<Announcement>()(() => ({ text: '', count: 0 }));

export function announce(text: string): void {
  useAnnouncement.setState(({ count }) => ({ text, count: count + 1 }));
}
