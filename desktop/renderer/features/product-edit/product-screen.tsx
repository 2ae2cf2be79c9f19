import {
  IconChevronDown,
  IconChevronUp,
  IconPlus,
  IconShoppingBagPlus,
  IconTagOff,
  IconWorld,
} from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { lockOf, may } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Card, CrumbText, Page, PageHead, Side, Split } from '../../ui/page.tsx';
import { Picture } from '../../ui/picture.tsx';
import { countText, quantityText } from '../../ui/quantity.ts';
import { State, Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { UnsavedDock } from '../../ui/unsaved-dock.tsx';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { WaitingNote } from '../stock/waiting.tsx';
import { AddVariantsDialog } from './add-variants-dialog.tsx';
import { CustomsDialog } from './customs-dialog.tsx';
import { type Draft, draftCommands, draftSize, emptyDraft, type Product, setCell, setField } from './draft.ts';
import { forgetDraft, keepDraft, keptDraft } from './draft-store.ts';
import { HistorySide } from './history-side.tsx';
import styles from './product-edit.module.css';
import { SuggestionsDialog } from './suggestions-dialog.tsx';
import { OptionChips, ProductFields, productStatuses } from './product-fields.tsx';
import { StockValue, VariantMatrix } from './variant-matrix.tsx';

const route = getRouteApi('/shell/products/$productId');
function Editor({ product }: { readonly product: Product }) {
  const { person, store } = useSession();
  const navigate = useNavigate();
  const commands = useCommands();
  const [draft, setDraft] = useState<Draft>(() => keptDraft(product.id) ?? emptyDraft);
  const [adding, setAdding] = useState(false);
  const [customs, setCustoms] = useState(false);
  const [suggesting, setSuggesting] = useState(false);
  const narrow = useNarrow(1180);
  const noEdit = lockOf(person, 'products.edit');
  const mayEdit = noEdit === null;
  const size = draftSize(draft);
  const dirty = size.fields > 0;
  // Leaving the page asks nothing: the draft stays on this device and is back when the product is opened again.
  useEffect(() => keepDraft(product.id, draft), [product.id, draft]);

  const titleMissing = (draft.fields.title ?? product.title).trim() === '';
  function save(): void {
    if (!dirty || titleMissing || commands.isPending) return;
    commands.mutate(draftCommands(draft, product), {
      onSuccess: () => {
        setDraft(emptyDraft);
        forgetDraft(product.id);
        toast({ tone: 'ok', title: t('Saved on this desk'), message: t('It goes out by itself.') });
      },
    });
  }
  function discard(): void {
    setDraft(emptyDraft);
    forgetDraft(product.id);
  }
  const go = (productId: string | null) =>
    productId && void navigate({ to: '/products/$productId', params: { productId } });
  useKeys({
    '$mod+s': save,
    Escape: () => void navigate({ to: '/products' }),
    j: () => go(product.nextId),
    k: () => go(product.previousId),
  });
  const [tone, word] = productStatuses[product.status];
  const taxRate =
    product.taxClasses.find((one) => one.taxClass === (draft.fields.taxClass ?? product.taxClass))?.rate ?? '0/100';
  const images = [...new Set([product.image, ...product.variants.map((variant) => variant.image)])]
    .filter((image) => image !== null)
    .slice(0, 4);
  const main = (
    <section className={styles.main}>
      <PageHead className={styles.head}>
        <Link to="/products">
          <CrumbText>{t('Products')}</CrumbText>
        </Link>
        <h1>{product.title}</h1>
        <State tone={tone}>{t(word)}</State>
        {product.soldAtTill ? <Tag>{t('Till')}</Tag> : null}
        {product.soldOnline ? <Tag>{t('Online')}</Tag> : null}
        <WaitingNote productId={product.id} />
        <div className="grow" />
        <Button
          look="quiet"
          size="small"
          icon={<IconShoppingBagPlus size={16} stroke={1.75} aria-hidden="true" />}
          locked={noEdit}
          onClick={() => setSuggesting(true)}
        >
          {t('Goes with it')}
        </Button>
        <Button
          look="quiet"
          size="small"
          icon={<IconWorld size={16} stroke={1.75} aria-hidden="true" />}
          locked={noEdit}
          onClick={() => setCustoms(true)}
        >
          {t('Weight and customs')}
        </Button>
        <Button
          look="quiet"
          size="small"
          square
          aria-label={t('Previous product')}
          disabled={!product.previousId}
          onClick={() => go(product.previousId)}
          icon={<IconChevronUp size={16} stroke={1.75} aria-hidden="true" />}
        />
        <Button
          look="quiet"
          size="small"
          square
          aria-label={t('Next product')}
          disabled={!product.nextId}
          onClick={() => go(product.nextId)}
          icon={<IconChevronDown size={16} stroke={1.75} aria-hidden="true" />}
        />
      </PageHead>
      {noEdit ? <p className={styles.locked}>{t('You may look but not change it. {why}', { why: noEdit })}</p> : null}
      <ProductFields
        product={product}
        draft={draft}
        disabled={!mayEdit}
        onDeposit={(containerId) =>
          setDraft((old) =>
            product.variants.reduce((draft, variant) => setCell(draft, variant, 'depositId', containerId), old),
          )
        }
        onField={(name, value) => setDraft((old) => setField(old, product, name, value))}
      />
      <div className={styles.strip}>
        {images.length > 0 ? (
          images.map((image) => (
            <Picture key={image} address={image} name={product.title} size={96} className={styles.shot} />
          ))
        ) : (
          <Picture address={null} name={product.title} size={96} className={styles.shot} />
        )}
        <div className={styles.about}>
          <textarea
            aria-label={t('Description')}
            className={styles.cellArea}
            value={draft.fields.description ?? product.description}
            disabled={!mayEdit}
            onChange={(event) => setDraft((old) => setField(old, product, 'description', event.target.value))}
            placeholder={t('Description for shoppers')}
          />
        </div>
        <dl className={styles.facts}>
          <dt>{t('On hand')}</dt>
          <dd className="num">
            {quantityText({ amount: product.onHand, scale: product.variants[0]?.scale ?? 0, unit: null })}
          </dd>
          {product.stockValue === null ? null : (
            <>
              <dt>{t('Stock value')}</dt>
              <dd className="num">
                <StockValue product={product} />
              </dd>
            </>
          )}
          <dt>{t('Sold, 30 days')}</dt>
          <dd className="num">{countText(product.sold30Days)}</dd>
        </dl>
      </div>
      <Card>
        <div className={styles.options}>
          {product.options.map((option) => (
            <OptionChips key={option.name} name={option.name} values={option.values} />
          ))}
          {product.options.length === 0 ? <span className="t2">{t('One variant, no options')}</span> : null}
          <span className="grow" />
          <Button
            look="quiet"
            size="small"
            icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
            locked={noEdit}
            onClick={() => setAdding(true)}
          >
            {t('Add variants')}
          </Button>
        </div>
        <VariantMatrix
          product={product}
          draft={draft}
          onDraft={setDraft}
          mayEdit={mayEdit}
          mayPrice={lockOf(person, 'prices.edit') === null}
          seesCost={may(person, 'products.cost')}
          taxRate={taxRate}
          pricesIncludeTax={store.pricesIncludeTax}
        />
      </Card>
    </section>
  );
  return (
    <Page>
      {narrow ? (
        <div style={{ flex: 1, minHeight: 0, display: 'grid' }}>{main}</div>
      ) : (
        <Split>
          {main}
          <Side aria-label={t('History')}>
            <HistorySide product={product} draft={draft} />
          </Side>
        </Split>
      )}
      {dirty ? (
        <UnsavedDock
          title={t('Unsaved changes')}
          says={
            size.variants > 0
              ? t(
                  '{fields, plural, one {# field} other {# fields}}, {variants, plural, one {# variant} other {# variants}} · draft kept on this device',
                  { ...size },
                )
              : t('{fields, plural, one {# field} other {# fields}} · draft kept on this device', {
                  fields: size.fields,
                })
          }
          maySave={!titleMissing && !commands.isPending}
          onDiscard={discard}
          onSave={save}
        />
      ) : null}
      {suggesting ? <SuggestionsDialog product={product} onClose={() => setSuggesting(false)} /> : null}
      {customs ? <CustomsDialog product={product} onClose={() => setCustoms(false)} /> : null}
      {adding ? <AddVariantsDialog product={product} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

/** One product: fields, variants, history; saved from the dock. */
export function ProductScreen() {
  const { productId } = route.useParams();
  const read = useRead('products.one', { id: productId });
  const product = read.data;
  if (product === null)
    return (
      <Page>
        <EmptyState
          icon={<IconTagOff size={48} stroke={1.1} aria-hidden="true" />}
          title={t('This product is not on this desk')}
        >
          {t('It may have been removed, or not arrived yet. Nothing was changed.')}
        </EmptyState>
      </Page>
    );
  if (!product) return <Page>{read.error ? <ReadFault error={read.error} /> : null}</Page>;
  return <Editor key={product.id} product={product} />;
}
