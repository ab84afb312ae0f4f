import { count } from './count-en.ts';

const number = new Intl.NumberFormat('en');
const list = new Intl.ListFormat('en');

/** What the settings say. Times and sizes come formatted. */
export const settingsEn = {
  title: 'Settings',
  contents: 'On this page',
  setAsideSeen: 'Understood',
  setAsideData: (path: string) =>
    `A damaged data file was kept separately: ${path}. Rollcall went on with a new one.`,
  historyGap:
    'Some received data was lost before Rollcall could use it, so lists may miss people. Start a full sync of each cohort in Mixpanel to complete them.',
  setAsideHook:
    'The hook URL stood there, and is a new one now: what Mixpanel sends to the old one does not arrive. Connect Mixpanel again, or put the file back and start Rollcall again.',
  sections: {
    appearance: 'General',
    shell: 'This computer',
    notifications: 'Notifications',
    receiving: 'Receiving',
    access: 'Access',
    data: 'Your data',
    backup: 'Backup',
    remove: 'Delete',
  },
  language: 'Language',
  languages: { system: 'As the system', en: 'English', ja: '日本語' },
  theme: 'Appearance',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },

  switches: {
    openAtLogin: 'Open at login',
    keepRunning: 'Keep receiving when the window is closed',
    keepAwake: 'Keep the computer awake for a sync',
    notifications: 'First syncs and silence',
    updates: 'Update Rollcall automatically',
  },
  switchHints: {
    openAtLogin: 'While Rollcall is not running, nothing arrives.',
    keepRunning:
      'Rollcall stays in the tray. Off: closing the window ends it, and syncs are missed.',
    keepAwake:
      'While a sync arrives or is due within ten minutes. Closing the lid still sends it to sleep.',
    notifications:
      'When a cohort’s first sync is complete, and when a cohort falls silent. At any hour.',
    updates:
      'A new version is fetched in the background and put in place when you quit. Rollcall never restarts by itself.',
  },

  changes: 'Cohorts whose changes you are told of',
  changesNone: 'None yet. Switch on “Notify me” on a cohort’s screen.',
  changesOf: (names: readonly string[]) =>
    `${list.format(names)}. “Notify me” on a cohort’s screen switches it.`,
  gather: 'Gather changes for',
  gatherAtOnce: 'Tell each at once',
  gatherText: 'One notification then tells of all of them: how many joined and left, never who.',
  quietHours: 'Quiet hours',
  quietHoursText: 'What changes meanwhile is told in one notification when they end.',
  quietFrom: 'From',
  quietTo: 'To',

  pause: 'Pause receiving',
  pauseText:
    'While paused, Mixpanel is asked to come back later. A long pause may make it stop the sync.',
  resume: 'Resume receiving',
  retention: 'Keep the raw deliveries for',
  retentionText: 'Whichever limit is met first clears the oldest ones.',
  retentionSize: 'Or until they take up',
  retentionSizeText:
    'Only what is applied is ever cleared: nothing that still waits is lost. Members and history stay.',
  retentionSoon: 'What is beyond this limit will be deleted in 5 minutes.',
  days: (n: number) => count(n, 'day', 'days'),

  password: 'Password for Mixpanel',
  passwordNone: 'None is asked for. Whoever knows the hook URL can send.',
  passwordSet: (user: string) => `Asked for, with the user name ${user}.`,
  passwordLost:
    'The keychain no longer opens the password that was set, so Mixpanel is refused. Set one again.',
  passwordObstacles: {
    environment:
      'It was given with the start, in ROLLCALL_HOOK_PASSWORD. Change it there and start Rollcall again.',
    headless:
      'In a browser, Rollcall has no keychain to seal it in. Start it with ROLLCALL_HOOK_USER and ROLLCALL_HOOK_PASSWORD set.',
    unavailable:
      'This computer offers no keychain to seal it in. Start Rollcall with ROLLCALL_HOOK_PASSWORD set instead.',
    basic:
      'No keyring is running, so it could only be kept readable. Start GNOME Keyring or KWallet, and then Rollcall again.',
  },
  passwordAdd: 'Set a password…',
  passwordChange: 'Change…',
  passwordRemove: 'Take it away…',
  passwordDialog: 'A password for Mixpanel',
  passwordWarning:
    'Enter the same in Mixpanel right afterwards. Until both agree, Rollcall answers Mixpanel with 401, and Mixpanel pauses the sync until you resume it there.',
  passwordUser: 'User name',
  passwordUserError: 'Enter a user name without a colon, at most 100 characters.',
  passwordText: 'Password',
  passwordTextError: 'Enter at least 12 characters, at most 200.',
  passwordGenerate: 'Make another one',
  passwordSave: 'Set the password',
  passwordDone: 'The password is set. Enter it in Mixpanel now',
  passwordOnce:
    'In Mixpanel: Data > Destinations > Webhook, in the fields Username and Password. This is the only time Rollcall shows it.',
  passwordCopyUser: 'Copy user name',
  passwordCopy: 'Copy password',
  passwordRemoveTitle: 'Ask for no password any more?',
  passwordRemoveText:
    'Whoever knows the hook URL can then send to Rollcall. Mixpanel may go on giving its password; it is not looked at.',
  passwordRemoveConfirm: 'Take the password away',
  passwordRemoved: 'No password is asked for any more.',

  key: 'Address of these screens',
  keyText:
    'It holds a key: whoever has it sees your data. With a new key the old address stops working, in every other tab and bookmark.',
  keyRenew: 'Renew the key',
  keyRenewed: 'The key is new. This page goes on; open others from its address.',

  where: 'Where it is',
  whereText:
    'In files that only you can read. They are not encrypted beyond your disk’s own encryption.',
  showInFolder: 'Show in folder',
  space: 'Space it takes',
  spaceText: (sizes: { readonly members: string; readonly deliveries: string }) =>
    `${sizes.members} for members and history, ${sizes.deliveries} for raw deliveries.`,
  spaceSetAside: (size: string) => `${size} of earlier data is set aside beside it.`,
  spaceFree: (size: string) => `${size} of the disk is free.`,
  privacyTitle: 'What leaves this computer, and what does not',
  privacy: [
    'Members, history and deliveries stay here. Only files you save or export yourself leave.',
    'Mixpanel sends to this computer and is answered with whether it worked, never with data.',
    'A tunnel carries those requests in readable form, and whoever runs it can read them on their way.',
    'Apart from a tunnel you set up, and the source of new versions where updating is switched on, Rollcall contacts nobody: it sends no statistics.',
  ],

  backup: 'A backup of everything',
  backupText:
    'Members, history, deliveries and settings in one file. Receiving goes on meanwhile. It holds personal data, readable to whoever has it, but no password and no hook URL.',
  backupSave: 'Save a backup…',
  restore: 'Restore',
  restoreText:
    'Looks into a backup first and says what it holds. Nothing is replaced before you say so.',
  restoreChoose: 'Restore from a backup…',
  move: 'Move to another computer',
  moveText:
    'Mixpanel can’t change a hook URL. This file takes it along, so that the other computer receives in place of this one.',
  moveSave: 'Move to another computer…',

  backupTitle: 'Saving a backup',
  moveTitle: 'Move to another computer',
  moveSteps: [
    'Here: save the file. Receiving is paused first, so that nothing arrives which the file does not hold.',
    'Here: quit Rollcall. From now on only one of the two may run, never both at once.',
    'There: install Rollcall, open Settings > Backup, restore from the file, then quit and start Rollcall again.',
    'There: enter ngrok’s token and the password again. The keychain’s secrets stay out of the file.',
  ],
  moveWarning:
    'The file holds personal data and the secret of your hook URL. Whoever has it can read the first and send with the second. Delete it once the move is done.',
  moveStart: 'Pause and save the file…',
  phases: {
    copying: 'Copying the data',
    packing: 'Writing the file',
    checking: 'Checking the file',
  },
  percent: (n: number) => `${number.format(n)} %`,
  backupDone: (file: string, size: string) => `${file} is saved and checked, ${size}.`,
  backupDownloaded: (file: string, size: string) =>
    `${file}, ${size}, is checked and with your browser’s downloads.`,
  backupCancelled: 'Nothing was saved.',
  moveNext: 'Now quit Rollcall on this computer, and go on at the other one.',

  restoreTitle: 'Restore from a backup',
  restoreReading: 'Reading the file',
  restoreMade: 'Saved',
  restoreHolds: (cohorts: number, members: number, deliveries: number) =>
    `${count(cohorts, 'cohort', 'cohorts')}, ${count(members, 'member', 'members')}, ${count(deliveries, 'raw delivery', 'raw deliveries')}`,
  restoreContents: 'Holds',
  restoreSound: 'Checked: the file is whole.',
  restoreReplaces:
    'It takes the place of everything that is here now. What is here is set aside in the data folder, not deleted.',
  restoreHook: 'Take over the hook URL, too',
  restoreHookText:
    'The file comes from a move. Receiving at its address begins with the next start of Rollcall. The computer it came from must not run Rollcall any more.',
  restoreConfirm: 'Replace what is here',
  restoreDone: 'The backup is in place. What was here before is set aside in the data folder.',
  restoreRestart:
    'Now quit Rollcall and start it again: from then on it receives at the moved address.',
  restoreShow: 'Show it',

  noCohorts: 'No cohort is kept.',
  removeCohort: (name: string) => `Delete ${name}`,
  /** On a button beside the name, and in a dialog that names it. */
  removeOne: 'Delete…',
  removeConfirm: 'Delete',
  removeTitle: (name: string) => `Delete ${name}?`,
  removeText: (n: number) =>
    `${count(n, 'member', 'members')}, their history and the deliveries of this cohort are removed from this computer. The next sync from Mixpanel would bring the cohort back. This can’t be undone.`,
  removed: (name: string) => `${name} was deleted.`,
  removeSample: 'Take the sample away',
  sampleRemoved: 'The sample was taken away.',
  removeAll: 'Delete everything…',
  removeAllTitle: 'Delete everything?',
  removeAllText:
    'All cohorts, their history, all deliveries and what was set aside are removed from this computer. The hook URL stays. This can’t be undone.',
  removeAllConfirm: 'Delete everything',
  removedAll: 'Everything was deleted.',
} as const;
