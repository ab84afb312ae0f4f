import { useState } from 'react';
import { ERROR_CODES, RollcallError } from '../../../shared/errors.ts';
import { errorSentence } from '../../../shared/messages/messages.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useSay } from '../../components/use-say.ts';
import { useApp } from '../../state/app-context.tsx';
import { deliveriesVersion } from '../../state/deliveries-version.ts';
import { saveText } from '../../state/download.ts';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { useRequest } from '../../state/use-request.ts';
import { CutBody } from './CutBody.tsx';
import { curlCommand } from './curl-command.ts';
import { DeliveryFacts } from './DeliveryFacts.tsx';
import { DeliveryForesight } from './DeliveryForesight.tsx';
import { FailedNotice } from './FailedNotice.tsx';
import { JsonText } from './JsonText.tsx';

/** One request, whole: what it said, what it changed, and how to send it again by hand. */
export function DeliveryDetail({ number }: { readonly number: number }) {
  const { t, api, snapshot, language } = useApp();
  const say = useSay();
  const [whole, setWhole] = useState<string | null>(null);
  const wholeBody = async (form: 'sent' | 'lines') => {
    const { text } = await api.call('deliveries.body', { number, form });
    if (text === null) throw new RollcallError('DELIVERY_GONE');
    return text;
  };
  const key = `delivery ${number} ${deliveriesVersion(snapshot)}`;
  const { value, error, again } = useRequest(key, () => api.call('deliveries.read', { number }));
  if (error !== null) return <FailureNotice error={error} onAgain={again} />;
  if (value === null) {
    return (
      <div className="delivery">
        <Skeleton lines={8} label={t.common.loading} />
      </div>
    );
  }
  const { delivery, headers, body, isCut } = value;
  const copying = { doneLabel: t.common.copied, onFailure: () => say(t.common.copyFailed) };
  const refusal = ERROR_CODES.find((code) => code === delivery.code);
  return (
    <article className="delivery" aria-labelledby="delivery-title">
      <header className="delivery-head">
        <h2 id="delivery-title" className="figures">
          {t.deliveries.number(delivery.number)}
        </h2>
        <div className="row">
          {body !== null && (
            <CopyButton
              look="quiet"
              size="small"
              text={() => (isCut ? wholeBody('sent') : body)}
              label={t.deliveries.copyBody}
              {...copying}
            />
          )}
          {!isCut && (
            <CopyButton
              size="small"
              text={() => curlCommand(headers, body)}
              label={t.deliveries.curl}
              {...copying}
            />
          )}
        </div>
      </header>
      {refusal !== undefined && (
        <Notice look="attention">{errorSentence(new RollcallError(refusal), language)}</Notice>
      )}
      {delivery.report?.outcome === 'failed' && <FailedNotice delivery={delivery} />}
      <DeliveryFacts delivery={delivery} />
      <DeliveryForesight delivery={delivery} />
      <div>
        <h3>{t.deliveries.body}</h3>
        {isCut && (
          <CutBody
            isWhole={whole !== null}
            onWhole={async () => setWhole(await wholeBody('lines'))}
            onSave={
              snapshot.shell.kind === 'browser'
                ? async () => saveText(`rollcall-${number}.json`, await wholeBody('sent'))
                : null
            }
          />
        )}
        {body === null ? (
          <p className="quiet">{t.deliveries.noBody}</p>
        ) : (
          <JsonText text={whole ?? body} label={t.deliveries.body} />
        )}
      </div>
      <section aria-labelledby="delivery-headers">
        <h3 id="delivery-headers">{t.deliveries.headers}</h3>
        <p className="quiet">
          {t.deliveries.headersHint} {t.deliveries.curlHint}
        </p>
        <dl className="headers">
          {Object.entries(headers).map(([name, text]) => (
            <div key={name} className="header-item">
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </section>
    </article>
  );
}
