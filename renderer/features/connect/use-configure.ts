import { useState } from 'react';
import { useApp } from '../../state/app-context.tsx';

interface Change {
  readonly provider: 'none' | 'ngrok' | 'manual';
  readonly token?: string;
  readonly domain?: string | null;
  readonly publicUrl?: string;
}

/** Opens the tunnel anew; what comes of it is told by the snapshot. */
export function useConfigure() {
  const { api } = useApp();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [isTokenForgotten, setIsTokenForgotten] = useState(false);
  /** Resolves with whether it was taken. */
  const configure = async (change: Change): Promise<boolean> => {
    setIsBusy(true);
    setError(null);
    try {
      const { tokenKept } = await api.call('tunnel.configure', change);
      setIsTokenForgotten(!tokenKept);
      return true;
    } catch (reason) {
      setError(reason);
      return false;
    } finally {
      setIsBusy(false);
    }
  };
  return { configure, isBusy, error, isTokenForgotten };
}

/** Whether a trouble is with the authtoken, whose field tells it. */
export function isOfToken(code: string): boolean {
  return code === 'TUNNEL_TOKEN_WRONG' || code === 'TUNNEL_TOKEN_NOT_ALLOWED';
}
