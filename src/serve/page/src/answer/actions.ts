// What the parts of the answer can ask of the page around them. Without a handler there is no button.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Question, Reason } from '../decision.ts';

export interface AnswerActions {
  /** Go to the question in the form. */
  ask?: ((question: Question) => void) | undefined;
  /** Go to the answer in the form, by its JSON pointer. */
  change?: ((pointer: string) => void) | undefined;
  /** Record a clearance for the check of a reason. */
  clear?: ((reason: Reason) => void) | undefined;
  /** The decision stands: what is shown is not live. */
  decided?: boolean | undefined;
  /** Folded parts are drawn at once: for tests, and for paper. */
  unfold?: boolean | undefined;
}

export const Actions = createContext<AnswerActions>({});

export const useActions = (): AnswerActions => useContext(Actions);
