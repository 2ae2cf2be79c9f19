/** The house with the till slip: Tillhouse's mark. */
export function Mark({ className }: { readonly className?: string | undefined }) {
  return (
    <svg className={className} viewBox="0 0 28 28" role="img" aria-label="Tillhouse">
      <path d="M3 12.5 14 3l11 9.5V25H3z" fill="currentColor" />
      <path d="M8 15h12M8 18h12" stroke="var(--bg)" strokeWidth="1.5" />
    </svg>
  );
}
