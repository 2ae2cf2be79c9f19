import { useState } from 'react';
import { useBridge } from '../../data/bridge.ts';
import { useSending } from '../../data/sending.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { type CustomerDraft, customerProblems, emptyCustomer, newCustomer } from './customer-draft.ts';
import { ContactFields } from './customer-fields.tsx';

interface Props {
  /** What was searched for and not found */
  readonly name?: string;
  readonly onClose: () => void;
  readonly onAdded: (customerId: string) => void;
}

/** Somebody new: a name is enough, the rest can follow on their page. */
export function AddCustomerDialog({ name = '', onClose, onAdded }: Props) {
  const bridge = useBridge();
  const { busy, refused, send } = useSending();
  const [draft, setDraft] = useState<CustomerDraft>({ ...emptyCustomer, ...startOf(name) });
  const [touched, setTouched] = useState(false);
  // The id is born with the dialog, so that a lost answer and a second press make one customer.
  const [ids] = useState(() => ({ customer: crypto.randomUUID(), mutation: crypto.randomUUID() }));
  async function add(): Promise<void> {
    await bridge.mutate('customers.save', { customers: [newCustomer(ids.customer, draft)] }, ids.mutation);
    onAdded(ids.customer);
  }
  return (
    <FormDialog
      title={t('New customer')}
      action={t('Add')}
      ready={Object.keys(customerProblems(draft)).length === 0}
      busy={busy}
      refused={refused}
      onSubmit={() => send(add())}
      onClose={onClose}
    >
      <ContactFields
        draft={draft}
        touched={touched}
        onField={(patch) => {
          setTouched(true);
          setDraft((old) => ({ ...old, ...patch }));
        }}
      />
    </FormDialog>
  );
}

/** What somebody was looked for by goes where it belongs. */
function startOf(text: string): Partial<CustomerDraft> {
  const wanted = text.trim();
  if (wanted.includes('@')) return { email: wanted };
  return /^[+\d][\d\s()/-]{4,}$/.test(wanted) ? { phone: wanted } : { name: wanted };
}
