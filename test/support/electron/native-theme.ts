/** https://electronjs.org/docs/api/native-theme on a light desktop. */
import { Imitation } from './imitation.ts';

class StandInNativeTheme extends Imitation {
  #source: 'system' | 'light' | 'dark' = 'system';

  constructor() {
    super('nativeTheme');
  }

  get themeSource(): 'system' | 'light' | 'dark' {
    return this.#source;
  }
  /** "Setting this property to dark will have the following effects: shouldUseDarkColors will be true", pages too. */
  set themeSource(source: 'system' | 'light' | 'dark') {
    if (source === this.#source) return;
    this.#source = source;
    this.emit('stand-in:scheme');
    this.emit('updated');
  }
  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }
  /** "Indicating whether or not the system theme has been set to dark or light": the app's choice leaves it alone. */
  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return false;
  }
}

export const nativeTheme = new StandInNativeTheme();
