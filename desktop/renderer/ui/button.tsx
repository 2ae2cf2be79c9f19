import { type ComponentProps, type ReactNode, useId } from 'react';
import styles from './button.module.css';
import { cx } from './cx.ts';
import { KeyHint } from './key-hint.tsx';
import { toast } from './toast.ts';

export interface ButtonLook {
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger';
  readonly size?: 'control' | 'small' | 'touch' | 'big';
  /** Square, for a lone icon; needs an aria-label. */
  readonly square?: boolean;
}

export interface ButtonProps extends ButtonLook, ComponentProps<'button'> {
  readonly icon?: ReactNode;
  readonly keys?: string;
  /** Why it cannot be done here. It stays where Tab finds it, so that the reason is read out. */
  readonly locked?: string | null;
}

export function buttonClass({ look = 'plain', size = 'control', square = false }: ButtonLook): string {
  return cx(styles.button, look !== 'plain' && styles[look], size !== 'control' && styles[size], square && styles.icon);
}

/** A command. `keys` shows the shortcut that does the same. */
export function Button({ look, size, square, icon, keys, locked, className, children, ...rest }: ButtonProps) {
  const reason = useId();
  const sized = buttonClass({ ...(look && { look }), ...(size && { size }), ...(square && { square }) });
  return (
    <button
      type="button"
      {...rest}
      {...(locked && {
        'aria-disabled': true,
        'aria-describedby': reason,
        title: locked,
        onClick: (event) => {
          event.preventDefault();
          // Nothing hovers over a touch screen: whoever presses it is told as well.
          toast({ tone: 'warn', title: locked });
        },
      })}
      className={cx(sized, className)}
    >
      {icon}
      {children}
      {keys ? <KeyHint keys={keys} /> : null}
      {locked ? (
        <span id={reason} hidden>
          {locked}
        </span>
      ) : null}
    </button>
  );
}

/** A command inside running text. */
export function LinkButton({ className, ...rest }: ComponentProps<'button'>) {
  return <button type="button" {...rest} className={cx(styles.link, className)} />;
}

export const linkClass = styles.link;
