// A label with its control, help and error, tied together.
import type { ComponentChildren, VNode } from 'preact';
import { useId } from 'preact/hooks';

export interface ControlProps {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
}

export function Field(props: {
  label: string;
  help?: ComponentChildren;
  error?: string;
  class?: string;
  children: (control: ControlProps) => VNode;
}) {
  const id = useId();
  const described = [props.help ? `${id}-help` : '', props.error ? `${id}-error` : ''].filter(Boolean).join(' ');
  const control: ControlProps = { id };
  if (described) control['aria-describedby'] = described;
  if (props.error) control['aria-invalid'] = true;
  return (
    <div class={`field ${props.class ?? ''}`}>
      <label for={id}>{props.label}</label>
      {props.help && <p class="help" id={`${id}-help`}>{props.help}</p>}
      {props.children(control)}
      {props.error && <p class="error" id={`${id}-error`} role="alert">{props.error}</p>}
    </div>
  );
}
