import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import './tabs.css';

interface TabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly tabs: readonly { readonly value: T; readonly label: string }[];
  /** The content of the chosen tab. */
  readonly children: ReactNode;
  /** Stands at the end of the line of tabs. */
  readonly aside?: ReactNode;
}

export function Tabs<T extends string>(props: TabsProps<T>) {
  const { label, value, onChange, tabs, children, aside } = props;
  return (
    <Base.Root className="tabs" value={value} onValueChange={onChange}>
      <div className="tabs-line">
        <Base.List className="tabs-list" aria-label={label}>
          {tabs.map((tab) => (
            <Base.Tab key={tab.value} value={tab.value} className="tab">
              {tab.label}
            </Base.Tab>
          ))}
          <Base.Indicator className="tabs-indicator" />
        </Base.List>
        {aside}
      </div>
      <Base.Panel value={value} className="tabs-panel">
        {children}
      </Base.Panel>
    </Base.Root>
  );
}
