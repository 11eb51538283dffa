// Users, tokens, who has looked at what, and what this program is.
import { useState } from 'preact/hooks';

import { session } from '../api.ts';
import type { PageProps } from '../app.tsx';
import { useStore } from '../store.ts';
import { PageHead } from '../ui/page-head.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { AboutPart } from './about.tsx';
import { AuditPart } from './audit.tsx';
import { PasswordPart } from './password.tsx';
import { TokensPart } from './tokens.tsx';
import { UsersPart } from './users.tsx';

export function SettingsPage(_: PageProps) {
  const who = useStore(session);
  const [tab, setTab] = useState('');
  if (!who) return null;
  const manager = who.scopes.includes('manage');
  const tabs = [
    { id: 'about', title: 'About', children: () => <AboutPart who={who} /> },
    ...(who.single_user ? [] : [{ id: 'password', title: 'Password', children: () => <PasswordPart who={who} /> }]),
    ...(manager ? [{ id: 'users', title: 'Users', children: () => <UsersPart who={who} /> }] : []),
    { id: 'tokens', title: 'Tokens', children: () => <TokensPart who={who} /> },
    ...(manager ? [{ id: 'audit', title: 'Who looked at what', children: () => <AuditPart /> }] : []),
  ];
  return (
    <div class="settings-page">
      <PageHead title="Settings" />
      <Tabs label="Settings" tabs={tabs} chosen={tab || 'about'} onChoose={setTab} />
    </div>
  );
}
