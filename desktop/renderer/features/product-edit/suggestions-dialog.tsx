import { MOST_EXCLUDED, MOST_PINNED } from '@tillhouse/shared/domains/recommendations/schema.ts';
import { IconArrowUp, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { QueryMap } from '../../../bridge/queries.ts';
import type { NamedProduct } from '../../../bridge/review-views.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Bone } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { FindGoods } from '../promotions/find-goods.tsx';
import styles from '../reviews/reviews.module.css';

interface Props {
  readonly product: { readonly id: string; readonly title: string };
  readonly onClose: () => void;
}

interface ListProps {
  readonly title: string;
  readonly says: string;
  readonly add: string;
  readonly most: number;
  readonly list: readonly NamedProduct[];
  /** What may not be picked: the product itself, and what stands in the other list */
  readonly taken: readonly string[];
  readonly ordered?: boolean;
  readonly onList: (list: readonly NamedProduct[]) => void;
}

const glyph = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

function Chosen({ title, says, add, most, list, taken, ordered = false, onList }: ListProps) {
  const { store } = useSession();
  const up = (at: number) =>
    onList(list.flatMap((one, n) => (n === at - 1 ? [list[at] ?? one, one] : n === at ? [] : [one])));
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      <p className="t2">{says}</p>
      {list.length > 0 ? (
        <ol className={styles.goods} aria-label={title}>
          {list.map((one, at) => (
            <li key={one.id}>
              <bdi className="strong cut">{one.title}</bdi>
              <span className="grow" />
              {ordered && at > 0 ? (
                <Button
                  square
                  look="quiet"
                  size="small"
                  aria-label={t('Move {name} up', { name: one.title })}
                  icon={<IconArrowUp {...glyph} />}
                  onClick={() => up(at)}
                />
              ) : null}
              <Button
                square
                look="quiet"
                size="small"
                aria-label={t('Take out {name}', { name: one.title })}
                icon={<IconX {...glyph} />}
                onClick={() => onList(list.filter(({ id }) => id !== one.id))}
              />
            </li>
          ))}
        </ol>
      ) : null}
      {list.length < most ? (
        <FindGoods
          label={add}
          currency={store.currency}
          wide
          onPick={({ productId, title: name }) => {
            if (taken.includes(productId) || list.some(({ id }) => id === productId)) return;
            onList([...list, { id: productId, title: name }]);
          }}
        />
      ) : null}
    </section>
  );
}

function Editor({ product, known, onClose }: Props & { readonly known: QueryMap['products.suggestions']['result'] }) {
  const commands = useCommands();
  const [pinned, setPinned] = useState(known.pinned);
  const [excluded, setExcluded] = useState(known.excluded);
  const ids = (list: readonly NamedProduct[]) => list.map(({ id }) => id);
  function save(): void {
    const args = { productId: product.id, revision: known.revision, pinned: ids(pinned), excluded: ids(excluded) };
    commands.mutate([{ name: 'recommendations.suggest', args }], {
      onSuccess: () => {
        toast({ tone: 'ok', title: t('Saved on this desk'), message: t('Shoppers see it with the next sync.') });
        onClose();
      },
    });
  }
  return (
    <FormDialog
      title={t('Goes with {title}', { title: product.title })}
      width={560}
      action={t('Save')}
      ready
      busy={commands.isPending}
      onClose={onClose}
      onSubmit={save}
    >
      <div className={styles.modes}>
        <Chosen
          title={t('Shown first')}
          says={t(
            'In this order, as far as it is in stock; then what was really bought with it, then of its category.',
          )}
          add={t('Show a product with it')}
          most={MOST_PINNED}
          list={pinned}
          taken={[product.id, ...ids(excluded)]}
          ordered
          onList={setPinned}
        />
        <Chosen
          title={t('Never shown')}
          says={t('Also where it was bought with it.')}
          add={t('Leave a product out')}
          most={MOST_EXCLUDED}
          list={excluded}
          taken={[product.id, ...ids(pinned)]}
          onList={setExcluded}
        />
      </div>
    </FormDialog>
  );
}

/** What the shop on the web shows with a product, and what it does not. */
export function SuggestionsDialog(props: Props) {
  const known = useRead('products.suggestions', { id: props.product.id }).data;
  return known ? <Editor {...props} known={known} /> : <Bone width={240} />;
}
