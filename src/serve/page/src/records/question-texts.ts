// The words of the questions that the rules ask now, by name: an answer of a record is read beside its question.
import { useEffect, useState } from 'preact/hooks';

import { type FormSpec, get } from '../api.ts';

let asked: Promise<Map<string, string>> | null = null;

async function load(): Promise<Map<string, string>> {
  const { packs } = await get<{ packs: { name: string }[] }>('/v1/packs');
  const form = await get<FormSpec>(`/v1/form?${packs.map(({ name }) => `treatment=${encodeURIComponent(name)}`).join('&')}`);
  return new Map([...form.questions, ...form.lists].map(({ name, text }) => [name, text]));
}

/** Empty until they are there, and without what the rules do not ask any more: then the name must do. */
export function useQuestionTexts(): ReadonlyMap<string, string> {
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    let gone = false;
    asked ??= load();
    asked.then((found) => !gone && setTexts(found), () => (asked = null));
    return () => {
      gone = true;
    };
  }, []);
  return texts;
}
