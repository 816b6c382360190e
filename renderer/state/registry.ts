/** Things that features bring and others show, by name, without knowing each other. */
import { create, type StoreApi, type UseBoundStore } from 'zustand';

export interface Named {
  readonly name: string;
}

export interface Registry<T extends Named> {
  /** `const overlays = registry.use((s) => s.entries)` */
  readonly use: UseBoundStore<StoreApi<{ readonly entries: readonly T[] }>>;
  /** One of the same name takes the place of the one before. @returns takes them away again */
  add(...added: readonly T[]): () => void;
}

export function createRegistry<T extends Named>(): Registry<T> {
  const use = create<{ readonly entries: readonly T[] }>()(() => ({ entries: [] }));
  return {
    use,
    add: (...added) => {
      const names = new Set(added.map(({ name }) => name));
      use.setState(({ entries }) => ({ entries: [...entries.filter(({ name }) => !names.has(name)), ...added] }));
      return () => {
        use.setState(({ entries }) => ({ entries: entries.filter((entry) => !added.includes(entry)) }));
      };
    },
  };
}
