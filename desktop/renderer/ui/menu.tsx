import { Menu as MantineMenu } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import styles from './menu.module.css';

export interface MenuItem {
  readonly id: string;
  readonly label: ReactNode;
  readonly icon?: ReactNode;
  readonly keys?: string;
  readonly checked?: boolean;
  readonly danger?: boolean;
  readonly onSelect: () => void;
}

/** A button that opens a list of commands; arrows move, Enter runs, Esc closes. */
export function Menu({
  trigger,
  items,
  label,
  width = 220,
  position = 'bottom-end',
}: {
  readonly trigger: ReactElement;
  readonly items: readonly MenuItem[];
  readonly label: string;
  readonly width?: number;
  readonly position?: 'bottom-end' | 'right-end';
}) {
  return (
    <MantineMenu
      width={width}
      position={position}
      offset={4}
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: styles.dropdown, item: styles.item }}
    >
      <MantineMenu.Target>{trigger}</MantineMenu.Target>
      <MantineMenu.Dropdown aria-label={label}>
        {items.map((item) => (
          <MantineMenu.Item
            key={item.id}
            onClick={item.onSelect}
            leftSection={item.icon}
            rightSection={item.keys ? <kbd>{item.keys}</kbd> : undefined}
            data-checked={item.checked || undefined}
            className={item.danger ? styles.danger : undefined}
            aria-current={item.checked ? 'true' : undefined}
          >
            {item.label}
          </MantineMenu.Item>
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}
