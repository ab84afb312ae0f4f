import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Arch } from 'electron-builder';

/** What is looked at of electron-builder's context after packing. */
export interface Packed {
  readonly appOutDir: string;
  readonly arch: Arch;
  readonly electronPlatformName: string;
  readonly packager: { getResourcesDir(appOutDir: string): string };
}

/** Stops a package that holds another system's native module, or none: npm installs the one of the machine that packs. */
export function hasItsNativeModule(packed: Packed): void {
  const { packager, appOutDir, arch, electronPlatformName: platform } = packed;
  const unpacked = join(packager.getResourcesDir(appOutDir), 'app.asar.unpacked');
  const found = readdirSync(join(unpacked, 'node_modules', '@ngrok')).join(', ');
  const expected = moduleOf(platform, Arch[arch]);
  if (found === expected) return;
  throw new Error(
    `The package should hold ${expected} and holds ${found || 'no native module'}. Pack it on its own system, or install ` +
      `the module first: npm install --no-save --force --os=${platform} --cpu=${Arch[arch]} @ngrok/${expected}`,
  );
}

/** The package with ngrok's native module for a system. */
function moduleOf(platform: string, arch: string): string {
  switch (platform) {
    case 'darwin':
      return 'ngrok-darwin-universal';
    case 'win32':
      return `ngrok-win32-${arch}-msvc`;
    default:
      return `ngrok-linux-${arch}-gnu`;
  }
}
