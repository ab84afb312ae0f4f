/** Endpoints that are there without an agent: all they have is a policy. Source: ngrok.com/docs/gateway/cloud-endpoints. */
import type { Account } from './account.ts';
import { refusals } from './refusals.ts';
import { type Policy, readPolicy } from './traffic-policy.ts';

export class CloudEndpoints {
  readonly #policies = new Map<string, Policy>();
  readonly #account: Account;
  /** Whether an agent is online under this domain. */
  readonly #isAgents: (domain: string) => boolean;

  constructor(account: Account, isAgents: (domain: string) => boolean) {
    this.#account = account;
    this.#isAgents = isAgents;
  }

  /** As the person does in the dashboard; a second time for its new policy. Throws the refusal. */
  save(domain: string, policy: string): void {
    this.#account.admitCloudEndpoint();
    if (this.#isAgents(domain)) throw refusals.alreadyOnline(`https://${domain}`);
    this.#policies.set(domain, readPolicy(policy));
  }

  remove(domain: string): void {
    this.#policies.delete(domain);
  }

  policyOf(domain: string): Policy | undefined {
    return this.#policies.get(domain);
  }
}
