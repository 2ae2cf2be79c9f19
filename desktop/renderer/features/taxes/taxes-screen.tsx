import { IconPencil, IconPlus, IconReceiptTax, IconTrash, IconWorldDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { TaxRuleRow } from '../../../bridge/tax-queries.ts';
import { useNow } from '../../data/clock.ts';
import { may } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page, PageHead, Side, Split } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { CollectsDialog } from './collects-dialog.tsx';
import { EcSalesCard } from './ec-sales-card.tsx';
import { ProviderCard } from './provider-card.tsx';
import { PublishedDialog } from './published-dialog.tsx';
import { ReverseDialog } from './reverse-dialog.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { RulesTable } from './rules-table.tsx';
import { ThresholdsCard } from './thresholds-card.tsx';
import { TryTax } from './try-tax.tsx';
import styles from './taxes.module.css';
import { ZonesCard } from './zones-card.tsx';

type Asking =
  | null
  | { readonly what: 'published' }
  | { readonly what: 'collects' | 'reverse'; readonly place: string; readonly name: string }
  | { readonly what: 'rule'; readonly rule: TaxRuleRow | null };

/** Where the store is taxed, the dated rates of those places, and one line to try them on. */
export function TaxesScreen() {
  const { person, store, locations } = useSession();
  const commands = useCommands();
  const [asking, setAsking] = useState<Asking>(null);
  const read = useRead('taxes.index', {}, { keep: true });
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: store.timeZone }).format(useNow());
  const mayEdit = may(person, 'settings.manage');
  const {
    rules = [],
    zones = {},
    collects = {},
    reverseCharge = {},
    unnumbered = [],
    classes = [],
    stores = [],
  } = read.data ?? {};
  const home = zones.store ?? '';
  const classNames = [
    ...new Set([
      'standard',
      ...classes.map(({ taxClass }) => taxClass),
      ...rules.flatMap(({ category }) => category ?? []),
    ]),
  ];
  const places = [...new Set([...Object.values(zones), ...rules.map(({ jurisdiction }) => jurisdiction)])].sort();
  const close = () => setAsking(null);
  return (
    <Page>
      <PageHead>
        <h1>{t('Taxes')}</h1>
        <span className="sub">{t('Not for filing: a return is made by who answers for it.')}</span>
        <span className="grow" />
        <Button
          icon={<IconWorldDownload size={16} stroke={1.75} aria-hidden="true" />}
          disabled={!mayEdit}
          onClick={() => setAsking({ what: 'published' })}
        >
          {t('Published rates')}
        </Button>
        <Button
          look="primary"
          icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
          disabled={!mayEdit}
          onClick={() => setAsking({ what: 'rule', rule: null })}
        >
          {t('Add a rate')}
        </Button>
      </PageHead>
      <Split width={420}>
        <section className={styles.main}>
          {read.error ? <ReadFault error={read.error} /> : null}
          <ZonesCard
            zones={zones}
            places={places}
            stores={stores}
            locations={locations}
            collects={collects}
            disabled={!mayEdit || commands.isPending}
            reverseCharge={reverseCharge}
            onCollects={(place, name) => setAsking({ what: 'collects', place, name })}
            onReverse={(place, name) => setAsking({ what: 'reverse', place, name })}
            onZone={(place, zone) => commands.mutate([{ name: 'pricing.setTaxZone', args: { place, zone } }])}
          />
          {mayEdit ? <ProviderCard stores={stores} classes={classNames} /> : null}
          {may(person, 'reports.view') ? <ThresholdsCard /> : null}
          {may(person, 'reports.view') ? <EcSalesCard zones={zones} stores={stores} today={today} /> : null}
          {rules.length > 0 ? (
            <RulesTable
              rules={rules}
              today={today}
              currency={store.currency}
              actions={(rule) =>
                mayEdit ? (
                  <>
                    <button
                      type="button"
                      aria-label={t('Change {name}', { name: rule.name })}
                      onClick={() => setAsking({ what: 'rule', rule })}
                    >
                      <IconPencil size={16} stroke={1.75} aria-hidden="true" />
                    </button>
                    <button
                      type="button"
                      aria-label={t('Take {name} out', { name: rule.name })}
                      disabled={commands.isPending}
                      onClick={() => commands.mutate([{ name: 'pricing.removeTaxRules', args: { ids: [rule.id] } }])}
                    >
                      <IconTrash size={16} stroke={1.75} aria-hidden="true" />
                    </button>
                  </>
                ) : null
              }
            />
          ) : read.data ? (
            <EmptyState
              icon={<IconReceiptTax size={48} stroke={1.1} aria-hidden="true" />}
              title={t('No dated rates yet')}
            >
              {t(
                'The rate of each tax class holds. Take published rates over, or add your own, to have rates by place and day.',
              )}
            </EmptyState>
          ) : null}
        </section>
        <Side aria-label={t('Try it')}>
          <TryTax places={places} home={home} classes={classNames} today={today} />
        </Side>
      </Split>
      {asking?.what === 'published' ? (
        <PublishedDialog today={today} known={rules} hasZone={home !== ''} onClose={close} />
      ) : null}
      {asking?.what === 'collects' ? (
        <CollectsDialog
          {...asking}
          home={zones[asking.place] ?? ''}
          collects={collects[asking.place] ?? null}
          rated={rules.map(({ jurisdiction }) => jurisdiction)}
          onClose={close}
        />
      ) : null}
      {asking?.what === 'reverse' ? (
        <ReverseDialog
          {...asking}
          rule={reverseCharge[asking.place] ?? null}
          unnumbered={unnumbered.includes(asking.place)}
          onClose={close}
        />
      ) : null}
      {asking?.what === 'rule' ? (
        <RuleDialog
          rule={asking.rule}
          zone={home}
          today={today}
          classes={classNames}
          currency={store.currency}
          onClose={close}
        />
      ) : null}
    </Page>
  );
}
