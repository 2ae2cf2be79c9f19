import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

export interface LoneProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onAct: () => void;
  /** Why it cannot be done now */
  readonly locked?: string | null;
  readonly children?: ReactNode;
}

/** What stands in the place of a page until the cloud has told of it. */
export function Lone({ icon, title, text, action, onAct, locked = null, children }: LoneProps) {
  return (
    <EmptyState
      icon={icon}
      title={title}
      more={children}
      actions={
        <Button look="primary" onClick={onAct} locked={locked}>
          {action}
        </Button>
      }
    >
      {text}
    </EmptyState>
  );
}
