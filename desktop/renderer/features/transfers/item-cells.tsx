import type { TransferPageLine } from '../../../bridge/transfer-queries.ts';
import { Picture } from '../../ui/picture.tsx';

/** What a line is of: its picture and name, and its SKU beside it. */
export function ItemCells({ line }: { readonly line: Pick<TransferPageLine, 'title' | 'sku' | 'image'> }) {
  return (
    <>
      <td>
        <span className="row">
          <Picture address={line.image} name={line.title} size={24} />
          <span className="cut strong">{line.title}</span>
        </span>
      </td>
      <td className="mono t2">{line.sku}</td>
    </>
  );
}
