// The heading of a page: gives the window its title, and takes the focus when one came by navigation.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

import { place } from '../router.ts';

let focused = 0;  // the navigation that has moved the focus already

export function PageHead({ title, children }: { title: string; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – contra`;
    const count = place.value.count;
    if (count === focused) return;
    focused = count;
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <div class="page-head">
      <h1 ref={heading} tabIndex={-1}>{title}</h1>
      {children}
    </div>
  );
}
