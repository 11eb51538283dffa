import { PageHead } from '../ui/page-head.tsx';

export function ClientsPage() {
  return <PageHead title="Clients" />;
}
