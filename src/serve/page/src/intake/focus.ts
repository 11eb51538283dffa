// The way to a question of the form, from anywhere on the page.
import { questionAt } from './record.ts';

/** Opens what is folded round it, brings it into view and puts the focus on its first control. False: it is not here. */
export function goToQuestion(name: string): boolean {
  return goTo(document.querySelector<HTMLElement>(`[data-question="${CSS.escape(name)}"]`));
}

/** By a JSON pointer into the record: an answer, or a part of the plan. */
export function goToPointer(pointer: string): boolean {
  const name = questionAt(pointer);
  return name ? goToQuestion(name) : goTo(document.querySelector<HTMLElement>('[data-plan]'));
}

function goTo(card: HTMLElement | null): boolean {
  if (!card) return false;
  for (let fold = card.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) fold.open = true;
  card.querySelector<HTMLElement>('input, select, button')?.focus({ preventScroll: true });
  card.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  return true;
}
