// A box that says something: as a fact, a warning, or a problem. The kind shows in shape and word, not colour alone.
import type { ComponentChildren } from 'preact';

import { Icon, type IconName } from './icon.tsx';

const icons: Record<string, IconName> = { info: 'info', warning: 'warning', problem: 'problem', done: 'check' };

export function Notice(props: {
  kind: 'info' | 'warning' | 'problem' | 'done';
  title: string;
  class?: string;
  children?: ComponentChildren;
}) {
  return (
    <section class={`notice notice-${props.kind} ${props.class ?? ''}`} role={props.kind === 'problem' ? 'alert' : 'status'}>
      <Icon name={icons[props.kind] ?? 'info'} />
      <div>
        <p class="notice-title">{props.title}</p>
        {props.children}
      </div>
    </section>
  );
}
