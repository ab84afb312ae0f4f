/** By which macOS and Windows know the app. On Windows the shortcut has it from the package, and the process says it. */
export const APP_ID = 'dev.rollcall.desktop';
