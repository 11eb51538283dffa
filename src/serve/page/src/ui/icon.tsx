// The few drawings of the page. They say nothing that no word says: hidden from screen readers.
const paths = {
  mark: 'M16.5 8.6a6 6 0 1 0 0 6.8M16 12h2',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  pause: 'M9 7v10M15 7v10',
  info: 'M12 11v6M12 7v.5',
  warning: 'M12 4L2.5 20h19zM12 10v4.5M12 17v.5',
  problem: 'M12 7v7M12 17v.5M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8z',
  cross: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  down: 'M6 9l6 6 6-6',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={paths[name]} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
