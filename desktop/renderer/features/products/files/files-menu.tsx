import { IconFileExport, IconFileImport, IconFiles } from '@tabler/icons-react';
import { lockOf } from '../../../data/may.ts';
import { useSession } from '../../../data/session.ts';
import { Button } from '../../../ui/button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { countText } from '../../../ui/quantity.ts';
import { t } from '../../../ui/text.ts';
import { toast } from '../../../ui/toast.ts';
import { ExportDialog, type Offered } from './export-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import type { WhichProducts } from './write-products.ts';

export interface FilesMenuProps {
  /** What the list shows now */
  readonly shown: {
    readonly which: WhichProducts;
    /** Its view and what it was searched by */
    readonly name: string;
    readonly count: number;
    readonly all: number | undefined;
  };
  /** Products that are ticked one by one */
  readonly ticked: readonly string[];
  readonly asked: 'export' | 'import' | null;
  readonly onAsked: (what: 'export' | 'import' | null) => void;
}

/** Products out of the shop into a file, and back. */
export function FilesMenu({ shown, ticked, asked, onAsked }: FilesMenuProps) {
  const { person } = useSession();
  const noImport = lockOf(person, 'data.import') ?? lockOf(person, 'products.edit');
  const close = () => onAsked(null);
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;
  return (
    <>
      <Menu
        label={t('Files of products')}
        trigger={
          <Button size="small" icon={<IconFiles {...icon} />}>
            {t('Import and export')}
          </Button>
        }
        items={[
          { id: 'export', label: t('Export…'), icon: <IconFileExport {...icon} />, onSelect: () => onAsked('export') },
          {
            id: 'import',
            label: t('Import…'),
            icon: <IconFileImport {...icon} />,
            onSelect: () => (noImport ? toast({ tone: 'warn', title: noImport }) : onAsked('import')),
          },
        ]}
      />
      {asked === 'export' ? <ExportDialog offered={offeredOf(shown, ticked)} onClose={close} /> : null}
      {asked === 'import' ? <ImportDialog onClose={close} /> : null}
    </>
  );
}

function offeredOf(shown: FilesMenuProps['shown'], ticked: readonly string[]): Offered[] {
  const count = (n: number | undefined) => (n === undefined ? '' : ` (${countText(n)})`);
  const selected: Offered = {
    id: 'selected',
    words: t('{n, plural, one {The # that is ticked} other {The # that are ticked}}', { n: ticked.length }),
    which: ticked,
  };
  const narrowed: Offered = {
    id: 'shown',
    words: t('Those that are shown: {what}', { what: shown.name }) + count(shown.count),
    which: shown.which,
  };
  const all: Offered = { id: 'all', words: t('All') + count(shown.all), which: { view: 'all' } };
  return [...(ticked.length > 0 ? [selected] : []), ...(shown.count === shown.all ? [] : [narrowed]), all];
}
