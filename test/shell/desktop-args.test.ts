import { expect, it } from 'vitest';
import { readDesktopArgs } from '../../main/electron/desktop-args.ts';

it.each([
  [['--data-dir', '/data', '--port', '4711'], { dataDir: '/data', port: 4711 }],
  [['--data-dir=/data', '--port=0'], { dataDir: '/data', port: 0 }],
  [['--hidden'], { dataDir: undefined, port: undefined }],
  [['--port', '65536'], { dataDir: undefined, port: undefined }],
  [['--port', 'any'], { dataDir: undefined, port: undefined }],
  [['--data-dir'], { dataDir: undefined, port: undefined }],
])('reads %j among Chromium’s own', (args, expected) => {
  const chromium = ['--original-process-start-time=1', '--force-device-scale-factor=2', 'app'];
  expect(readDesktopArgs([...chromium, ...args])).toEqual(expected);
});
