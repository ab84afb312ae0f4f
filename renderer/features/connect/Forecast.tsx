import { Notice } from '../../components/Notice.tsx';
import { useApp } from '../../state/app-context.tsx';

/** ngrok's free plan ends at so many calls a month: said before it does. */
export function Forecast() {
  const { t, snapshot, format } = useApp();
  const { forecast, tunnel } = snapshot;
  if (tunnel.provider !== 'ngrok' || forecast === null || forecast.level === 'fine') return null;
  const { requestsPerMonth, limit, lastsDays } = forecast;
  return (
    <Notice look="attention">
      {t.connect.forecast(format.number(requestsPerMonth), format.number(limit), lastsDays)}
    </Notice>
  );
}
