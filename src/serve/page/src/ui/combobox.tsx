// A field that finds things as one types (the combobox of the ARIA authoring practices, with a list that opens below).
import { useEffect, useId, useRef, useState } from 'preact/hooks';

import { announce } from './announce.ts';

export interface Found {
  key: string;
  title: string;
  note?: string;
}

export function Combobox<T extends Found>(props: {
  label: string;
  quiet?: boolean;        // the label is for screen readers only
  placeholder?: string;
  find: (text: string) => T[];
  onPick: (found: T, since: number) => void;
  autoFocus?: boolean;
}) {
  const id = useId();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const [left, setLeft] = useState(false);  // with words in it that were not picked
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const found = open && text.trim() !== '' ? props.find(text) : [];
  const current = Math.min(active, found.length - 1);

  useEffect(() => {
    if (props.autoFocus) input.current?.focus();
  }, []);
  useEffect(() => {
    if (text.trim() !== '' && open) announce(found.length === 1 ? '1 found' : `${found.length} found`);
  }, [text, open]);
  useEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' });
  }, [current, found.length]);

  function pick(one: T | undefined, since: number) {
    if (!one) return;
    setText('');
    setOpen(false);
    setActive(0);
    props.onPick(one, since);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) setOpen(true);
      else if (found.length > 0) setActive((current + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length);
    } else if (event.key === 'Enter') {
      if (text.trim() !== '') event.preventDefault();
      pick(found[current], event.timeStamp);
    } else if (event.key === 'Escape' && (open || text !== '')) {
      event.preventDefault();
      event.stopPropagation();
      if (found.length > 0) setOpen(false);
      else setText('');
    }
  }

  return (
    <div class="combobox">
      <label for={id} class={props.quiet ? 'unseen' : 'small-label'}>{props.label}</label>
      <input ref={input} id={id} type="text" role="combobox" autocomplete="off" autocapitalize="none" spellcheck={false}
        aria-autocomplete="list" aria-expanded={found.length > 0} aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${current}` : undefined}
        placeholder={props.placeholder} value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setOpen(false);
          setLeft(true);
        }}
        onFocus={() => {
          setOpen(true);
          setLeft(false);
        }} />
      {left && text.trim() !== '' && <p class="error" role="alert">Not added yet: choose one of what is found.</p>}
      <ul ref={list} id={`${id}-list`} role="listbox" aria-label={props.label} hidden={found.length === 0}>
        {found.map((one, index) => (
          <li key={one.key} id={`${id}-${index}`} role="option" aria-selected={index === current}
            onPointerDown={(event) => event.preventDefault()} onClick={(event) => pick(one, event.timeStamp)}>
            <span>{one.title}</span>
            {one.note && <small>{one.note}</small>}
          </li>
        ))}
      </ul>
    </div>
  );
}
