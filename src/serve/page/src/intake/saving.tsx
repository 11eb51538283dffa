// Whether what was typed has reached the server, in words.
import { session } from '../api.ts';
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
    case 'kept': return <p class="saving saving-not"><Icon name="warning" />Kept on this device, will be sent</p>;
    default: return <p class="saving saving-not"><Icon name="warning" />Not saved</p>;
  }
}

/** What has to be known or decided about it. */
export function SavingNotice({ keeper }: { keeper: DraftKeeper }) {
  const saving = useStore(keeper.saving);
  if (saving.state === 'refused')
    return <Notice kind="problem" title="Not saved">The server did not take this: {saving.why}</Notice>;
  if (saving.state !== 'conflict') return null;
  const { theirs } = saving;
  return (
    <Notice kind="warning" title="This intake was changed elsewhere">
      <p>{theirs ? `${theirs.by === session.value?.user ? 'You' : theirs.by} changed it in another window at ${timeOf(theirs.at)}, while it was open here.` : 'It was signed or removed in another window, while it was open here.'} What was entered here since is not saved.</p>
      <p class="row">
        <button onClick={() => keeper.settle('theirs')}>{theirs ? 'Take what is saved' : 'Give up what is here'}</button>
        <button onClick={() => keeper.settle('mine')}>Keep what is here</button>
      </p>
    </Notice>
  );
}

/** "14:05 on 16 March 2026", where this device is. */
function timeOf(at: string): string {
  const moment = new Date(at);
  const pad = (number: number) => String(number).padStart(2, '0');
  return `${moment.toTimeString().slice(0, 5)} on ${mediumDay(`${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`)}`;
}
