import type { PageProps } from '../app.tsx';
import { PageHead } from '../ui/page-head.tsx';

export function DayPage(_: PageProps) {
  return <PageHead title="Day" />;
}
