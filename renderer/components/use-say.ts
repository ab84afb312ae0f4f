import { Toast } from '@base-ui/react/toast';
import { useCallback } from 'react';

/** A sentence in passing, at the foot of the window. */
export function useSay(): (sentence: string) => void {
  const { add } = Toast.useToastManager();
  return useCallback((title: string) => void add({ title }), [add]);
}
