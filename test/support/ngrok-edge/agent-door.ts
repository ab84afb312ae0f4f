/** Where agents connect: TLS on 127.0.0.1, over sockets that can be cut, refused or kept in silence. */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';

const fixturesDir = new URL('../../fixtures/ngrok-edge/', import.meta.url);

/** The authority an agent must trust. */
export const caFile = fileURLToPath(new URL('ca.pem', fixturesDir));

export class AgentDoor {
  readonly #tcp = net.createServer({ noDelay: true }, (socket) => this.#welcome(socket));
  readonly #tls: tls.Server;
  readonly #waiting = new Set<net.Socket>();
  readonly #connected = new Set<tls.TLSSocket>();
  #port = 0;
  #isSilent = false;

  constructor(onAgent: (socket: tls.TLSSocket) => void) {
    const pem = readFileSync(new URL('server.pem', fixturesDir));
    this.#tls = tls.createServer({ cert: pem, key: pem }, (socket) => {
      this.#connected.add(socket);
      socket.on('close', () => this.#connected.delete(socket));
      socket.on('error', () => socket.destroy());
      onAgent(socket);
    });
    this.#tls.on('tlsClientError', () => {});
  }

  get port(): number {
    return this.#port;
  }

  /** How many agents hold a connection, welcome or not. */
  get connections(): number {
    return this.#connected.size + this.#waiting.size;
  }

  /** Listens, after the first time on the same port again. */
  async open(): Promise<void> {
    while (this.#port === 0) {
      const port = portNobodyIsGiven();
      if (await this.#listens(port)) this.#port = port;
    }
    if (!this.#tcp.listening && !(await this.#listens(this.#port))) {
      throw new Error(`Another program took port ${this.#port} while the service was away.`);
    }
  }

  /** Refuses connections and cuts those there are. */
  async close(): Promise<void> {
    const closed = this.#tcp.listening ? once(this.#tcp, 'close') : undefined;
    this.#tcp.close();
    this.cut();
    await closed;
  }

  cut(): void {
    for (const socket of [...this.#connected, ...this.#waiting]) socket.destroy();
  }

  /** Keeps every connection, takes new ones, reads and says nothing. */
  goSilent(): void {
    this.#isSilent = true;
    for (const socket of this.#connected) hush(socket);
  }

  speak(): void {
    this.#isSilent = false;
    for (const socket of this.#connected) socket.uncork();
    for (const socket of this.#connected) socket.resume();
    for (const socket of this.#waiting) this.#welcome(socket);
    this.#waiting.clear();
  }

  #welcome(socket: net.Socket): void {
    if (!this.#isSilent) {
      this.#tls.emit('connection', socket);
      return;
    }
    this.#waiting.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#waiting.delete(socket));
  }

  async #listens(port: number): Promise<boolean> {
    this.#tcp.listen({ port, host: '127.0.0.1' });
    try {
      await once(this.#tcp, 'listening');
      return true;
    } catch {
      return false;
    }
  }
}

function hush(socket: tls.TLSSocket): void {
  socket.pause();
  socket.cork();
}

/** Below the ports of outgoing connections, so that none of them is in the way when the service comes back. */
function portNobodyIsGiven(): number {
  return randomInt(20_000, 30_000);
}
