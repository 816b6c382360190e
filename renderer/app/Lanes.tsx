import { useActiveDocument } from '../client/project.ts';

export function Lanes() {
  const document = useActiveDocument();
  return <div data-testid="lanes">{document?.name}</div>;
}
