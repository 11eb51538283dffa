// What went wrong with an act, with the faults that the server names.
import type { Act } from './act.ts';
import { Notice } from './notice.tsx';

export function ActFailure({ act, title = 'This was not done' }: { act: Act; title?: string }) {
  if (act.failure === '') return null;
  return (
    <Notice kind="problem" title={title}>
      <p>{act.failure}</p>
      {act.faults.length > 0 && (
        <ul>
          {act.faults.map((fault, index) => (
            <li key={index}>
              {fault.pointer ? <code>{fault.pointer}</code> : null} {fault.detail}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
