import type { ComponentProps } from 'react';
import './button.css';

interface ButtonProps extends ComponentProps<'button'> {
  /** One primary action to a screen. */
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly size?: 'small' | 'normal' | 'large';
}

export function Button({ look = 'plain', size = 'normal', className, ...rest }: ButtonProps) {
  const names = ['button', look, size, className].filter(Boolean).join(' ');
  return <button type="button" {...rest} className={names} />;
}
