// What `npm run package` makes: the desktop app as people install it. Signing, notarisation and the place where updates are
// found come from the environment, as electron-builder documents it; none of it is needed to try a package.
import type { Configuration } from 'electron-builder';
import { APP_ID } from '../../main/electron/app-id.ts';
import { hasItsNativeModule } from './native-module.ts';
import { NOTICES_PATH } from './notices.ts';

const { GITHUB_REPOSITORY, GITHUB_SERVER_URL, ROLLCALL_UPDATE_URL } = process.env;

const configuration: Configuration = {
  appId: APP_ID,
  productName: 'Rollcall',
  artifactName: 'Rollcall-${version}-${os}-${arch}.${ext}',
  directories: { output: 'release', buildResources: 'build/icons/app' },
  // Only what runs. Everything is bundled but ngrok's SDK, whose native module is the one of the target system.
  files: [
    'package.json',
    'dist/{main,electron,renderer}/**',
    // Started by Node; the installed app has an entry of its own.
    '!dist/main/{rollcall,start,start-*}.js',
    '!node_modules/!(@ngrok)/**',
    '!node_modules/@ngrok/**/*.{md,d.ts}',
  ],
  extraResources: [{ from: NOTICES_PATH, to: 'THIRD-PARTY-NOTICES.txt' }],
  electronLanguages: ['en', 'en-US', 'ja'],
  asar: { smartUnpack: false },
  asarUnpack: ['**/*.node'],
  npmRebuild: false, // a Node-API module fits every runtime
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    resetAdHocDarwinSignature: true,
  },
  afterPack: hasItsNativeModule,
  ...(GITHUB_REPOSITORY && {
    extraMetadata: { homepage: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}` },
  }),
  // Without a place for updates, the package has none and never looks for any.
  publish: feed(),
  mac: {
    target: [
      { target: 'dmg', arch: 'universal' },
      { target: 'zip', arch: 'universal' },
    ],
    category: 'public.app-category.business',
    icon: 'build/icons/app/icon.icns',
    hardenedRuntime: true,
    entitlements: 'build/package/entitlements.plist',
    entitlementsInherit: 'build/package/entitlements.plist',
    // The universal module serves both, and is the same in both halves of the app.
    files: ['!node_modules/@ngrok/ngrok-darwin-{x64,arm64}/**'],
    x64ArchFiles: '**/ngrok.darwin-universal.node',
  },
  win: {
    target: [{ target: 'nsis', arch: ['x64', 'arm64'] }],
    icon: 'build/icons/app/icon.ico',
    files: ['!node_modules/@ngrok/ngrok-win32-!(${arch})-msvc/**'],
  },
  nsis: { oneClick: true, perMachine: false, deleteAppDataOnUninstall: false },
  linux: {
    target: ['AppImage', 'deb', 'rpm'],
    executableName: 'rollcall',
    category: 'Office',
    icon: 'build/icons/app',
    maintainer: 'The Rollcall contributors',
    synopsis: 'Live membership of Mixpanel cohorts on your own computer',
  },
};

// electron-builder takes no other export.
export default configuration;

function feed(): NonNullable<Configuration['publish']> | null {
  if (ROLLCALL_UPDATE_URL) return { provider: 'generic', url: ROLLCALL_UPDATE_URL };
  const [owner, repo] = GITHUB_REPOSITORY?.split('/') ?? [];
  return owner && repo ? { provider: 'github', owner, repo } : null;
}
