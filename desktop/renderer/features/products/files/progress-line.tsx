import styles from './files.module.css';

/** How far something is, in words that are read out, and as a bar. */
export function ProgressLine({
  words,
  done,
  of,
}: {
  readonly words: string;
  readonly done: number;
  readonly of: number;
}) {
  return (
    <div className={styles.progress}>
      <span role="status">{words}</span>
      <progress max={Math.max(1, of)} value={done} aria-label={words} />
    </div>
  );
}
