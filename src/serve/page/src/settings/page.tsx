import type { PageProps } from '../app.tsx';
import { PageHead } from '../ui/page-head.tsx';

export function SettingsPage(_: PageProps) {
  return <PageHead title="Settings" />;
}
