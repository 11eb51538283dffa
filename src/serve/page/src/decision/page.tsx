import type { PageProps } from '../app.tsx';
import { PageHead } from '../ui/page-head.tsx';

export function DecisionPage(_: PageProps) {
  return <PageHead title="Decision" />;
}
