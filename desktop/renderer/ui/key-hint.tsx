/** The key that does the same as the control it stands on; shown, not read out. */
export function KeyHint({ keys }: { readonly keys: string }) {
  return (
    <span className="keys" aria-hidden="true">
      {keys}
    </span>
  );
}
