import type { PageProps } from '../app.tsx';
import { PageHead } from '../ui/page-head.tsx';

export function ClientPage(_: PageProps) {
  return <PageHead title="Client" />;
}
