// GO and WAIT: by word, by colour and by shape (a disc with a tick, a hexagon with a pause).
import type { Verdict } from '../api.ts';

export function VerdictBadge({ verdict, size = 'small' }: { verdict: Verdict; size?: 'small' | 'large' }) {
  const go = verdict === 'GO';
  return (
    <span class={`verdict verdict-${go ? 'go' : 'wait'} verdict-${size}`}>
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        {go ? <circle cx="12" cy="12" r="11" class="verdict-shape" /> : <path d="M6.5 1.5h11L23 12l-5.5 10.5h-11L1 12z" class="verdict-shape" />}
        <path d={go ? 'M7 12.5l3.5 3.5L17 9' : 'M9.3 8v8M14.7 8v8'} class="verdict-sign" />
      </svg>
      <span>{verdict}</span>
    </span>
  );
}
