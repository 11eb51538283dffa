// A folded part: drawn only once it is opened, since a keystroke draws the whole answer anew.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useActions } from './actions.ts';

interface Props {
  summary: ComponentChildren;
  class?: string;
  open?: boolean;
  shows?: string;
  children: () => ComponentChildren;
}

export function Fold({ summary, children, shows, open: first = false, ...rest }: Props) {
  const { unfold = false } = useActions();
  const [open, setOpen] = useState(first);
  const drawn = open || unfold;
  return (
    <details
      class={`fold ${rest.class ?? ''}`}
      open={drawn}
      data-shows={shows}
      onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}
    >
      <summary>{summary}</summary>
      {drawn && <div class="fold-body">{children()}</div>}
    </details>
  );
}
