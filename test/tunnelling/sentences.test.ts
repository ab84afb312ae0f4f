import { describe, expect, it } from 'vitest';
import { networkFailure } from '../../main/tunnel/network-failure.ts';
import { ngrokFailure } from '../../main/tunnel/ngrok-failures.ts';
import { RollcallError } from '../../shared/errors.ts';
import { errorSentence, LANGUAGES } from '../../shared/messages/messages.ts';

describe('what ngrok refuses is said with the one thing to do:', () => {
  it.each([
    ['ERR_NGROK_105', 'final', /authtoken.*Copy it again/],
    ['ERR_NGROK_107', 'final', /authtoken.*Copy it again/],
    ['ERR_NGROK_4018', 'final', /needs your authtoken/],
    ['ERR_NGROK_300', 'final', /authtoken.*Copy it again/],
    ['ERR_NGROK_308', 'final', /Use another authtoken/],
    ['ERR_NGROK_320', 'final', /roll\.ngrok\.app belongs to another ngrok account/],
    ['ERR_NGROK_319', 'final', /no domain roll\.ngrok\.app/],
    ['ERR_NGROK_15013', 'final', /no domain roll\.ngrok\.app/],
    ['ERR_NGROK_326', 'final', /not a domain that ngrok can use/],
    ['ERR_NGROK_322', 'final', /another ngrok region/],
    ['ERR_NGROK_334', 'refused', /in use.*Close that one/],
    ['ERR_NGROK_108', 'refused', /no further connection.*Close ngrok/],
    ['ERR_NGROK_351', 'refused', /asks for a break/],
    ['ERR_NGROK_727', 'refused', /used up this month/],
    ['ERR_NGROK_102', 'final', /Update the payment/],
    ['ERR_NGROK_103', 'final', /suspended this account/],
    ['ERR_NGROK_123', 'final', /email address verified/],
    ['ERR_NGROK_115', 'final', /add your IP address/],
    ['ERR_NGROK_122', 'final', /may not use this ngrok server/],
    ['ERR_NGROK_120', 'final', /Install the newest Rollcall/],
    ['ERR_NGROK_121', 'final', /Install the newest Rollcall/],
    ['ERR_NGROK_3200', 'broken', /nobody is connected/],
    ['ERR_NGROK_99999', 'refused', /refused the connection \(ERR_NGROK_99999\)/],
  ] as const)('%s', (raw, kind, sentence) => {
    const failure = ngrokFailure(raw, 'roll.ngrok.app');
    expect(failure).toMatchObject({ kind, raw });
    const error = new RollcallError(failure.code, failure.details);
    expect(errorSentence(error, 'en')).toMatch(sentence);
    for (const language of LANGUAGES)
      expect(errorSentence(error, language)).not.toMatch(/undefined/);
  });
});

describe('what the network refuses is told by Node’s own code:', () => {
  it.each([
    ['ENOTFOUND', /can't be looked up/],
    ['ENETUNREACH', /no connection to the internet/],
    ['ECONNREFUSED', /firewall blocks it/],
    ['ETIMEDOUT', /did not answer in time/],
    ['CERT_NOT_YET_VALID', /clock is wrong/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /company proxy/],
  ])('%s', (code, sentence) => {
    const failure = networkFailure(Object.assign(new Error('x'), { code }), 'a.ngrok.app');
    expect(failure).toMatchObject({ kind: 'broken', raw: code });
    const error = new RollcallError(failure.code, failure.details);
    expect(errorSentence(error, 'en')).toMatch(sentence);
    for (const language of LANGUAGES)
      expect(errorSentence(error, language)).not.toMatch(/undefined/);
  });

  it('where several addresses of a name were tried, by the first', () => {
    const tried = new AggregateError([Object.assign(new Error('x'), { code: 'ENETUNREACH' })]);
    expect(networkFailure(tried, 'a').code).toBe('TUNNEL_OFFLINE');
  });
});
