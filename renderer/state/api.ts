import type { Client } from '../../shared/api/client.ts';
import type { AppContract } from '../../shared/api/contract.ts';

/** What a screen may ask main and hear from it. */
export type Api = Client<AppContract>;
