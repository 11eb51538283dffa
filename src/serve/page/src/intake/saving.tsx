// Whether what was typed has reached the server, in words.
import { mediumDay } from '../days.ts';
import { useStore } from '../store.ts';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import type { DraftKeeper } from './draft.ts';

export function SavingState({ keeper }: { keeper: DraftKeeper }) {
  const saving = useStore(keeper.saving);
  switch (saving.state) {
    case 'saved': return <p class="saving saving-saved">{saving.at && <><Icon name="check" />Saved</>}</p>;
    case 'saving': return <p class="saving">Saving …</p>;
    default: return <p class="saving saving-not"><Icon name="warning" />Not saved</p>;
  }
}

/** What has to be known or decided about it. */
export function SavingNotice({ keeper }: { keeper: DraftKeeper }) {
  const saving = useStore(keeper.saving);
  if (saving.state === 'kept')
    return <Notice kind="warning" title="Kept on this device, and will be sent">The server cannot be reached just now. Go on; nothing is lost.</Notice>;
  if (saving.state === 'refused')
    return <Notice kind="problem" title="Not saved">The server did not take this: {saving.why}</Notice>;
  if (saving.state !== 'conflict') return null;
  const { theirs } = saving;
  return (
    <Notice kind="warning" title="Somebody else has changed this intake">
      <p>{theirs ? `${theirs.by} wrote at ${theirs.at.slice(11, 16)} UTC on ${mediumDay(theirs.at.slice(0, 10))}, while this was open here.` : 'It was signed or removed elsewhere, while this was open here.'}</p>
      <p class="row">
        <button onClick={() => keeper.settle('theirs')}>{theirs ? 'Take theirs' : 'Give up what is here'}</button>
        <button onClick={() => keeper.settle('mine')}>Keep what is here</button>
      </p>
    </Notice>
  );
}
