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

/** To the next of these questions in the order of the page, after the one that was worked on last; then from the top. */
export function goToNext(names: ReadonlySet<string>, plan: boolean): boolean {
  const cards = [...document.querySelectorAll<HTMLElement>('[data-question], [data-plan]')];
  const at = cards.findIndex((card) => card.dataset.question !== undefined && card.dataset.question === last);
  const wanted = (card: HTMLElement) => (card.dataset.question === undefined ? plan : names.has(card.dataset.question));
  return goTo([...cards.slice(at + 1), ...cards.slice(0, at + 1)].find(wanted) ?? null);
}

let last = '';
/** The focus has come to this element. */
export function noteFocus(element: Element): void {
  last = element.closest<HTMLElement>('[data-question]')?.dataset.question ?? last;
}

function goTo(card: HTMLElement | null): boolean {
  if (!card) return false;
  for (let fold = card.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) fold.open = true;
  card.querySelector<HTMLElement>('input, select, button')?.focus({ preventScroll: true });
  card.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  return true;
}
